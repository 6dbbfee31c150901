/** The lesson about etcd's members: what goes on without some of them. */
export const playQuorum = {
  'card.etcd-task.e1-members': 'How many members does this etcd have? Ask it',
  'because.etcd-task.e1-members':
    'member list names the members. They are no keys: get would look for them among what Kubernetes stored.',
  'card.etcd-task.e2-leader': 'Which of them leads? Ask each how it is',
  'because.etcd-task.e2-leader':
    'member list does not say who leads. endpoint status does, and --cluster asks all members, not only the one next to you. RAFT TERM counts the elections.',
  'card.ask.q1-create': 'Two of three members are lost. Try to write: create a Pod',
  'card.ask.q2-list': 'Try to read, as kubectl always does',
  'card.ask.q3-cached': 'Find a way to read that does not need etcd',
  'because.ask.q1-create': 'A write needs a majority that agrees. One member of three is none, so nobody answers.',
  'because.ask.q2-list':
    'kubectl wants a list as new as etcd itself. kube-apiserver has to ask etcd for that, and waits in vain.',
  'because.ask.q3-cached':
    'resourceVersion=0 means: as old as it may be. kube-apiserver answers from its watch cache, without etcd.',
  'wave.one-lost.title': 'One of three is lost',
  'wave.one-lost.text': 'etcd is three members that agree. Count them; then one is lost while Pods are being made.',
  'wave.two-lost.title': 'Two of three are lost',
  'wave.two-lost.text':
    'No majority is left. What can still be written, what can still be read, and what becomes of the containers?',
  'wave.one-back.title': 'One is back',
  'wave.one-back.text': 'Two of three again. What could not be created before is created now.',
  'question.how-many-members.title': 'An etcd cluster for a small course: how many members will it list?',
  'question.how-many-members.because':
    'Three here. Odd numbers are usual: four members bear no more losses than three do.',
  'question.two-of-three.title': 'One of three members is lost. What about the cluster?',
  'question.two-of-three.goes-on': 'Reads and writes go on',
  'question.two-of-three.reads-only': 'Only reads go on',
  'question.two-of-three.stands-still': 'It stands still',
  'question.two-of-three.because':
    'Two of three are a majority. If the leader was the one that was lost, the others choose a new one, within seconds.',
  'question.how-many-agree.title': 'The next write comes. How many of the three members have to have it in their log?',
  'question.how-many-agree.because':
    'A majority of all members there should be, whether they are there or not: two of three.',
  'question.create-fails.title': 'Two of three are lost. What does kubectl hear about a new Pod?',
  'question.create-fails.created': 'created',
  'question.create-fails.forbidden': 'Forbidden',
  'question.create-fails.times-out': 'Nothing for long, then a timeout',
  'question.create-fails.because':
    'kube-apiserver authenticates, authorizes and validates as ever, and then waits for etcd: “etcdserver: request timed out”.',
  'question.container-stops.title': 'etcd has no majority. What becomes of containers that run?',
  'question.container-stops.stops': 'They stop',
  'question.container-stops.restarts': 'They are restarted again and again',
  'question.container-stops.runs-on': 'They run on',
  'question.container-stops.because':
    'Nobody tells the kubelets anything new, so they keep what they have. Leases cannot be renewed, but nobody can write down either that a node is silent: nothing is evicted.',
  'question.get-pods.title': 'And “kubectl get pods”?',
  'question.get-pods.list': 'The list, as always',
  'question.get-pods.empty': 'An empty list',
  'question.get-pods.times-out': 'A timeout',
  'question.get-pods.because':
    'Without further words a list is to be as new as etcd. kube-apiserver asks etcd for its revision first, and that is a question for a majority too.',
  'question.cached-pods.title': 'And a list with resourceVersion=0, as controllers ask for when they start?',
  'question.cached-pods.list': 'The list, as of the last write',
  'question.cached-pods.empty': 'An empty list',
  'question.cached-pods.times-out': 'A timeout',
  'question.cached-pods.because':
    'It comes from kube-apiserver’s watch cache, which hears nothing new but forgets nothing.',
  'question.of-five.title': 'How many of five members may be lost without any harm?',
  'question.of-five.because':
    'Three of five are a majority: two may be lost. Of three it is one, of four also only one.',
  'question.was-it-written.title': 'The Pod “two” could not be created before: a timeout. Is it in etcd now?',
  'question.was-it-written.yes': 'Yes, it was written meanwhile',
  'question.was-it-written.no': 'No',
  'question.was-it-written.because':
    'This time not: nobody could agree to it. In general a timeout says neither yes nor no; a look tells, and creating twice does no harm: it would be a 409.',
  'question.catches-up.title': 'The member that is back has missed writes. How does it get them?',
  'question.catches-up.from-apiserver': 'kube-apiserver sends them again',
  'question.catches-up.from-leader': 'From the leader’s log',
  'question.catches-up.never': 'Never: it starts anew from here',
  'question.catches-up.because':
    'The leader sends what is missing from its log, or a snapshot when too much is missing. Kubernetes notices nothing of it.',
};
