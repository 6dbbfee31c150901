import type { Shape } from '../../shape.ts';
import type { lessons as english } from '../en/lessons.ts';

export const lessons = {
  map: {
    title: '클러스터 지도',
    summary: '어떤 컴포넌트가 어디에 있고 누가 누구를 부르는지, etcd는 무엇을 어느 키에 두는지 알아봐요.',
  },
  'pod-creation': {
    title: '파드가 만들어지기까지',
    summary: 'kubectl에서 컨테이너 실행까지, 열한 단계의 메시지를 손으로 주고받아요.',
  },
  replicas: {
    title: '바라는 수와 실제 수',
    summary: '레플리카셋은 수를 지켜요. 사라진 파드는 다시 만들고, 부탁하면 늘리고 줄여요.',
  },
  etcd: {
    title: 'etcd에는 무엇이 있을까요?',
    summary: 'put, get, watch와 리비전: API 서버 뒤에 있는 저장소를 손으로 다뤄요.',
  },
  scheduling: {
    title: '파드는 어느 노드로 갈까요?',
    summary: '필터와 점수: 남은 자원, 테인트, 어피니티. 남은 노드가 없으면 어떻게 되는지도 봐요.',
  },
  gatekeeper: {
    title: '누가 문을 통과할까요?',
    summary: '401, 403, 409, 422: kube-apiserver가 어느 단계에서 무엇을 왜 돌려보내는지 봐요.',
  },
  'rolling-update': {
    title: '끊김 없는 새 버전',
    summary: '디플로이먼트가 레플리카셋을 하나씩 갈아타요. 멈춰 보기도 하고 되돌려 보기도 해요.',
  },
  'captain-and-engine': {
    title: '선장과 엔진',
    summary: '받을 수 없는 이미지, 자꾸 끝나는 프로세스, 그리고 노드에 도커가 꼭 필요하지는 않은 까닭을 봐요.',
  },
  'lost-node': {
    title: '노드를 잃었을 때',
    summary:
      '소식이 끊기고, 테인트가 붙고, 5분 뒤 다른 곳에 새 파드가 떠요. 네트워크만 끊기면 무엇이 계속 도는지도 봐요.',
  },
  services: {
    title: 'WAS가 DB에 연결되기까지',
    summary: '서비스, 엔드포인트슬라이스, kube-proxy가 쓰는 규칙: 연결을 실어 나르는 것과 그렇지 않은 것을 알아봐요.',
  },
  quorum: {
    title: '셋 중 둘이면 돼요',
    summary: 'etcd 멤버를 하나씩 잃어요. 언제까지 쓸 수 있고 언제 멈추는지, 그래도 무엇이 계속 도는지 봐요.',
  },
  'all-hands': {
    title: '모두 제자리로',
    summary: '노드 셋, 레플리카셋, 서비스, 그리고 고장 날 수 있는 모든 것. 부탁받은 것을 되살려요.',
  },
} satisfies Shape<typeof english>;
