import type { Shape } from '../../shape.ts';
import type { playNodes as en } from '../en/play-nodes.ts';

export const playNodes: Shape<typeof en> = {
  'card.node-silent.title': '{name} 노드가 조용해요',
  'card.node-pods.title': '{name} 노드의 파드가 아직 Ready라고 해요',
  'card.node-taints.title': '{name} 노드의 테인트가 상태와 맞지 않아요',
  'card.evict-pod.title': '“{name}” 파드가 기다릴 시간이 끝났어요',
  'fact.silent': '소식 없는 시간',
  'fact.grace': '유예 시간',
  'option.MarkUnknown': '노드 상태에 Ready=Unknown 쓰기',
  'option.MarkPodsNotReady': '그 파드들에 Ready=False 쓰기',
  'option.LeavePodsReady': '파드는 그대로 두기',
  'option.TaintNode': '노드의 테인트를 상태에 맞추기',
  'option.EvictAtOnce': '그 파드들을 바로 지우기',
  'option.EvictPod': '테인트 때문에 {name} 파드 지우기',
  'option.LeavePod': '{name} 파드를 조금 더 기다리게 하기',
  'because.node-controller.unknown':
    '{name} 노드가 유예 시간보다 오래 Lease를 갱신하지 않았어요. 까닭은 알 수 없으니 False가 아니라 Unknown이라고 써요.',
  'because.node-controller.not-ready':
    '{name} 노드의 파드가 아직 답하는지 아무도 몰라요. Ready=False로 쓰면 파드를 새로 만들기 훨씬 전에 모든 서비스에서 빠져요.',
  'because.node-controller.taint':
    'unreachable 테인트는 새 파드를 막고(NoSchedule), 이미 있는 파드의 시계를 돌리기 시작해요(NoExecute).',
  'because.node-controller.untaint':
    '{name} 노드가 다시 보고해요. 테인트를 떼면 파드가 올 수 있고, 떠날 필요도 없어요.',
  'because.node-controller.evict':
    '파드가 테인트를 견디기로 한 시간(따로 적지 않으면 300초)이 끝났어요. 지우면 주인이 다른 곳에 새로 만들어요.',
  'mistake.node-controller.left-ready.what': '{node} 노드의 파드가 아직 준비된 것으로 되어 있어요.',
  'mistake.node-controller.left-ready.why':
    '서비스는 Ready인 파드로 연결을 보내요. 이 파드들은 한동안 소식이 없었어요.',
  'mistake.node-controller.left-ready.real':
    '노드 컨트롤러는 조용한 노드의 모든 파드에 Ready=False를 쓰고, EndpointSlice가 따라가요.',
  'mistake.node-controller.left-ready.back': '파드가 축출되거나 노드가 다시 보고하면 끝나요.',
  'mistake.node-controller.evicted-early.what': '{node} 노드의 파드를 바로 지웠어요.',
  'mistake.node-controller.evicted-early.why':
    '잠깐 빠진 케이블 때문일 수도 있어요. 톨러레이션이 파드에게 5분을 약속했어요.',
  'mistake.node-controller.evicted-early.real':
    '축출은 NoExecute 테인트가 붙은 뒤 tolerationSeconds만큼 기다려요. 기본값은 300초예요.',
  'mistake.node-controller.evicted-early.back': '주인이 다른 곳에 새로 만들어요. 노드에는 아직 표시를 해야 해요.',
  'mistake.node-controller.left-pod.what': '“{name}” 파드를 소식 없는 곳에 그대로 뒀어요.',
  'mistake.node-controller.left-pod.why':
    '견디기로 한 시간이 끝났어요. 오브젝트가 있는 한 주인은 새로 만들 까닭을 몰라요.',
  'mistake.node-controller.left-pod.real': '테인트 축출 컨트롤러는 시간이 끝나면 바로 파드를 지워요.',
  'mistake.node-controller.left-pod.back': '잠시 뒤 카드가 다시 와요.',
  'wave.power-off.title': '노드의 전원이 나가요',
  'wave.power-off.text': 'web 파드 둘 중 하나가 있는 node-2가 꺼져요. 누가, 언제 알아차리고, 누가 다시 채울까요?',
  'wave.power-on.title': '노드가 돌아와요',
  'wave.power-on.text': 'node-2의 전원이 다시 들어와요. 축출된 파드는 어떻게 될까요?',
  'wave.cut.title': '네트워크만 끊겨요',
  'wave.cut.text':
    'node-1이 7분 동안 컨트롤 플레인과 끊겨요. 컨테이너는 계속 돌아요. 케이블이 다시 연결되면 무슨 일이 생기는지 보세요.',
  'question.still-running.title': 'node-2의 전원이 막 나갔어요. kubectl get pods는 그 파드를 뭐라고 할까요?',
  'question.still-running.Running': 'Running',
  'question.still-running.Terminating': 'Terminating',
  'question.still-running.Unknown': 'Unknown',
  'question.still-running.because':
    'kubectl은 마지막으로 저장된 것을 보여 줘요. kubelet도 꺼졌으니 다른 보고를 한 사람이 없어요.',
  'question.who-notices.title': 'node-2가 조용한 것을 누가 알아차릴까요?',
  'question.who-notices.kube-scheduler': 'kube-scheduler',
  'question.who-notices.node-controller': 'node-controller',
  'question.who-notices.kube-apiserver': 'kubelet에게 물어보는 kube-apiserver',
  'question.who-notices.because':
    'kubelet은 10초마다 Lease를 갱신해요. 노드 컨트롤러는 5초마다 저장된 것을 볼 뿐, kubelet에게 묻지 않아요.',
  'question.traffic-moves.title': '서비스는 언제부터 잃어버린 파드로 연결을 보내지 않을까요?',
  'question.traffic-moves.at-once': '파드의 Ready가 False가 되자마자',
  'question.traffic-moves.after-eviction': '5분 뒤 축출될 때',
  'question.traffic-moves.never': '저절로는 멈추지 않아요',
  'question.traffic-moves.because':
    'Ready=False면 충분해요. EndpointSlice에 ready=false로 적히고, kube-proxy는 더는 그리로 보내지 않아요. 주소는 파드 오브젝트가 사라질 때까지 슬라이스에 남고, 파드는 나중에야 새로 만들어져요.',
  'question.why-wait.title': '노드에 테인트가 붙었어요. 그 파드는 이제 어떻게 될까요?',
  'question.why-wait.deleted': '바로 지워져요',
  'question.why-wait.waits': '톨러레이션에 적힌 만큼 기다려요',
  'question.why-wait.moved': '다른 노드로 옮겨져요',
  'question.why-wait.because': 'tolerationSeconds: 300. 파드는 옮겨지지 않아요. 지워지고, 주인이 새로 만들어요.',
  'question.who-makes-another.title': '파드가 지워지고 있어요. 새 파드는 누가 만들까요?',
  'question.who-makes-another.kubelet': '다른 노드의 kubelet',
  'question.who-makes-another.node-controller': 'node-controller',
  'question.who-makes-another.replication-controller': 'replication-controller',
  'question.who-makes-another.because':
    'ReplicaSet이 세어 보니 하나가 모자라요. kubelet은 컨테이너를 다시 시작하고, 파드를 대신하는 것은 컨트롤러예요.',
  'question.old-pod.title': '전원이 돌아왔어요. node-2에 있던 파드는 어떻게 될까요?',
  'question.old-pod.runs': '다시 돌아요',
  'question.old-pod.removed': 'kubelet이 지워진 것을 알고 보내 줘요',
  'question.old-pod.because': 'deletionTimestamp가 그동안 그 노드의 kubelet을 기다리고 있었어요.',
  'question.cut-runs.title': 'node-1이 끊겼어요. 컨테이너는 계속 돌까요?',
  'question.cut-runs.yes': '네, 모두 돌아요',
  'question.cut-runs.no': '아니요, 바로 멈춰요',
  'question.cut-runs.because': '노드 안에서는 아무것도 바뀌지 않았어요. kubelet은 혼자서도 컨테이너를 계속 돌려요.',
};
