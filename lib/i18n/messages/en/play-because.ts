/** Why the reference behaviour acts as it does: what a hint explains. */
export const playBecause = {
  'because.user.create':
    'kubectl sends one POST with the whole Pod to the API server: name {name}, image {image}. Everything after that is the work of others.',
  'because.user.repair':
    'What only waits, for room or for the registry, is tried again by itself. A wrong image or request stays wrong, and what is Failed stays Failed: deleting the Pod and creating it again starts clean.',
  'because.user.force':
    'No kubelet is left that could confirm the deletion of {name}. --force removes the object without waiting. kubectl warns that what runs may go on running: nobody has seen it stop.',
  'because.user.make-room': 'Something else takes the place that this Pod needs. Deleting it makes room.',
  'because.user.look':
    'kubectl get asks the API server what it has stored. That is how everybody learns how a Pod is doing.',
  'because.apiserver.known':
    'The credential is in the table: the request comes from {user}. Whether {user} may do this is the next question, not this one.',
  'because.apiserver.unknown': 'The credential is in no table. A request from nobody ends here with 401 Unauthorized.',
  'because.apiserver.bound':
    'A binding gives {user} a role with this verb and this resource. Without one, the answer would be 403.',
  'because.apiserver.unbound': 'No binding gives {user} a role with this verb and this resource: 403 Forbidden.',
  'because.apiserver.valid': 'Defaults have been filled in and every field passes validation.',
  'because.apiserver.invalid':
    'A field does not pass validation. The answer is 422 with the path of that field, and nothing is stored.',
  'because.apiserver.store':
    'A create is one transaction: put it only if there is nothing under the key now (mod revision 0). That way nobody’s object is overwritten.',
  'because.apiserver.store-change':
    'A change is one transaction: only if the key still has the revision that was read. If somebody else wrote in between, it is read again, and nobody’s change is lost.',
  'because.apiserver.answer-any':
    'The outcome is known: {code}. The client gets it now; what follows from it is for those who watch.',
  'because.apiserver.answer':
    'The outcome is known: {code}. The client gets it now; scheduling and starting come later and are somebody else’s work.',
  'because.apiserver.pass':
    'The credential is known, a binding allows it and the object is valid. The request of {client} goes on to etcd.',
  'because.apiserver.refuse-401': 'Nobody knows this credential: 401 Unauthorized.',
  'because.apiserver.refuse-403': 'The client is known, but no binding allows this: 403 Forbidden.',
  'because.apiserver.refuse-422': 'The object does not pass validation: 422 Invalid, with the field’s path.',
  'because.etcd.compare-holds': 'The key is as the API server expects it, so the compare holds.',
  'because.etcd.compare-fails':
    'The key is not as the API server expects it. The compare fails and nothing is written.',
  'because.etcd.txn-holds': 'The key is as expected: the compare holds and the write becomes revision {revision}.',
  'because.etcd.commit': 'Revisions count up by one with every write, over all keys. The next one is {revision}.',
  'because.scheduler.worksheet':
    'Filtering goes node by node: enough free CPU and memory, taints tolerated, selectors matched. Out are: {reasons}',
  'because.scheduler.bind':
    '{node} passes every filter, and no other node that passes is a better place. The scheduler says so with a Binding; it starts nothing itself.',
  'because.scheduler.nobody':
    'No node passes the filters ({reasons}). The Pod stays Pending with the reason, and is tried again when something changes.',
  'because.kubelet.admit':
    'The kubelet checks once more by its own books: the Pod fits into what is free on this node.',
  'because.kubelet.reject':
    'By the kubelet’s own books the Pod does not fit: {reason}. It reports Failed; a new Pod has to be created.',
  'because.kubelet.report-Pending': 'Nothing runs yet. An honest report says so: Pending, ContainerCreating.',
  'because.kubelet.report-Running':
    'The last relist has seen the containers running, so the report says Running, with the Pod’s IP.',
  'because.kubelet.report-Failed': 'This Pod will not run here, and the report says why.',
  'because.kubelet.report-Succeeded': 'All containers have ended well.',
  'because.kubelet.RunPodSandbox':
    'The sandbox comes first: it is the network home of the Pod, and gets its IP from CNI.',
  'because.kubelet.PullImage': 'The container needs its image on this node before it can be created.',
  'because.kubelet.CreateContainer': 'Sandbox and image are there, so container {container} can be created.',
  'because.kubelet.StartContainer': 'Container {container} has been created; now it can be started.',
  'because.kubelet.stop': 'The Pod is to go: what runs is stopped first ({call}).',
  'because.kubelet.confirm':
    'Nothing of the Pod runs any more. The kubelet confirms with a DELETE without grace, and only then the object goes.',
  'because.runtime.RunPodSandbox': 'The runtime makes the sandbox and asks the CNI plugin for an IP.',
  'because.runtime.PullImage': 'The runtime pulls exactly the image that was asked for, from the registry.',
  'because.runtime.CreateContainer': 'Sandbox and image exist, so the container can be made.',
  'because.runtime.StartContainer': 'The container exists and does not run yet.',
  'because.runtime.StopContainer': 'The kubelet wants the container stopped.',
  'because.runtime.StopPodSandbox': 'The kubelet wants the sandbox stopped.',
  'because.runtime.SandboxNotFound': 'There is no such sandbox on this machine, and the runtime says so.',
  'because.runtime.ImageNotFound': 'The image is not on this machine, and the runtime says so.',
  'because.runtime.ContainerNotFound': 'There is no such container, and the runtime says so.',
  'because.runtime.AlreadyExists': 'It exists already, and the runtime says so.',
  'because.runtime.AlreadyRunning': 'It runs already, and the runtime says so.',
};
