/** Containers that end, restarts and their back-off, and a node that comes back. */
export const playKubelet = {
  'fact.attempt': 'Restart number',
  'fact.stop-grace': 'Time between SIGTERM and SIGKILL',
  'fact.runtime': 'Runtime',
  'fact.exit': 'Ended with',
  'fact.restarts': 'Restarts',
  'fact.backoff': 'Held back for',
  'because.kubelet.restart':
    'Container {container} has ended and its Pod wants it to run: the kubelet makes it once more, restart {attempt}, in the same Pod on the same node. Controllers replace Pods; kubelets restart containers.',
  'because.kubelet.definition-changed':
    'The Pod now names another image than the one that container {container} runs. The kubelet stops it and makes it anew in the same Pod.',
  'because.kubelet.failed-liveness':
    'Container {container} runs, but its liveness probe has failed too often in a row. The kubelet kills it; what comes then, its Pod’s restart policy says.',
  'because.kubelet.failed-startup':
    'Container {container} has not started up before its startup probe had failed too often. The kubelet kills it; what comes then, its Pod’s restart policy says.',
  'because.kubelet.report-exit':
    'A container has ended. The report says with which code; the Pod’s phase stays Running while its restart policy wants the container back.',
  'because.kubelet.stop-evicted':
    'Memory is short on this node. By what it uses beyond its request, and by its priority, this Pod is the first to go ({call}).',
  'because.kubelet.stop-finished':
    'All containers have ended for good, so the sandbox is no longer needed ({call}). The Pod’s object stays.',
  'mistake.kubelet.ran-deleted.what': '{name} was started again on {node} although it is being deleted.',
  'mistake.kubelet.ran-deleted.why':
    'The Pod has a deletionTimestamp, and a controller may have replaced it long ago: now too many run.',
  'mistake.kubelet.ran-deleted.real':
    'A kubelet never starts anything of a Pod that is being deleted. It confirms the deletion.',
  'mistake.kubelet.ran-deleted.back': 'Stop the sandbox again and confirm the deletion.',
};
