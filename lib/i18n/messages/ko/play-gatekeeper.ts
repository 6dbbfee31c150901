import type { Shape } from '../../shape.ts';
import type { playGatekeeper as en } from '../en/play-gatekeeper.ts';

export const playGatekeeper: Shape<typeof en> = {
  'fact.wanted-code': '받아야 할 답',
  'fact.typed': '마지막으로 입력한 줄',
  'fact.answered-code': '돌아온 답',
  'card.ask.g1-unknown': '아무도 준 적 없는 토큰으로 들어가 보세요',
  'card.ask.g2-node': '내 이름으로 노드를 지워 보세요',
  'card.ask.g3-namespace': '내 이름으로 kube-system에 파드를 띄워 보세요',
  'card.ask.h1-taken': '이미 쓰는 이름으로 파드를 만들어 보세요',
  'card.ask.h2-invalid': '실수가 두 군데 있는 매니페스트를 보내 보세요',
  'because.ask.g1-unknown':
    '쪽지에서 주운 토큰은 어느 표에도 없어요. kube-proxy의 토큰은 표에 있어서, 그걸로는 다른 답이 와요.',
  'because.ask.g2-node':
    '누구인지는 알려져 있으니 그게 문제는 아니에요. 노드는 어느 네임스페이스에도 속하지 않는데, 내 바인딩은 한 네임스페이스 것이에요.',
  'because.ask.g3-namespace': '파드를 만들 수는 있지만 바인딩이 있는 곳, 곧 default 네임스페이스에서만이에요.',
  'because.ask.h1-taken':
    '이름은 네임스페이스 안에서 하나뿐이어야 해요. kube-system에서는 비어 있는 이름이지만, 거기서는 아무것도 할 수 없어요.',
  'because.ask.h2-invalid':
    '대문자가 든 이름과 빈 이미지예요. kube-system으로 보내면 아무도 들여다보지 않아요. 권한을 먼저 따지니까요.',
  'wave.who.title': '누구세요, 그리고 해도 되나요?',
  'wave.who.text': '통과하면 안 되는 요청이 셋이에요. kube-apiserver를 맡은 사람이 단계마다 판단해요.',
  'wave.what.title': '이 오브젝트, 있어도 되나요?',
  'wave.what.text': '이미 쓰는 이름, 실수가 있는 매니페스트, 그리고 멀쩡한 파드예요. 어떤 코드가 돌아올까요?',
  'question.unknown-token.title': 'kube-apiserver가 모르는 토큰으로 요청이 왔어요. 어떤 코드일까요?',
  'question.unknown-token.because':
    '401 Unauthorized: 누구인지 말할 수 없어요. (토큰이 아예 없으면 system:anonymous가 돼요. 누구인지는 알지만 거의 아무것도 할 수 없어서 403이에요.)',
  'question.binding-reach.title':
    'default 네임스페이스의 롤바인딩이 학생들에게 edit 롤을 줘요. 이걸로 노드를 지울 수 있을까요?',
  'question.binding-reach.yes': '네',
  'question.binding-reach.no': '아니요',
  'question.binding-reach.because':
    '롤바인딩은 자기 네임스페이스까지만 미쳐요. 노드는 어느 네임스페이스에도 없어서 클러스터롤바인딩만 허용할 수 있어요.',
  'question.other-namespace.title': '같은 학생이 kube-system 네임스페이스에 파드를 띄워요. 어떤 코드일까요?',
  'question.other-namespace.because':
    '403 Forbidden: 누구인지는 알지만, 그 네임스페이스에는 이 학생의 바인딩이 없어요.',
  'question.which-first.title': 'kube-apiserver는 요청에서 무엇을 가장 먼저 알아볼까요?',
  'question.which-first.valid': '매니페스트가 올바른지',
  'question.which-first.may': '해도 되는지',
  'question.which-first.who': '누구인지',
  'question.which-first.because': '인증, 인가, 어드미션과 검증, 저장 순서예요.',
  'question.taken-name.title': '“web” 파드가 이미 있어요. 누가 같은 이름으로 만들면 어떻게 될까요?',
  'question.taken-name.overwritten': '옛 파드를 덮어써요',
  'question.taken-name.second': '둘이 돼요',
  'question.taken-name.refused': '409 AlreadyExists',
  'question.taken-name.because': '만들기는 절대 덮어쓰지 않아요. 바꿀 때는 다른 동사, PUT과 PATCH를 써요.',
  'question.who-finds-taken.title': '이미 쓰는 이름이라는 것은 누가 알아낼까요?',
  'question.who-finds-taken.kubectl': 'kubectl이 보내기 전에 살펴봐요',
  'question.who-finds-taken.read-first': 'kube-apiserver가 쓰기 전에 읽어 봐요',
  'question.who-finds-taken.compare': 'etcd가 쓰기 안의 비교로 알아내요',
  'question.who-finds-taken.because':
    '강의에서는 “기존 데이터를 etcd에서 확인”한다고 해요. 실제로는 트랜잭션 하나예요. 지금 그 키가 없을 때만(mod revision 0) 쓰고, 지워진 이름은 다시 쓸 수 있어요. 아무도 사이에 끼어들 수 없어요.',
  'question.two-slips.title': '매니페스트에 잘못이 두 군데예요. 답은 몇 개를 알려 줄까요?',
  'question.two-slips.none': '알려 주지 않고 코드만 줘요',
  'question.two-slips.first': '첫 번째만',
  'question.two-slips.both': '둘 다, 필드와 함께',
  'question.two-slips.because': '검증은 잘못을 모두 모아요. 422 Invalid에는 필드마다 경로가 적혀 있어요.',
  'question.when-created.title': 'kubectl은 언제 “created”라는 답을 들을까요?',
  'question.when-created.stored': 'etcd가 파드를 저장했을 때',
  'question.when-created.scheduled': '노드가 정해졌을 때',
  'question.when-created.running': '실행될 때',
  'question.when-created.because': '201은 바라는 것을 저장했다는 뜻이에요. 그다음은 다른 컴포넌트의 일이에요.',
  'question.who-reports.title': '컨테이너가 돌고 있어요. kube-apiserver는 어떻게 알게 될까요?',
  'question.who-reports.apiserver-asks': '가끔 kubelet에게 물어봐요',
  'question.who-reports.kubelet-reports': 'kubelet이 보고해요',
  'question.who-reports.runtime-reports': '컨테이너 런타임이 알려 줘요',
  'question.who-reports.because':
    '강의에서는 API 서버가 kubelet에서 상태를 가져온다고 해요. 실제로는 반대로 kubelet이 보내요. kube-apiserver가 kubelet을 부르는 것은 로그와 exec 때뿐이에요.',
};
