import type { Shape } from '../../shape.ts';
import type { playReplication as en } from '../en/play-replication.ts';

export const playReplication: Shape<typeof en> = {
  'card.replicas.few': '파드가 모자라요: {kind} {name}',
  'card.replicas.many': '파드가 너무 많아요: {kind} {name}',
  'card.rollout.title': '디플로이먼트 {name}: 다음 단계는?',
  'fact.owner': '주인',
  'fact.replicas-wanted': '바라는 수',
  'fact.replicas-actual': '실제 수',
  'fact.pods': '딸린 파드',
  'fact.ending': '사라지는 중',
  'fact.owner-selector': '셀렉터',
  'fact.phase-now': '단계',
  'fact.created': '만들어진 때',
  'fact.new-set': '새 레플리카셋',
  'fact.old-sets': '이전 레플리카셋',
  'fact.at-most': '많아야(maxSurge)',
  'fact.at-least': '쓸 수 있는 파드가 적어도(maxUnavailable)',
  'option.CreateReplicas.unbound': '템플릿으로 파드 만들기: {count}개',
  'option.CreateReplicas.node': '템플릿으로 파드 만들기: {count}개, 노드도 바로 정하기({node})',
  'option.DeleteReplicas': '고른 파드 지우기',
  'option.LeaveReplicas': '그대로 두기',
  'option.MarkReplicasReady': '파드 status에 직접 Ready라고 쓰기',
  'option.StepRollout.create': '새 템플릿의 레플리카셋 만들기: 파드 {replicas}개',
  'option.StepRollout.scale': '{name} 크기 바꾸기: {before} → {replicas}',
  'option.StepRollout.at-once': '한꺼번에 바꾸기: 새것은 전부, 이전 것은 0개',
  'because.replication.create':
    '바라는 수는 {wanted}, 센 수는 {actual}이니 {count}개를 만들어요. 사라지는 중인 파드는 세지 않아요. 어디서 실행할지는 스케줄러가 정해요.',
  'because.replication.delete':
    '바라는 수는 {wanted}, 센 수는 {actual}이에요. 노드가 없거나 실행 중이 아니거나 준비되지 않은 파드부터, 그다음 같은 노드에 몰린 파드, 가장 늦게 준비된 파드 차례로 지워요: {names}',
  'because.replication.leave': '바라는 수와 실제 수가 같아요. 할 일이 없어요.',
  'because.replication.rollout': '쓸 수 있어야 하는 최소 수와 있어도 되는 최대 수 사이에서, 지금 할 수 있는 단계예요.',
  'mistake.replication.overshoot.what': '{wanted}개를 바라는데 {count}개가 돼요.',
  'mistake.replication.overshoot.why': '하나가 남아서, 누가 알아챌 때까지 CPU와 메모리를 써요.',
  'mistake.replication.overshoot.real':
    '컨트롤러는 부탁했지만 아직 보지 못한 파드까지 세어서, 모자란 만큼만 정확히 만들어요.',
  'mistake.replication.overshoot.back': '다음에 볼 때 너무 많다는 것을 알고 하나를 지워요.',
  'mistake.replication.deleted-too-many.what': '{wanted}개를 바라는데 {count}개만 남아요.',
  'mistake.replication.deleted-too-many.why': '필요한 파드의 일이 멈춰요.',
  'mistake.replication.deleted-too-many.real': '컨트롤러는 남는 만큼만 정확히 지워요.',
  'mistake.replication.deleted-too-many.back': '다음에 볼 때 모자란다는 것을 알고 새로 만들어요.',
  'mistake.replication.waited.what': '{wanted}개를 바라는데 {count}개예요. 그런데 아무것도 하지 않았어요.',
  'mistake.replication.waited.why':
    '다른 누구도 차이를 메우지 않아요. kubelet은 컨테이너를 다시 시작할 뿐, 파드를 대신 만드는 것은 컨트롤러뿐이에요.',
  'mistake.replication.waited.real': '컨트롤러는 이전 파드가 아직 사라지는 중이어도 바로 움직여요.',
  'mistake.replication.waited.back': '무언가 바뀌거나 30초가 지나면 카드가 다시 와요.',
  'mistake.replication.scheduled-by-itself.what': '파드를 만들면서 노드까지 정해 버렸어요: {node}',
  'mistake.replication.scheduled-by-itself.why':
    'API는 받아 주지만 자리도 테인트도 균형도 아무도 확인하지 않았어요. 스케줄러를 건너뛴 거예요.',
  'mistake.replication.scheduled-by-itself.real':
    '레플리카셋 컨트롤러는 몇 개인지만 말해요. 어디인지는 스케줄러가 말해요. (노드를 따지는 것은 데몬셋뿐이에요.)',
  'mistake.replication.scheduled-by-itself.back': '그대로 실행되거나, kubelet이 거절하면 새 파드로 바뀌어요.',
  'mistake.replication.wrong-victim.what': '준비된 파드를 지우고({pod}), 준비되지 않은 파드를 남겼어요({other}).',
  'mistake.replication.wrong-victim.why': '사용자는 일하던 파드를 잃고, 일하지 않는 파드가 남아요.',
  'mistake.replication.wrong-victim.real':
    '노드가 없는 파드, 실행 중이 아닌 파드, 준비되지 않은 파드가 차례로 먼저 가고, 멀쩡한 파드는 그다음이에요.',
  'mistake.replication.wrong-victim.back': '그래도 수는 맞아요. 남은 파드도 곧 준비돼요.',
  'mistake.replication.surge.what': '한꺼번에 모두 바꿨어요.',
  'mistake.replication.surge.why':
    '새 파드가 준비될 때까지 아무도 일하지 않아요. maxUnavailable과 maxSurge는 이것을 막으려고 있어요.',
  'mistake.replication.surge.real':
    '디플로이먼트 컨트롤러는 한 단계씩 가요. maxSurge만큼만 늘리고 maxUnavailable만큼만 줄여요.',
  'mistake.replication.surge.back': '새 파드가 올라와요. 다만 한동안 하나도 없었어요.',
};
