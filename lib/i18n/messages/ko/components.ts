import type { Shape } from '../../shape.ts';
import type { components as english } from '../en/components.ts';

export const components = {
  user: {
    name: 'kubectl 사용자',
    part: '부탁하는 사람',
    does: 'kubectl 명령을 입력하고 답을 읽어요.',
  },
  'kube-apiserver': {
    name: 'kube-apiserver',
    part: '통신실',
    does: '모든 요청을 확인하고, etcd에 저장하고, 답하고, 지켜보는 쪽에 알려요. 일을 시키려고 다른 컴포넌트를 부르지는 않아요.',
  },
  etcd: {
    name: 'etcd',
    part: '선적 장부',
    does: '모든 오브젝트를 키로 보관하고, 쓸 때마다 다음 리비전을 매겨요.',
  },
  'kube-scheduler': {
    name: 'kube-scheduler',
    part: '적재 담당',
    does: '노드가 없는 파드를 보고, 노드를 걸러 점수를 매긴 뒤 하나에 배정해요.',
  },
  'node-controller': {
    name: 'node-controller',
    part: '망보는 사람',
    does: '조용해진 노드를 알아채고, 테인트를 달아 파드를 옮기게 해요.',
  },
  'replication-controller': {
    name: 'replication-controller',
    part: '수를 맞추는 사람',
    does: '의도한 수와 실제 수를 견주어 파드를 만들거나 지워요.',
  },
  'endpointslice-controller': {
    name: 'endpointslice-controller',
    part: '주소 관리인',
    does: '서비스마다 파드의 주소 목록을 관리하고, 어느 것이 준비됐는지 적어요.',
  },
  kubelet: {
    name: 'kubelet',
    part: '노드의 선장',
    does: '자기 노드에 배정된 파드를 런타임에 맡겨 실행하고, 상태를 보고해요.',
  },
  'container-runtime': {
    name: 'container-runtime',
    part: '하역 설비',
    does: 'kubelet의 부탁을 받아 이미지를 내려받고 컨테이너를 만들어 시작해요.',
  },
  'kube-proxy': {
    name: 'kube-proxy',
    part: '항로 안내원',
    does: '서비스와 엔드포인트를 자기 노드의 규칙으로 바꿔요.',
  },
  planes: {
    user: '사용자',
    controlPlane: '컨트롤 플레인',
    node: '노드',
  },
} satisfies Shape<typeof english>;
