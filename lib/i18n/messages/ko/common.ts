import type { Shape } from '../../shape.ts';
import type { common as english } from '../en/common.ts';

export const common = {
  product: 'Kubecrew',
  tagline: '한 반이 함께 움직이는 쿠버네티스 클러스터',
  skip: '본문으로 건너뛰기',
  nav: {
    label: '주요 메뉴',
    home: 'Kubecrew 처음 화면',
    signIn: '선생님 로그인',
    signOut: '로그아웃',
    rooms: '내 방',
    solo: '혼자 해 보기',
    privacy: '무엇을 보관하나요',
  },
  language: {
    switchTo: 'English',
    label: '이 화면을 영어로 보기',
  },
  theme: {
    toLight: '밝은 화면으로 바꾸기',
    toDark: '어두운 화면으로 바꾸기',
  },
  connection: {
    connecting: '연결하는 중…',
    connected: '연결됨',
    reconnecting: '다시 연결 중…',
    offline: '끊김',
    lost: '연결이 끊겼어요. 다시 연결하고 있어요…',
    readOnly: '인터넷이 끊겼어요. 볼 수는 있지만 보낼 수 없어요.',
    back: '{count, plural, =0 {다시 연결됐어요. 그사이 바뀐 것은 없어요.} other {다시 연결됐어요. 그사이 #가지 일이 있었어요.}}',
  },
  action: {
    cancel: '취소',
    dismiss: '닫기',
    retry: '다시 시도',
  },
  state: {
    loading: '불러오는 중…',
  },
  course: {
    minutes: '{minutes}분쯤',
    part: {
      basics: '기초',
      workloads: '워크로드',
      network: '네트워크',
      controlPlane: '컨트롤 플레인',
      together: '모두 함께',
    },
  },
  error: {
    title: '이 화면에서 문제가 생겼어요',
    body: '수업에는 영향이 없어요. 지금까지의 일은 모두 저장되어 있어요. 다시 시도하거나 처음 화면으로 돌아가 주세요.',
    missingTitle: '그런 화면이 없어요',
    missingBody: '주소를 잘못 적었거나, 방이나 수업 기록이 없어졌을 수 있어요.',
    home: '처음 화면으로',
    offline: '기기가 인터넷에 연결되어 있지 않아요. 연결을 확인하고 다시 시도해 주세요.',
    unexpected: '잘 되지 않았어요. 잠시 뒤에 다시 시도해 주세요.',
    tooMany: '시도가 너무 많았어요. 1분쯤 기다린 뒤 다시 시도해 주세요.',
  },
} satisfies Shape<typeof english>;
