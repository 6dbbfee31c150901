import type { Shape } from '../../shape.ts';
import type { join as english } from '../en/join.ts';

export const join = {
  title: '방에 들어가기',
  room: '방',
  wrongRoom: '이 방이 아닌가요?',
  otherCode: '다른 코드 넣기',
  notice: {
    title: '알아 두세요',
    name: '별명은 자동으로 지어져요. 진짜 이름은 묻지 않아요.',
    record: '내 컴포넌트가 한 일은 기록되고, 수업이 끝나면 함께 되돌아봐요.',
    leave: '언제든 나갈 수 있어요. 같은 기기로 돌아오면 자리가 그대로 있어요.',
    more: '무엇을 보관하는지 자세히 보기',
  },
  enter: '들어가기',
  entering: '들어가는 중…',
  welcome: {
    title: '들어왔어요!',
    name: '이 방에서 쓰는 별명',
    go: '교실로 가기',
    note: '선생님에게도 이 별명이 보여요. 다른 별명은 선생님께 부탁하세요.',
  },
  again: {
    title: '다시 만나서 반가워요',
    body: '이 기기에서 쓰던 별명이 있어요.',
    go: '이어서 하기',
    fresh: '새 별명으로 들어가기',
  },
  refused: {
    NotFound: '이 코드의 방이 없어요. 숫자 여섯 자리를 확인해 주세요.',
    locked: '입장이 막혀 있어요. 선생님께 말해 주세요.',
    full: '자리가 다 찼어요. 선생님께 말해 주세요.',
    banned: '선생님이 이 방에서 내보냈어요.',
  },
} satisfies Shape<typeof english>;
