export const landing = {
  title: 'Be the cluster.',
  lead: 'Each of you is one Kubernetes component. Pass real messages until a Pod runs.',
  code: {
    label: 'Room code',
    hint: 'Six digits, as shown on the big screen.',
    submit: 'Join',
    searching: 'Looking for the room…',
    note: 'No account needed. Please don’t use your real name.',
    malformed: 'A room code has six digits. Check it and type it again.',
  },
  solo: {
    title: 'No class right now?',
    body: 'Play one component yourself. The others are played for you.',
    link: 'Play alone',
  },
  teacher: {
    title: 'Are you a teacher?',
    body: 'Open a room, show the code on the big screen and start. A class takes 15 to 35 minutes.',
    link: 'Open a room',
  },
  lessons: {
    title: '{count, plural, other {# lessons}}',
    lead: 'In the order of the course. Pick one to play it alone.',
  },
  how: {
    title: 'How a class goes',
    one: {
      title: 'Take a seat',
      body: 'Everybody plays one component: the API server, the scheduler, a node’s kubelet…',
    },
    two: {
      title: 'Pass the messages',
      body: 'You see only what your component really knows, and decide what it does next.',
    },
    three: { title: 'Look back', body: 'Every message is recorded. Replay the class step by step, from any seat.' },
  },
  picture: {
    label:
      'How a Pod comes to run: kubectl asks kube-apiserver, which stores in etcd. kube-scheduler picks a node. The node’s kubelet has its container runtime start the containers.',
  },
};
