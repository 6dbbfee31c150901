/** What was done although the real component would not have done it: what, why, what it does, and the way back. */
export const playMistakes = {
  'mistake.user.wrong-image.what': 'The image {image} does not exist in the registry.',
  'mistake.user.wrong-image.why':
    'Nobody checks an image’s name when a Pod is created. It comes to light on the node, when the runtime tries to pull it.',
  'mistake.user.wrong-image.real': 'A real Pod shows ErrImagePull, then ImagePullBackOff.',
  'mistake.user.wrong-image.back': 'Delete the Pod and create it with the right image.',
  'mistake.user.unschedulable.what': 'No node has that much CPU: {cpu}.',
  'mistake.user.unschedulable.why':
    'The API server stores the Pod all the same: requests are the scheduler’s business.',
  'mistake.user.unschedulable.real': 'The Pod stays Pending, with a FailedScheduling event.',
  'mistake.user.unschedulable.back': 'Delete the Pod and ask for less.',
  'mistake.apiserver.authenticated-unknown.what': 'A request from nobody was let through.',
  'mistake.apiserver.authenticated-unknown.why': 'The credential is in no table, so nobody can say who is asking.',
  'mistake.apiserver.authenticated-unknown.real': 'kube-apiserver answers 401 Unauthorized.',
  'mistake.apiserver.authenticated-unknown.back': 'The request goes on; the record shows who let it in.',
  'mistake.apiserver.rejected-valid.what': 'A good request was refused with {code}.',
  'mistake.apiserver.rejected-valid.why':
    'Credential, binding and object were in order. The client cannot know what to change.',
  'mistake.apiserver.rejected-valid.real': 'kube-apiserver passes it on to storage.',
  'mistake.apiserver.rejected-valid.back': 'The client sends the request again.',
  'mistake.apiserver.authorized-unbound.what': 'Something was allowed that no binding allows.',
  'mistake.apiserver.authorized-unbound.why':
    'Knowing who somebody is does not say what they may do: 401 and 403 are two questions.',
  'mistake.apiserver.authorized-unbound.real': 'kube-apiserver answers 403 Forbidden.',
  'mistake.apiserver.authorized-unbound.back': 'The request goes on; the record shows who allowed it.',
  'mistake.apiserver.admitted-invalid.what': 'An invalid object was admitted.',
  'mistake.apiserver.admitted-invalid.why':
    'Once it is stored, every component downstream has to cope with it, and none can.',
  'mistake.apiserver.admitted-invalid.real': 'kube-apiserver answers 422 with the path of each bad field.',
  'mistake.apiserver.admitted-invalid.back': 'Delete the Pod; it can never run.',
  'mistake.apiserver.unconditional-put.what': 'The object was written without a compare.',
  'mistake.apiserver.unconditional-put.why':
    'If the name had been taken, somebody’s object would be gone without a word.',
  'mistake.apiserver.unconditional-put.real':
    'kube-apiserver creates with one transaction: only if there is nothing under the key at that moment.',
  'mistake.apiserver.unconditional-put.back': 'The write stands; go on.',
  'mistake.apiserver.held-answer.what': 'The client keeps waiting for its answer.',
  'mistake.apiserver.held-answer.why':
    'The object is stored: everything the client asked for has happened. Scheduling is another matter.',
  'mistake.apiserver.held-answer.real': 'kube-apiserver answers 201 at once, long before the Pod runs.',
  'mistake.apiserver.held-answer.back': 'The card is still there: answer now.',
  'mistake.scheduler.gave-up.what': 'The Pod was given up although {node} fits.',
  'mistake.scheduler.gave-up.why': 'Every filter lets that node pass.',
  'mistake.scheduler.gave-up.real': 'kube-scheduler marks a Pod Unschedulable only when no node passes.',
  'mistake.scheduler.gave-up.back': 'The Pod is tried again later, or deleted and created anew.',
  'mistake.scheduler.overcommit.what': 'The Pod was bound to {node}, which has no room for it: {reason}.',
  'mistake.scheduler.overcommit.why': 'The API server accepts any binding. The kubelet will look at its own books.',
  'mistake.scheduler.overcommit.real': 'kube-scheduler filters such nodes out. A kubelet refuses with OutOfcpu.',
  'mistake.scheduler.overcommit.back': 'The Pod fails; delete it and create it again.',
  'mistake.scheduler.ignored-taint.what': 'The Pod was bound to {node}, which keeps it away: {reason}.',
  'mistake.scheduler.ignored-taint.why':
    'A NoSchedule taint speaks to the scheduler only. A kubelet does not check it: on a node that works the Pod really runs. On a silent node nobody hears of it.',
  'mistake.scheduler.ignored-taint.real': 'kube-scheduler filters the node out unless the Pod tolerates the taint.',
  'mistake.scheduler.ignored-taint.back':
    'On a node that works it runs, in the wrong place. On a silent one nothing starts: delete it, and another one can be made.',
  'mistake.scheduler.unknown-node.what': 'The Pod was bound to {node}, and there is no such node.',
  'mistake.scheduler.unknown-node.why': 'The API server does not check the name (201). But no kubelet watches for it.',
  'mistake.scheduler.unknown-node.real': 'kube-scheduler binds only to nodes that it knows.',
  'mistake.scheduler.unknown-node.back':
    'After 40 to 80 seconds the garbage collector for Pods (a controller) removes it, because its node does not exist. Whoever does not want to wait deletes it by force; then it is created again.',
  'mistake.kubelet.false-reject.what': 'A Pod that fits was rejected on {node}.',
  'mistake.kubelet.false-reject.why': 'There is room for it by the kubelet’s own books.',
  'mistake.kubelet.false-reject.real':
    'A kubelet rejects a Pod that does not fit on its node: no room, a host port taken, labels that do not match, or a NoExecute taint that it does not tolerate; and, while memory is short, one that requested nothing.',
  'mistake.kubelet.false-reject.back': 'The Pod is Failed for good: delete it and create it again.',
  'mistake.kubelet.overcommit.what': 'A Pod was admitted on {node} that does not fit: {reason}.',
  'mistake.kubelet.overcommit.why': 'More is promised than the node has; under load everybody suffers.',
  'mistake.kubelet.overcommit.real': 'A kubelet rejects it and reports {reason}.',
  'mistake.kubelet.overcommit.back': 'It runs for now.',
  'mistake.kubelet.false-status.what': 'Reported {phase}, but the truth is {honest}.',
  'mistake.kubelet.false-status.why': 'Everybody believes the status in etcd: users, controllers, Services.',
  'mistake.kubelet.false-status.real': 'A kubelet reports what it saw at its last relist.',
  'mistake.kubelet.false-status.back': 'The next report puts it right.',
  'mistake.runtime.false-ok.what': 'Answered OK to {verb} without doing it.',
  'mistake.runtime.false-ok.why': 'The kubelet believes its runtime until it looks for itself.',
  'mistake.runtime.false-ok.real': 'A runtime answers after the work is done.',
  'mistake.runtime.false-ok.back': 'A later call, or the next relist, finds out; the kubelet asks again.',
  'mistake.runtime.wrong-image.what': 'Pulled {image} instead of {asked}.',
  'mistake.runtime.wrong-image.why': 'A tag names one image. Another one is another program.',
  'mistake.runtime.wrong-image.real': 'A runtime pulls exactly what it was asked for.',
  'mistake.runtime.wrong-image.back':
    'Creating the container fails with ImageNotFound, and the kubelet asks for the image again.',
};
