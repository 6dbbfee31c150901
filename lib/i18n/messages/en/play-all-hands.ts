/** Everything at once: the texts of free play with faults. */
export const playAllHands = {
  'wave.build-up.title': 'All hands on deck',
  'wave.build-up.text':
    'web grows to three and gets a Service. In the middle of it a process dies. Bring everything that was asked for to run.',
  'wave.storm.title': 'The storm',
  'wave.storm.text':
    'The registry falls silent, and node-2 loses power. Nobody says who has to do what: everybody knows their own part.',
  'wave.your-turn.title': 'Your turn to break something',
  'wave.your-turn.text':
    'One web more, and no fault planned. Cut, freeze, crash, switch off; mend it, and see whether everything comes back.',
  'wave.standby.title': 'The second in line',
  'wave.standby.text':
    'One web more, and kube-scheduler stands still. A second kube-scheduler has been running all along, without the lead. Watch how long it waits.',
  'question.who-schedules.title': 'kube-scheduler stands still. Who finds a node for the new Pod?',
  'question.who-schedules.standby': 'a second kube-scheduler, after a while',
  'question.who-schedules.kube-apiserver': 'kube-apiserver, instead of it',
  'question.who-schedules.nobody': 'nobody, until somebody repairs it',
  'question.who-schedules.because':
    'Of several kube-schedulers one holds a Lease and renews it every 2 s. When it has not been renewed for 15 s, another takes the Lease and the lead. kube-controller-manager does the same; kube-apiservers all serve at once.',
  'question.crash-or-loss.title': 'The process of a web Pod on node-1 has just died. Who acts first?',
  'question.crash-or-loss.kubelet': 'The kubelet of node-1',
  'question.crash-or-loss.replication-controller': 'The ReplicaSet controller',
  'question.crash-or-loss.user': 'A user',
  'question.crash-or-loss.because':
    'The Pod is still there, so the controller counts as many as before. Only the container is gone, and that is the kubelet’s business.',
  'question.what-breaks-first.title':
    'The registry is silent, and a Pod with a new image is asked for. How far does it get?',
  'question.what-breaks-first.schedule': 'It gets no node',
  'question.what-breaks-first.pull': 'It gets a node and a sandbox, but no image',
  'question.what-breaks-first.start': 'Its container is made, but does not start',
  'question.what-breaks-first.because':
    'The scheduler does not ask a registry. Only the node’s runtime does, when the sandbox is there already.',
  'question.who-brings-back.title':
    'node-2 is silent. Which of its Pods will be made again on another node by themselves?',
  'question.who-brings-back.all': 'All',
  'question.who-brings-back.owned': 'Those of which a controller keeps a number',
  'question.who-brings-back.none': 'None',
  'question.who-brings-back.because':
    'A Pod never moves. After five minutes it is marked for deletion, and a ReplicaSet that misses it makes another. Nobody makes up for a Pod without an owner.',
};
