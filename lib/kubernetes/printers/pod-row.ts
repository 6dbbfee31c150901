import { parseRfc3339 } from '../rfc3339.ts';
import { humanDuration } from '../human-duration.ts';
import type { ContainerStateTerminated, ContainerStatus } from '../types/container.ts';
import type { Pod } from '../types/pod.ts';
import { age, type Cell, type PrintedRow, type PrintOptions } from './cells.ts';

const SUCCEEDED = {
  type: 'Completed',
  status: 'True',
  reason: 'Succeeded',
  message: 'The pod has completed successfully.',
};
const FAILED = { type: 'Completed', status: 'True', reason: 'Failed', message: 'The pod failed.' };

/** What the containers' statuses add up to. */
interface Tally {
  readonly reason: string;
  readonly ready: number;
  readonly restarts: number;
  readonly lastRestart: number | null;
}

/** One line of `kubectl get pods`. Models pkg/printers/internalversion/printers.go printPod. */
export function printPod(pod: Pod, { now, wide }: PrintOptions): PrintedRow {
  const { spec = {}, status = {}, metadata } = pod;
  const sidecars = (spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always').length;
  const total = (spec.containers ?? []).length + sidecars;
  const tally = tallyOf(pod);
  const restarts =
    tally.restarts !== 0 && tally.lastRestart !== null
      ? `${tally.restarts} (${humanDuration(now - tally.lastRestart)} ago)`
      : String(tally.restarts);
  const cells: Cell[] = [
    metadata.name ?? '',
    `${tally.ready}/${total}`,
    statusText(pod, tally.reason),
    restarts,
    age(metadata.creationTimestamp, now),
  ];
  if (wide) {
    cells.push(
      status.podIPs?.[0]?.ip ?? status.podIP ?? '<none>',
      spec.nodeName || '<none>',
      status.nominatedNodeName || '<none>',
      gates(pod),
    );
  }
  if (status.phase === 'Succeeded') return { cells, conditions: [SUCCEEDED] };
  return status.phase === 'Failed' ? { cells, conditions: [FAILED] } : { cells };
}

/** The STATUS column by itself. */
export function podStatusText(pod: Pod): string {
  return statusText(pod, tallyOf(pod).reason);
}

function statusText(pod: Pod, reason: string): string {
  if (pod.metadata.deletionTimestamp === undefined) return reason;
  if (pod.status?.reason === 'NodeLost') return 'Unknown';
  const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  return finished ? reason : 'Terminating';
}

function tallyOf(pod: Pod): Tally {
  const conditions = pod.status?.conditions ?? [];
  const gated = conditions.some(({ type, reason }) => type === 'PodScheduled' && reason === 'SchedulingGated');
  const reason = gated ? 'SchedulingGated' : pod.status?.reason || (pod.status?.phase ?? '');
  const init = tallyInit(pod, reason);
  const initialized = conditions.some(({ type, status }) => type === 'Initialized' && status === 'True');
  return init.initializing && !initialized ? init : tallyMain(pod, init);
}

interface InitTally extends Tally {
  readonly initializing: boolean;
  readonly sidecarRestarts: number;
  readonly sidecarLastRestart: number | null;
}

/** Up to the first init container that is not done. */
function tallyInit(pod: Pod, phase: string): InitTally {
  const containers = pod.spec?.initContainers ?? [];
  let tally: InitTally = {
    reason: phase,
    ready: 0,
    restarts: 0,
    lastRestart: null,
    initializing: false,
    sidecarRestarts: 0,
    sidecarLastRestart: null,
  };
  for (const [index, status] of (pod.status?.initContainerStatuses ?? []).entries()) {
    const sidecar = containers.find(({ name }) => name === status.name)?.restartPolicy === 'Always';
    const ended = endOf(status);
    tally = {
      ...tally,
      restarts: tally.restarts + status.restartCount,
      lastRestart: later(tally.lastRestart, ended),
      ...(sidecar && {
        sidecarRestarts: tally.sidecarRestarts + status.restartCount,
        sidecarLastRestart: later(tally.sidecarLastRestart, ended),
      }),
    };
    const { terminated, waiting } = status.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (sidecar && status.started === true) {
      tally = { ...tally, ready: tally.ready + (status.ready ? 1 : 0) };
      continue;
    }
    const waitingReason = waiting?.reason ?? '';
    const progress = `${index}/${containers.length}`;
    const detail =
      terminated !== undefined
        ? endText(terminated)
        : waitingReason !== '' && waitingReason !== 'PodInitializing'
          ? waitingReason
          : progress;
    return { ...tally, reason: `Init:${detail}`, initializing: true };
  }
  return tally;
}

/** The containers, last to first, so that the first one with something to say has the last word. */
function tallyMain(pod: Pod, init: InitTally): Tally {
  let { reason, ready } = init;
  let restarts = init.sidecarRestarts;
  let lastRestart = init.sidecarLastRestart;
  let running = false;
  for (const status of [...(pod.status?.containerStatuses ?? [])].reverse()) {
    restarts += status.restartCount;
    lastRestart = later(lastRestart, endOf(status));
    const { waiting, terminated, running: up } = status.state ?? {};
    if ((waiting?.reason ?? '') !== '') reason = waiting?.reason ?? '';
    else if (terminated !== undefined) reason = endText(terminated);
    else if (status.ready && up !== undefined) {
      running = true;
      ready += 1;
    }
  }
  if (reason === 'Completed' && running) {
    const isReady = (pod.status?.conditions ?? []).some(({ type, status }) => type === 'Ready' && status === 'True');
    reason = isReady ? 'Running' : 'NotReady';
  }
  return { reason, ready, restarts, lastRestart };
}

function endText({ reason = '', signal = 0, exitCode }: ContainerStateTerminated): string {
  if (reason !== '') return reason;
  return signal !== 0 ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}

function endOf(status: ContainerStatus): number | null {
  return parseRfc3339(status.lastState?.terminated?.finishedAt);
}

function later(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return Math.max(left, right);
}

function gates(pod: Pod): string {
  const wanted = pod.spec?.readinessGates ?? [];
  if (wanted.length === 0) return '<none>';
  const passed = wanted.filter(({ conditionType }) =>
    (pod.status?.conditions ?? []).some(({ type, status }) => type === conditionType && status === 'True'),
  );
  return `${passed.length}/${wanted.length}`;
}
