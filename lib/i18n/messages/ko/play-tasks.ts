import type { Shape } from '../../shape.ts';
import type { playTasks as en } from '../en/play-tasks.ts';

export const playTasks: Shape<typeof en> = {
  'card.task.create': '이것을 만들어 주세요: {name}',
  'card.task.scale': '개수를 바꿔 주세요: {name}',
  'card.task.change': '바꿔 주세요: {name}',
  'card.task.delete': '지워 주세요: {name}',
  'card.task.repair': '바라던 대로가 아니에요: {name}',
  'fact.wanted': '바라는 것',
  'fact.now': '지금 상태',
  'option.RunTask': '{line}',
  'because.user.task-create':
    'kubectl은 매니페스트 전체를 POST 하나로 보내요. 무엇이 있어야 하는지만 말할 뿐, 그렇게 만드는 것은 컨트롤러의 일이에요.',
  'because.user.task-scale':
    'kubectl은 숫자 하나만 바꿔요. 바로 {name}에 바라는 레플리카 수예요. 파드를 직접 만들지도 지우지도 않아요.',
  'because.user.task-change':
    'kubectl은 {name} 템플릿만 바꿔요. 이미 있는 파드는 만들 때의 템플릿 그대로라서, 다른 컴포넌트가 하나씩 바꿔요.',
  'because.user.task-delete':
    'kubectl은 API 서버에 삭제를 부탁해요. 지울 것: {name}. 다른 컴포넌트가 그다음에 무엇을 하는지 지켜보세요.',
  'because.user.task-again':
    '부탁받은 것과 달라요: {name}. 지우고 올바른 매니페스트로 다시 만들면 처음부터 깨끗하게 시작해요.',
  'because.user.task-pod': '{name} 파드가 올라오지 않았어요. 지우기만 하면 돼요. 컨트롤러가 새 파드를 만들어요.',
  'mistake.user.wrong-template.what': '템플릿에 실수가 있는 매니페스트로 만들었어요: {name}',
  'mistake.user.wrong-template.why':
    '파드는 모두 템플릿을 그대로 베껴요. 파드만 지워서는 소용없어요. 새로 생긴 파드에도 같은 실수가 있어요.',
  'mistake.user.wrong-template.real':
    'API 서버는 어떤 이미지 이름이든 받아요. 파드는 ErrImagePull, 그다음 ImagePullBackOff를 보여요.',
  'mistake.user.wrong-template.back': '지우고 올바른 매니페스트로 다시 만드세요.',
};
