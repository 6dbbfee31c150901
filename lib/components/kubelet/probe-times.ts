import type { ProbeKind } from '../../cluster/state.ts';
import type { Probe } from '../../kubernetes/types/container.ts';

const PERIOD_SECONDS = 10;
const TIMEOUT_SECONDS = 1;
const FAILURE_THRESHOLD = 3;

/** What the process in a container does, in cluster milliseconds. */
export interface ProcessTimes {
  readonly startedAt: number;
  /** From when on it serves. */
  readonly warmAt: number;
  /** Since when it answers nobody; null = it answers. */
  readonly hungAt: number | null;
}

/** How one run of a probe failed, and when that was known. */
export interface ProbeFailure {
  readonly at: number;
  /** `refused`: nothing listens yet. `timeout`: whoever listens does not answer. */
  readonly how: 'refused' | 'timeout';
}

/** How often in a row the probe has to fail before anything follows from it. */
export function failureThreshold({ failureThreshold: threshold = FAILURE_THRESHOLD }: Probe): number {
  return threshold;
}

/** The first run of the probe at `time` or later. Models pkg/kubelet/prober/worker.go, without its jitter. */
export function probeAtLeast(probe: Probe, startedAt: number, time: number): number {
  const { initialDelaySeconds = 0, periodSeconds = PERIOD_SECONDS } = probe;
  const first = startedAt + initialDelaySeconds * 1000;
  const period = periodSeconds * 1000;
  return first + Math.max(0, Math.ceil((time - first) / period)) * period;
}

/** How long a run takes that nobody answers, in milliseconds; null for those that a process that hangs passes. */
function timeoutMillis({ tcpSocket, timeoutSeconds = TIMEOUT_SECONDS }: Probe): number | null {
  // The kernel accepts the connection, whatever the process does.
  return tcpSocket === undefined ? timeoutSeconds * 1000 : null;
}

/**
 * The first failure of the probe that is known after `after`; null when there is none ahead. That a process is not yet
 * ready is no news and is not counted.
 */
export function nextFailure(
  kind: ProbeKind,
  probe: Probe,
  { startedAt, warmAt, hungAt }: ProcessTimes,
  after: number,
): ProbeFailure | null {
  const refused = probeAtLeast(probe, startedAt, after + 1);
  if (kind !== 'readiness' && refused < warmAt && (hungAt === null || refused < hungAt)) {
    return { at: refused, how: 'refused' };
  }
  const timeout = timeoutMillis(probe);
  if (hungAt === null || timeout === null) return null;
  const begun = probeAtLeast(probe, startedAt, Math.max(hungAt, after - timeout + 1));
  return { at: begun + timeout, how: 'timeout' };
}

/** True when the probe succeeded between the failures before the process was warm and those since it hangs. */
export function succeededBetween(probe: Probe, { startedAt, warmAt, hungAt }: ProcessTimes): boolean {
  return hungAt !== null && probeAtLeast(probe, startedAt, warmAt) < hungAt;
}

/** When the probe succeeds for the first time; null when the process hangs before. */
export function firstSuccess(probe: Probe, { startedAt, warmAt, hungAt }: ProcessTimes): number | null {
  const at = probeAtLeast(probe, startedAt, warmAt);
  const answered = hungAt === null || at < hungAt || timeoutMillis(probe) === null;
  return answered ? at : null;
}
