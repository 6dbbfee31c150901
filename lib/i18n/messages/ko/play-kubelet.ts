import type { Shape } from '../../shape.ts';
import type { playKubelet as en } from '../en/play-kubelet.ts';

/** 끝난 컨테이너, 재시작과 백오프, 다시 살아난 노드. */
export const playKubelet: Shape<typeof en> = {
  'fact.attempt': '재시작 번호',
  'fact.stop-grace': 'SIGTERM에서 SIGKILL까지',
  'fact.runtime': '런타임',
  'fact.exit': '종료 코드',
  'fact.restarts': '재시작 횟수',
  'fact.backoff': '재시작까지 남은 시간',
  'because.kubelet.restart':
    '컨테이너가 끝났지만 파드는 계속 실행되길 원해요: {container}. kubelet이 같은 노드의 같은 파드 안에서 다시 만들어요({attempt}번째 재시작). 파드를 대신하는 건 컨트롤러, 컨테이너를 다시 시작하는 건 kubelet이에요.',
  'because.kubelet.definition-changed':
    '파드가 원하는 이미지가 지금 실행 중인 컨테이너의 이미지와 달라졌어요: {container}. kubelet이 컨테이너를 멈추고 같은 파드 안에서 새로 만들어요.',
  'because.kubelet.failed-liveness':
    '컨테이너가 실행 중이지만 liveness 프로브가 연달아 너무 많이 실패했어요: {container}. kubelet이 컨테이너를 죽여요. 그다음은 파드의 재시작 정책을 따라요.',
  'because.kubelet.failed-startup':
    '컨테이너가 준비되기 전에 startup 프로브가 너무 많이 실패했어요: {container}. kubelet이 컨테이너를 죽여요. 그다음은 파드의 재시작 정책을 따라요.',
  'because.kubelet.report-exit':
    '컨테이너가 끝났어요. 종료 코드를 있는 그대로 보고해요. 다시 시작할 컨테이너라면 파드의 단계는 그대로 Running이에요.',
  'because.kubelet.stop-evicted':
    '이 노드는 메모리가 부족해요. 요청보다 얼마나 더 쓰는지와 우선순위를 보면 이 파드가 먼저 나가야 해요({call}).',
  'because.kubelet.stop-finished':
    '모든 컨테이너가 완전히 끝나서 샌드박스가 더 필요 없어요({call}). 파드 오브젝트는 남아요.',
  'mistake.kubelet.ran-deleted.what': '삭제 중인 {name} 파드를 {node} 노드에서 다시 시작했어요.',
  'mistake.kubelet.ran-deleted.why':
    'deletionTimestamp가 있는 파드예요. 컨트롤러가 벌써 새 파드를 만들었을 수 있어서 너무 많이 실행돼요.',
  'mistake.kubelet.ran-deleted.real': '진짜 kubelet은 삭제 중인 파드를 다시 시작하지 않고, 삭제를 확인해 줘요.',
  'mistake.kubelet.ran-deleted.back': '샌드박스를 다시 멈추고 삭제를 확인하면 돼요.',
};
