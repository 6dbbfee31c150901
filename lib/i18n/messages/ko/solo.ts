import type { Shape } from '../../shape.ts';
import type { solo as english } from '../en/solo.ts';

export const solo = {
  title: '혼자 해 보기',
  lead: '수업을 고르고, 맡고 싶은 컴포넌트를 하나 고르세요. 나머지 자리는 자동으로 진행돼요.',
  others: '모든 수업',
  pick: '어떤 컴포넌트가 될까요?',
  start: '시작하기',
  starting: '준비하는 중…',
  chooseFirst: '컴포넌트를 먼저 골라 주세요.',
  note: '계정이 필요 없어요. 진행한 내용은 기록되어 나중에 다시 볼 수 있어요.',
} satisfies Shape<typeof english>;
