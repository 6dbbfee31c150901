import type { Shape } from '../../shape.ts';
import type { playAllHands as en } from '../en/play-all-hands.ts';

export const playAllHands: Shape<typeof en> = {
  'wave.build-up.title': '모두 갑판으로',
  'wave.build-up.text':
    'web을 셋으로 늘리고 서비스를 붙여요. 그러는 중에 프로세스 하나가 죽어요. 부탁받은 것이 모두 돌게 해 주세요.',
  'wave.storm.title': '폭풍',
  'wave.storm.text':
    '레지스트리가 조용해지고 node-2의 전원이 나가요. 누가 무엇을 하라고 시키는 쪽은 없어요. 저마다 자기 몫을 알아요.',
  'wave.your-turn.title': '이번에는 직접 고장 내기',
  'wave.your-turn.text':
    'web을 하나 더 늘려요. 정해진 고장은 없어요. 끊고, 멈추고, 죽이고, 꺼 보세요. 그리고 고친 뒤 모두 돌아오는지 보세요.',
  'wave.standby.title': '다음 차례',
  'wave.standby.text':
    'web을 하나 더 늘리는데 kube-scheduler가 멈춰요. 앞에 나서지 않고 줄곧 돌던 두 번째 kube-scheduler가 있어요. 얼마나 기다리는지 보세요.',
  'question.who-schedules.title': 'kube-scheduler가 멈췄어요. 새 파드의 노드는 누가 찾을까요?',
  'question.who-schedules.standby': '잠시 뒤에 두 번째 kube-scheduler가 찾아요',
  'question.who-schedules.kube-apiserver': 'kube-apiserver가 대신 찾아요',
  'question.who-schedules.nobody': '누가 고칠 때까지 아무도 찾지 않아요',
  'question.who-schedules.because':
    'kube-scheduler가 여럿이면 그중 하나만 리스를 쥐고 2초마다 갱신해요. 15초 동안 갱신이 없으면 다른 하나가 리스를 쥐고 앞에 나서요. kube-controller-manager도 마찬가지예요. kube-apiserver는 모두가 한꺼번에 일해요.',
  'question.crash-or-loss.title': 'node-1에 있는 web 파드의 프로세스가 막 죽었어요. 누가 먼저 움직일까요?',
  'question.crash-or-loss.kubelet': 'node-1의 kubelet',
  'question.crash-or-loss.replication-controller': '레플리카셋 컨트롤러',
  'question.crash-or-loss.user': '사용자',
  'question.crash-or-loss.because':
    '파드는 그대로 있으니 컨트롤러가 세는 수도 그대로예요. 컨테이너만 끝났고, 그건 kubelet의 일이에요.',
  'question.what-breaks-first.title': '레지스트리가 조용한데 새 이미지를 쓰는 파드를 부탁받았어요. 어디까지 갈까요?',
  'question.what-breaks-first.schedule': '노드를 받지 못해요',
  'question.what-breaks-first.pull': '노드와 샌드박스는 있지만 이미지를 받지 못해요',
  'question.what-breaks-first.start': '컨테이너는 만들어지지만 시작하지 못해요',
  'question.what-breaks-first.because':
    '스케줄러는 레지스트리에 묻지 않아요. 샌드박스가 생긴 다음에 노드의 런타임만 물어요.',
  'question.who-brings-back.title':
    'node-2가 조용해요. 거기 있던 파드 가운데 무엇이 다른 노드에 저절로 다시 만들어질까요?',
  'question.who-brings-back.all': '모두',
  'question.who-brings-back.owned': '컨트롤러가 수를 지키는 파드',
  'question.who-brings-back.none': '하나도 없어요',
  'question.who-brings-back.because':
    '파드는 옮겨 다니지 않아요. 5분이 지나면 삭제 표시가 붙고, 수가 모자란 레플리카셋이 새 파드를 만들어요. 주인이 없는 파드는 아무도 다시 만들지 않아요.',
};
