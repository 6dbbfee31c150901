import type { Shape } from '../../shape.ts';
import type { lessons as english } from '../en/lessons.ts';

export const lessons = {
  'pod-creation': {
    title: '파드가 만들어지기까지',
    summary: 'kubectl에서 컨테이너 실행까지, 열한 단계의 메시지를 손으로 주고받아요.',
  },
} satisfies Shape<typeof english>;
