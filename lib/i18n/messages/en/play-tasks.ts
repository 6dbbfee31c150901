/** What a user is asked to do with kubectl other than to run a Pod from the form. */
export const playTasks = {
  'card.task.create': 'Create this: {name}',
  'card.task.scale': 'Change how many there shall be: {name}',
  'card.task.change': 'Change it: {name}',
  'card.task.delete': 'Delete it: {name}',
  'card.task.repair': '{name} is not as it should be',
  'fact.wanted': 'Wanted',
  'fact.now': 'As it is now',
  'option.RunTask': '{line}',
  'because.user.task-create':
    'kubectl sends the whole manifest in one POST. It says what shall be, not how: making it so is the controllers’ work.',
  'because.user.task-scale':
    'kubectl changes one number of {name}: how many replicas are wanted. It makes no Pod and deletes none.',
  'because.user.task-change':
    'kubectl changes the template of {name}, nothing else. Pods that exist keep the template that they were made from: others replace them.',
  'because.user.task-delete':
    'kubectl asks the API server to delete {name}. What others do about it is worth watching.',
  'because.user.task-again':
    '{name} is not what was asked for. Deleting it and creating it again from the right manifest starts clean.',
  'because.user.task-pod': 'The Pod {name} has not come up. Deleting it is enough: its controller makes another one.',
  'mistake.user.wrong-template.what': '{name} was created from a manifest with a slip in its template.',
  'mistake.user.wrong-template.why':
    'Every Pod is a copy of the template. Deleting such a Pod does not help: the next copy has the same slip.',
  'mistake.user.wrong-template.real':
    'The API server takes any image name. The Pods show ErrImagePull, then ImagePullBackOff.',
  'mistake.user.wrong-template.back': 'Delete it and create it from the right manifest.',
};
