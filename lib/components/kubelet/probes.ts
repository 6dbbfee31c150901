import type { Turn } from '../../cluster/component.ts';
import { containerKey } from '../../cluster/machine.ts';
import { asPod, type Stored } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState, KubeletPod, ProbeBook, ProbeKind } from '../../cluster/state.ts';
import { ownValue } from '../../kernel/ordered.ts';
import type { Container, Probe } from '../../kubernetes/types/container.ts';
import { postPodEvent } from './events.ts';
import { allContainers, stopping } from './plan.ts';
import { bookOf, hasFailed, mayBeProbed, probeOf, PROBE_KINDS } from './probe-results.ts';
import { firstSuccess, nextFailure, succeededBetween, type ProbeFailure, type ProcessTimes } from './probe-times.ts';
import { unhealthyMessage } from './probe-words.ts';
import { warmAt } from './readiness.ts';

/** A probe of a container that goes on. */
interface Running {
  readonly kind: ProbeKind;
  readonly probe: Probe;
  readonly times: ProcessTimes;
}

/**
 * When probes will next find something new about the container, in cluster milliseconds. Successes that change nothing
 * are folded away, and so is every failure past the threshold.
 */
export function probeLooks(state: ClusterState, node: string, pod: KubeletPod, container: Container): number[] {
  return runningProbes(state, node, pod, container).flatMap(({ kind, probe, times }) => {
    const failure = nextFailure(kind, probe, times, Math.max(state.now, begunAt(pod, container, kind, times)));
    const passed = kind === 'startup' ? firstSuccess(probe, times) : null;
    return [...(failure === null ? [] : [failure.at]), ...(passed === null ? [] : [passed])];
  });
}

/** Writes down what the probes of the pod's containers have found by now. Models pkg/kubelet/prober/worker.go doProbe. */
export function probePod(turn: Turn, seat: Seat, node: string, uid: string, stored: Stored | null): void {
  const pod = turn.state.machines[node]?.kubelet.pods[uid];
  if (pod === undefined || stored === null || pod.verdict !== 'admitted' || stopping(pod, stored)) return;
  for (const container of allContainers(asPod(stored.object))) {
    for (const running of runningProbes(turn.state, node, pod, container)) {
      judge(turn, seat, node, pod, container, running);
    }
  }
}

function judge(turn: Turn, seat: Seat, node: string, pod: KubeletPod, container: Container, running: Running): void {
  const { kind, probe, times } = running;
  const { now } = turn.state;
  const { id } = bookOf(pod, container.name);
  const at = { node, uid: pod.uid, container: container.name, id, at: now };
  const passed = kind === 'startup' ? firstSuccess(probe, times) : null;
  if (passed !== null && passed <= now) {
    turn.emit({ type: 'StartupProbePassed', ...at });
    return;
  }
  const failure = nextFailure(kind, probe, times, begunAt(pod, container, kind, times));
  if (failure === null || failure.at > now) return;
  turn.emit({ type: 'ProbeFailed', ...at, probe: kind, count: countAfter(pod, container, running, failure) });
  const message = unhealthyMessage(kind, container, probe, { how: failure.how, podIP: pod.podIP ?? '' });
  postPodEvent(turn, seat, pod, { reason: 'Unhealthy', type: 'Warning', message });
}

function countAfter(
  pod: KubeletPod,
  { name }: Container,
  { kind, probe, times }: Running,
  { how }: ProbeFailure,
): number {
  const last = bookOf(pod, name).failures[kind];
  if (last === undefined) return 1;
  const fresh = how === 'timeout' && last.at <= (times.hungAt ?? 0) && succeededBetween(probe, times);
  return fresh ? 1 : last.count + 1;
}

/** What was found before this is known already. */
function begunAt(pod: KubeletPod, { name }: Container, kind: ProbeKind, { startedAt }: ProcessTimes): number {
  const { passedAt, failures }: ProbeBook = bookOf(pod, name);
  return failures[kind]?.at ?? passedAt ?? startedAt - 1;
}

/** A probe that has failed often enough has said all. */
function runningProbes(state: ClusterState, node: string, pod: KubeletPod, container: Container): Running[] {
  const times = processTimes(state, node, pod, container);
  if (times === null) return [];
  return PROBE_KINDS.flatMap((kind): Running[] => {
    const probe = probeOf(container, kind);
    if (probe === undefined || !mayBeProbed(pod, container, kind) || hasFailed(pod, container, kind)) return [];
    return [{ kind, probe, times }];
  });
}

/** Of a container that the kubelet has seen running and that runs still; null of any other. */
function processTimes(state: ClusterState, node: string, pod: KubeletPod, container: Container): ProcessTimes | null {
  const { name } = container;
  const seen = ownValue(pod.seen ?? {}, name);
  const real = state.machines[node]?.runtime.containers[containerKey(pod.uid, name)];
  if (ownValue(pod.containers, name) !== 'running' || seen?.startedAt === undefined) return null;
  if (real?.id !== seen.id || real.state !== 'running') return null;
  const { startedAt } = seen;
  return { startedAt, warmAt: warmAt(state, startedAt, container), hungAt: real.hungAt ?? null };
}
