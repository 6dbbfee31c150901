import type { Shape } from '../../shape.ts';
import type { landing as english } from '../en/landing.ts';

export const landing = {
  title: '우리가 클러스터예요.',
  lead: '한 사람이 쿠버네티스 컴포넌트 하나를 맡아, 파드가 실행될 때까지 진짜 메시지를 주고받아요.',
  code: {
    label: '방 코드',
    hint: '큰 화면에 보이는 숫자 여섯 자리예요.',
    submit: '참가하기',
    searching: '방을 찾는 중…',
    note: '계정이 필요 없어요. 진짜 이름은 쓰지 마세요.',
    malformed: '방 코드는 숫자 여섯 자리예요. 다시 확인해 주세요.',
  },
  solo: {
    title: '지금 수업 중이 아닌가요?',
    body: '컴포넌트 하나를 직접 맡아 보세요. 나머지 자리는 자동으로 진행돼요.',
    link: '혼자 해 보기',
  },
  teacher: {
    title: '선생님이신가요?',
    body: '방을 열고 큰 화면에 코드를 띄우면 시작할 수 있어요. 수업 한 번은 15분에서 35분쯤 걸려요.',
    link: '방 만들기',
  },
  lessons: {
    title: '수업 {count}개',
    lead: '배우는 순서대로 늘어놓았어요. 하나를 고르면 혼자 해 볼 수 있어요.',
  },
  how: {
    title: '수업은 이렇게 진행돼요',
    one: { title: '자리를 맡아요', body: 'API 서버, 스케줄러, 노드의 kubelet처럼 저마다 컴포넌트 하나가 돼요.' },
    two: { title: '메시지를 주고받아요', body: '내 컴포넌트가 실제로 아는 것만 보고, 다음에 할 일을 스스로 정해요.' },
    three: { title: '되돌아봐요', body: '모든 메시지가 기록돼요. 어느 자리에서든 한 단계씩 다시 볼 수 있어요.' },
  },
  picture: {
    label:
      '파드가 실행되기까지: kubectl이 kube-apiserver에 요청하면 etcd에 저장돼요. kube-scheduler가 노드를 고르고, 그 노드의 kubelet이 컨테이너 런타임에 맡겨 컨테이너를 시작해요.',
  },
} satisfies Shape<typeof english>;
