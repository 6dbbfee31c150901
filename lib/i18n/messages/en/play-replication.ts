/** The controllers for ReplicaSets, ReplicationControllers and Deployments. */
export const playReplication = {
  'card.replicas.few': '{kind} {name}: too few Pods',
  'card.replicas.many': '{kind} {name}: too many Pods',
  'card.rollout.title': 'Deployment {name}: the next step',
  'fact.owner': 'Owner',
  'fact.replicas-wanted': 'Wanted',
  'fact.replicas-actual': 'Actual',
  'fact.pods': 'Its Pods',
  'fact.ending': 'On their way out',
  'fact.owner-selector': 'Selector',
  'fact.phase-now': 'Phase',
  'fact.created': 'Created',
  'fact.new-set': 'New ReplicaSet',
  'fact.old-sets': 'Old ReplicaSets',
  'fact.at-most': 'At most, with maxSurge',
  'fact.at-least': 'At least available, with maxUnavailable',
  'option.CreateReplicas.unbound': 'Create from the template: {count}',
  'option.CreateReplicas.node': 'Create from the template: {count}, and put it on {node} right away',
  'option.DeleteReplicas': 'Delete what is ticked',
  'option.LeaveReplicas': 'Leave it as it is',
  'option.MarkReplicasReady': 'Write Ready into the Pods’ status yourself',
  'option.StepRollout.create': 'Create the ReplicaSet for the new template with {replicas}',
  'option.StepRollout.scale': 'Scale {name} from {before} to {replicas}',
  'option.StepRollout.at-once': 'Swap everything at once: all new, nothing old',
  'because.replication.create':
    'Wanted are {wanted}, counted are {actual}: {count} to create. Pods on their way out no longer count. Where they run is for the scheduler to say.',
  'because.replication.delete':
    'Wanted are {wanted}, counted are {actual}. Pods without a node, not running or not ready go first, then those that share a node, then those that became ready last: {names}.',
  'because.replication.leave': 'Wanted and actual are the same. There is nothing to do.',
  'because.replication.rollout':
    'Between the least that must be available and the most that may exist, this is the step that fits now.',
  'mistake.replication.overshoot.what': 'That makes {count} Pods where {wanted} are wanted.',
  'mistake.replication.overshoot.why': 'One too many costs its CPU and memory until somebody notices.',
  'mistake.replication.overshoot.real':
    'The controller counts what it has asked for and has not yet seen, and creates exactly the difference.',
  'mistake.replication.overshoot.back': 'The next look finds too many, and one is deleted.',
  'mistake.replication.deleted-too-many.what': 'That leaves {count} Pods where {wanted} are wanted.',
  'mistake.replication.deleted-too-many.why': 'Work stops in Pods that were needed.',
  'mistake.replication.deleted-too-many.real': 'The controller deletes exactly what is too many.',
  'mistake.replication.deleted-too-many.back': 'The next look finds too few, and new ones are created.',
  'mistake.replication.waited.what': 'Wanted are {wanted}, there are {count}, and nothing was done.',
  'mistake.replication.waited.why':
    'Nobody else makes up the difference: the kubelet restarts containers, but only a controller replaces Pods.',
  'mistake.replication.waited.real': 'The controller acts at once, even while an old Pod is still on its way out.',
  'mistake.replication.waited.back': 'The card comes back when something changes, or after half a minute.',
  'mistake.replication.scheduled-by-itself.what': 'The Pods were created with their node {node} already in them.',
  'mistake.replication.scheduled-by-itself.why':
    'The API allows it, but nobody has checked room, taints or balance: the scheduler is passed over.',
  'mistake.replication.scheduled-by-itself.real':
    'A ReplicaSet’s controller says how many. The scheduler says where. (Only DaemonSets think about nodes.)',
  'mistake.replication.scheduled-by-itself.back':
    'They run there, or the kubelet turns them away and they are replaced.',
  'mistake.replication.wrong-victim.what': '{pod} was ready and goes, while {other} was not ready and stays.',
  'mistake.replication.wrong-victim.why': 'Users lose a Pod that served them, for one that does not.',
  'mistake.replication.wrong-victim.real':
    'Pods without a node go first, then those not running, then those not ready; only then healthy ones.',
  'mistake.replication.wrong-victim.back': 'The number is right all the same; the other will be ready in time.',
  'mistake.replication.surge.what': 'Everything was swapped at once.',
  'mistake.replication.surge.why':
    'Until the new Pods are ready, nobody serves: that is what maxUnavailable and maxSurge are there to prevent.',
  'mistake.replication.surge.real':
    'The Deployment controller goes step by step: up within maxSurge, down within maxUnavailable.',
  'mistake.replication.surge.back': 'The new Pods come up; for a while there were none.',
};
