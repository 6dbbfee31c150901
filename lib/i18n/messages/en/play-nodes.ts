/** What the node controller is shown and told, and the lesson in which a node is lost. */
export const playNodes = {
  'card.node-silent.title': '{name} is silent',
  'card.node-pods.title': 'The Pods of {name} still say Ready',
  'card.node-taints.title': 'The taints of {name} are out of date',
  'card.evict-pod.title': '“{name}” has waited long enough',
  'fact.silent': 'Silent for',
  'fact.grace': 'Grace period',
  'option.MarkUnknown': 'Write Ready=Unknown into the node’s status',
  'option.MarkPodsNotReady': 'Write Ready=False into its Pods',
  'option.LeavePodsReady': 'Leave its Pods as they are',
  'option.TaintNode': 'Bring the node’s taints in line with its state',
  'option.EvictAtOnce': 'Delete its Pods at once',
  'option.EvictPod': 'Delete {name} because of the taint',
  'option.LeavePod': 'Let {name} wait a little longer',
  'because.node-controller.unknown':
    '{name} has not renewed its Lease for longer than the grace period. The controller cannot know why, so it writes Unknown, not False.',
  'because.node-controller.not-ready':
    'Nobody can say whether the Pods on {name} still answer. Ready=False takes them out of every Service at once, long before any Pod is replaced.',
  'because.node-controller.taint':
    'The taint unreachable keeps new Pods away (NoSchedule) and starts the clock of those already there (NoExecute).',
  'because.node-controller.untaint': '{name} reports again. Without the taints Pods may come, and nobody need leave.',
  'because.node-controller.evict':
    'The Pod tolerated the taint for a while (300 s unless it says otherwise), and that time is over. Deleting it lets its owner make another one elsewhere.',
  'mistake.node-controller.left-ready.what': 'The Pods on {node} still count as ready.',
  'mistake.node-controller.left-ready.why':
    'Services send connections to whatever is Ready. Nobody has heard from these Pods for a while.',
  'mistake.node-controller.left-ready.real':
    'The node controller writes Ready=False into every Pod of a silent node, and the EndpointSlices follow.',
  'mistake.node-controller.left-ready.back': 'It ends when the Pods are evicted, or when the node reports again.',
  'mistake.node-controller.evicted-early.what': 'The Pods of {node} were deleted at once.',
  'mistake.node-controller.evicted-early.why':
    'Silence may be a cable that is plugged in again in a minute. The Pods were promised five minutes by their tolerations.',
  'mistake.node-controller.evicted-early.real':
    'Eviction waits for tolerationSeconds after the NoExecute taint: 300 s by default.',
  'mistake.node-controller.evicted-early.back':
    'Their owner makes new ones elsewhere; the node itself is still to be marked.',
  'mistake.node-controller.left-pod.what': '“{name}” was left where nobody hears from it.',
  'mistake.node-controller.left-pod.why':
    'Its toleration is over. While the object exists, its owner sees no reason for another one.',
  'mistake.node-controller.left-pod.real': 'The taint eviction controller deletes the Pod as soon as its time is over.',
  'mistake.node-controller.left-pod.back': 'The card comes again in a moment.',
  'wave.power-off.title': 'A node loses power',
  'wave.power-off.text':
    'node-2 goes dark with one of two web Pods on it. Who notices, when, and who makes things whole again?',
  'wave.power-on.title': 'The node comes back',
  'wave.power-on.text': 'node-2 gets its power back. What becomes of the Pod that was evicted?',
  'wave.cut.title': 'Only the network is cut',
  'wave.cut.text':
    'node-1 cannot reach the control plane for seven minutes. Its containers run on. Watch what happens when the cable is back.',
  'question.still-running.title': 'node-2 has just lost power. What does kubectl get pods say about its Pod?',
  'question.still-running.Running': 'Running',
  'question.still-running.Terminating': 'Terminating',
  'question.still-running.Unknown': 'Unknown',
  'question.still-running.because':
    'kubectl shows what was last stored. Nobody has reported anything else: the kubelet is dark too.',
  'question.who-notices.title': 'Who will notice that node-2 is silent?',
  'question.who-notices.kube-scheduler': 'kube-scheduler',
  'question.who-notices.node-controller': 'node-controller',
  'question.who-notices.kube-apiserver': 'kube-apiserver, by asking the kubelet',
  'question.who-notices.because':
    'Kubelets renew their Leases every 10 s. The node controller looks every 5 s at what is stored, and asks no kubelet.',
  'question.traffic-moves.title': 'When does a Service stop sending connections to the lost Pod?',
  'question.traffic-moves.at-once': 'as soon as the Pod’s Ready is False',
  'question.traffic-moves.after-eviction': 'after five minutes, when it is evicted',
  'question.traffic-moves.never': 'never by itself',
  'question.traffic-moves.because':
    'Ready=False is enough: the EndpointSlice says ready=false, and kube-proxies send nothing there any more. The address stays in the slice until the Pod’s object is gone, and the Pod is replaced only later.',
  'question.why-wait.title': 'The node is tainted. What happens to its Pod now?',
  'question.why-wait.deleted': 'It is deleted at once',
  'question.why-wait.waits': 'It waits as long as its toleration says',
  'question.why-wait.moved': 'It is moved to another node',
  'question.why-wait.because':
    'tolerationSeconds: 300. A Pod is never moved: it is deleted, and its owner makes a new one.',
  'question.who-makes-another.title': 'The Pod is being deleted. Who makes another one?',
  'question.who-makes-another.kubelet': 'the kubelet of another node',
  'question.who-makes-another.node-controller': 'node-controller',
  'question.who-makes-another.replication-controller': 'replication-controller',
  'question.who-makes-another.because':
    'The ReplicaSet counts one too few. Kubelets restart containers; controllers replace Pods.',
  'question.old-pod.title': 'The power is back. What becomes of the old Pod on node-2?',
  'question.old-pod.runs': 'It runs again',
  'question.old-pod.removed': 'Its kubelet sees that it was deleted, and lets it go',
  'question.old-pod.because': 'The deletionTimestamp was waiting for its kubelet all along.',
  'question.cut-runs.title': 'node-1 is cut off. Do its containers still run?',
  'question.cut-runs.yes': 'yes, all of them',
  'question.cut-runs.no': 'no, they stop at once',
  'question.cut-runs.because': 'Nothing on the node changed. A kubelet needs nobody to keep its containers running.',
};
