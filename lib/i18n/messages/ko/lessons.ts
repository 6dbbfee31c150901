import type { Shape } from '../../shape.ts';
import type { lessons as english } from '../en/lessons.ts';

export const lessons = {
  'pod-creation': {
    title: '파드가 만들어지기까지',
    summary: 'kubectl에서 컨테이너 실행까지, 열한 단계의 메시지를 손으로 주고받아요.',
  },
  'lost-node': {
    title: '노드를 잃었을 때',
    summary: '소식이 끊기고, 테인트가 붙고, 5분 뒤 다른 곳에 새 파드가 떠요. 네트워크만 끊기면 무엇이 계속 도는지도 봐요.',
  },
} satisfies Shape<typeof english>;
