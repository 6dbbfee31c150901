import type { Shape } from '../../shape.ts';
import type { projector as english } from '../en/projector.ts';

export const projector = {
  title: '큰 화면',
  qr: '이 방을 여는 QR 코드',
  openAddress: '주소창에 이 주소를 넣고',
  typeCode: '방 코드를 넣어 주세요',
  orScan: '카메라로 찍어도 돼요',
  codeLabel: '방 코드',
  nobody: '첫 번째 선원을 기다리고 있어요',
  people: '{count}명이 들어왔어요 · 자리 {seated}곳이 찼어요',
  more: '외 {count}명',
  locked: '문이 닫혀 있어요',
  question: '모두에게 묻는 질문',
  noMessages: '첫 메시지를 기다려요',
  closed: '이 화면은 더는 방을 보여 주지 않아요',
  closedHelp: '선생님 화면에서 큰 화면을 다시 열어 주세요.',
} satisfies Shape<typeof english>;
