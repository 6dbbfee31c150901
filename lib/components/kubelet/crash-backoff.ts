/** How long one container is held back after an exit. Plain data, so that it can live in recorded state; times in ms. */
export interface CrashBackoff {
  readonly delay: number;
  /** When the container was last started again. */
  readonly updatedAt: number;
}

export interface BackoffLimits {
  readonly initial: number;
  readonly most: number;
}

/** 10 s, doubled up to 300 s. Models pkg/kubelet/kubelet.go backOffPeriod and MaxCrashLoopBackOff. */
export const crashBackoffLimits: BackoffLimits = { initial: 10_000, most: 300_000 };

/**
 * When a container that exited at `finishedAt` may be started again; at once without a backoff, or when it ran well
 * for twice the longest delay. Models staging/src/k8s.io/client-go/util/flowcontrol/backoff.go IsInBackOffSince.
 */
export function restartAt(
  backoff: CrashBackoff | null,
  finishedAt: number,
  limits: BackoffLimits = crashBackoffLimits,
): number {
  if (backoff === null || hasExpired(backoff, finishedAt, limits)) return finishedAt;
  return finishedAt + backoff.delay;
}

/** The backoff after a restart at `now` of a container that exited at `finishedAt`. Models backoff.go Next. */
export function backoffAfterRestart(
  backoff: CrashBackoff | null,
  finishedAt: number,
  now: number,
  limits: BackoffLimits = crashBackoffLimits,
): CrashBackoff {
  const fresh = backoff === null || hasExpired(backoff, finishedAt, limits);
  return { delay: fresh ? limits.initial : Math.min(backoff.delay * 2, limits.most), updatedAt: now };
}

/** The kubelet's words for a container that waits. Models pkg/kubelet/kuberuntime/kuberuntime_manager.go doBackOff. */
export function crashLoopMessage(backoff: CrashBackoff, container: string, pod: string): string {
  return `back-off ${goDuration(backoff.delay)} restarting failed container=${container} pod=${pod}`;
}

/** Whole seconds as Go prints a duration: `10s`, `1m20s`, `5m0s`. */
function goDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

function hasExpired(backoff: CrashBackoff, finishedAt: number, limits: BackoffLimits): boolean {
  return finishedAt - backoff.updatedAt > 2 * limits.most;
}
