import type { Shape } from '../../shape.ts';
import type { playQuorum as en } from '../en/play-quorum.ts';

export const playQuorum: Shape<typeof en> = {
  'card.etcd-task.e1-members': '이 etcd에는 멤버가 몇이나 있을까요? 물어보세요',
  'because.etcd-task.e1-members':
    'member list가 멤버를 알려 줘요. 멤버는 키가 아니에요. get은 쿠버네티스가 저장한 것 가운데에서 찾아요.',
  'card.etcd-task.e2-leader': '그 가운데 누가 리더일까요? 멤버마다 물어보세요',
  'because.etcd-task.e2-leader':
    'member list로는 누가 리더인지 알 수 없어요. endpoint status가 알려 주고, --cluster를 붙이면 옆의 멤버만이 아니라 모두에게 물어요. RAFT TERM은 선거를 센 번호예요.',
  'card.ask.q1-create': '멤버 셋 중 둘을 잃었어요. 써 보세요: 파드를 만들어요',
  'card.ask.q2-list': 'kubectl이 늘 하는 대로 읽어 보세요',
  'card.ask.q3-cached': 'etcd 없이 읽는 방법을 찾아보세요',
  'because.ask.q1-create': '쓰려면 과반수가 동의해야 해요. 셋 중 하나로는 모자라서 아무도 답하지 않아요.',
  'because.ask.q2-list':
    'kubectl은 etcd만큼 새로운 목록을 바라요. 그러려면 kube-apiserver가 etcd에 물어야 하는데, 기다려도 답이 없어요.',
  'because.ask.q3-cached':
    'resourceVersion=0은 오래된 것이라도 좋다는 뜻이에요. kube-apiserver가 etcd 없이 watch 캐시에서 답해요.',
  'wave.one-lost.title': '셋 중 하나를 잃었어요',
  'wave.one-lost.text': 'etcd는 서로 동의하는 멤버 셋이에요. 세어 보세요. 그다음 파드를 만드는 사이에 하나를 잃어요.',
  'wave.two-lost.title': '셋 중 둘을 잃었어요',
  'wave.two-lost.text': '과반수가 없어요. 아직 무엇을 쓰고 무엇을 읽을 수 있을까요? 컨테이너는 어떻게 될까요?',
  'wave.one-back.title': '하나가 돌아왔어요',
  'wave.one-back.text': '다시 셋 중 둘이에요. 아까 만들지 못한 것을 이제 만들어요.',
  'question.how-many-members.title': '작은 강의용 etcd 클러스터예요. 멤버가 몇이나 나올까요?',
  'question.how-many-members.because':
    '여기서는 셋이에요. 보통 홀수로 둬요. 넷이라도 셋보다 더 많이 잃을 수는 없거든요.',
  'question.two-of-three.title': '멤버 셋 중 하나를 잃었어요. 클러스터는 어떻게 될까요?',
  'question.two-of-three.goes-on': '읽기와 쓰기가 계속돼요',
  'question.two-of-three.reads-only': '읽기만 계속돼요',
  'question.two-of-three.stands-still': '멈춰요',
  'question.two-of-three.because':
    '셋 중 둘은 과반수예요. 잃은 멤버가 리더였다면 나머지가 몇 초 안에 새 리더를 뽑아요.',
  'question.how-many-agree.title': '다음 쓰기가 와요. 멤버 셋 중 몇이 로그에 받아 적어야 할까요?',
  'question.how-many-agree.because': '지금 있든 없든 전체 멤버의 과반수예요. 셋 중 둘이요.',
  'question.create-fails.title': '셋 중 둘을 잃었어요. 새 파드를 만들면 kubectl은 무슨 답을 들을까요?',
  'question.create-fails.created': 'created',
  'question.create-fails.forbidden': 'Forbidden',
  'question.create-fails.times-out': '한참 아무 답이 없다가 시간 초과',
  'question.create-fails.because':
    'kube-apiserver는 늘 하던 대로 인증, 인가, 검증을 하고 etcd를 기다려요. 그러다 “etcdserver: request timed out”이 돼요.',
  'question.container-stops.title': 'etcd에 과반수가 없어요. 돌고 있던 컨테이너는 어떻게 될까요?',
  'question.container-stops.stops': '멈춰요',
  'question.container-stops.restarts': '계속 다시 시작돼요',
  'question.container-stops.runs-on': '계속 돌아요',
  'question.container-stops.because':
    'kubelet에게 새로 알려 주는 쪽이 없으니 하던 대로 지켜요. 리스를 갱신할 수 없지만, 노드가 조용하다고 적을 수 있는 쪽도 없어서 아무것도 축출되지 않아요.',
  'question.get-pods.title': '그럼 “kubectl get pods”는요?',
  'question.get-pods.list': '늘 보던 목록',
  'question.get-pods.empty': '빈 목록',
  'question.get-pods.times-out': '시간 초과',
  'question.get-pods.because':
    '따로 말하지 않으면 목록은 etcd만큼 새로워야 해요. kube-apiserver가 먼저 etcd에 리비전을 묻는데, 이것도 과반수가 있어야 답이 와요.',
  'question.cached-pods.title': '컨트롤러가 시작할 때처럼 resourceVersion=0으로 목록을 달라고 하면요?',
  'question.cached-pods.list': '마지막으로 쓴 때의 목록',
  'question.cached-pods.empty': '빈 목록',
  'question.cached-pods.times-out': '시간 초과',
  'question.cached-pods.because': 'kube-apiserver의 watch 캐시에서 와요. 새 소식은 못 듣지만 들은 것은 잊지 않아요.',
  'question.of-five.title': '멤버가 다섯이면 몇까지 잃어도 괜찮을까요?',
  'question.of-five.because': '다섯 중 셋이 과반수라서 둘까지 잃어도 돼요. 셋일 때는 하나, 넷일 때도 하나뿐이에요.',
  'question.was-it-written.title': '아까 “two” 파드는 시간 초과로 만들지 못했어요. 지금 etcd에 있을까요?',
  'question.was-it-written.yes': '네, 그사이에 써졌어요',
  'question.was-it-written.no': '아니요',
  'question.was-it-written.because':
    '이번에는 없어요. 아무도 동의할 수 없었으니까요. 보통 시간 초과는 써졌다는 뜻도 아니라는 뜻도 아니에요. 살펴보면 알 수 있고, 두 번 만들어도 409라서 괜찮아요.',
  'question.catches-up.title': '돌아온 멤버는 그동안의 쓰기를 놓쳤어요. 어떻게 받을까요?',
  'question.catches-up.from-apiserver': 'kube-apiserver가 다시 보내요',
  'question.catches-up.from-leader': '리더의 로그에서',
  'question.catches-up.never': '못 받아요. 여기서부터 새로 시작해요',
  'question.catches-up.because':
    '리더가 로그에서 빠진 것을 보내요. 너무 많으면 스냅숏을 보내요. 쿠버네티스는 아무것도 눈치채지 못해요.',
};
