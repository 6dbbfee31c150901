import type { Pod } from '../../kubernetes/types/pod.ts';

/** NAME, READY, STATUS and RESTARTS of `kubectl get pods`. Models printPod of pkg/printers/internalversion. */
export function podColumns(pod: Pod): readonly [string, string, string, string] {
  const statuses = pod.status?.containerStatuses ?? [];
  const total = pod.spec?.containers?.length ?? 0;
  const ready = statuses.filter((status) => status.ready).length;
  const restarts = statuses.reduce((sum, status) => sum + (status.restartCount ?? 0), 0);
  return [pod.metadata.name ?? '', `${ready}/${total}`, podStatusWord(pod), String(restarts)];
}

/** The word in the STATUS column. */
export function podStatusWord(pod: Pod): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  if (pod.status?.reason !== undefined) return pod.status.reason;
  for (const { state } of pod.status?.containerStatuses ?? []) {
    const reason = state?.waiting?.reason ?? state?.terminated?.reason;
    if (reason !== undefined) return reason;
  }
  return pod.status?.phase ?? 'Unknown';
}
