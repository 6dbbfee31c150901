import type { Shape } from '../../shape.ts';
import type { playRollingUpdate as en } from '../en/play-rolling-update.ts';

export const playRollingUpdate: Shape<typeof en> = {
  'wave.deploy.title': '디플로이먼트',
  'wave.deploy.text': '사용자가 디플로이먼트를 만들어요. 디플로이먼트는 레플리카셋을, 레플리카셋은 파드를 만들어요.',
  'wave.update.title': '새 버전',
  'wave.update.text':
    '이미지가 바뀌어요. maxSurge 1, maxUnavailable 0: 바라는 수보다 하나 많은 것은 되지만 하나 모자라면 안 돼요.',
  'wave.stuck.title': '없는 버전',
  'wave.stuck.text': '다음 이미지는 받아 올 수 없어요. 파드 몇 개가 계속 일할까요?',
  'wave.undo.title': '되돌리기',
  'wave.undo.text': 'kubectl rollout undo는 이전 템플릿을 다시 넣어요. 이전 레플리카셋은 아직 남아 있어요.',
  'question.what-deployment-makes.title': '디플로이먼트를 만들려고 해요. 그 컨트롤러는 무엇을 만들까요?',
  'question.what-deployment-makes.pods': '파드',
  'question.what-deployment-makes.replicaset': '레플리카셋',
  'question.what-deployment-makes.nodes': '노드',
  'question.what-deployment-makes.because': '템플릿마다 레플리카셋이 하나예요. 이름 끝은 템플릿의 해시예요.',
  'question.who-owns-pods.title': '파드를 만들려고 해요. 주인으로 누구의 이름이 적힐까요?',
  'question.who-owns-pods.user': '사용자',
  'question.who-owns-pods.deployment': '디플로이먼트',
  'question.who-owns-pods.replicaset': '레플리카셋',
  'question.who-owns-pods.because': '파드의 주인은 레플리카셋이고, 레플리카셋의 주인은 디플로이먼트예요.',
  'question.old-pods-change.title': '디플로이먼트의 이미지를 바꾸려고 해요. 실행 중인 파드는 어떻게 될까요?',
  'question.old-pods-change.changed': '그 자리에서 이미지가 바뀌어요',
  'question.old-pods-change.replaced': '두 번째 레플리카셋의 파드로 바뀌어요',
  'question.old-pods-change.restarted': '컨테이너가 다시 시작돼요',
  'question.old-pods-change.because': '템플릿이 새로우면 레플리카셋도 새로워요. 새것이 커지는 동안 이전 것이 줄어요.',
  'question.first-step.title': '파드 두 개가 실행 중이고 maxSurge는 1, maxUnavailable은 0이에요. 첫 단계는 무엇일까요?',
  'question.first-step.one-new': '새 파드 하나 늘리기',
  'question.first-step.one-old-less': '이전 파드 하나 줄이기',
  'question.first-step.all': '한꺼번에 모두',
  'question.first-step.because':
    '세 개까지 있어도 되고 두 개는 꼭 일해야 해요. 그래서 먼저 하나 늘리고, 그다음에 줄여요.',
  'question.what-waits.title': '새 파드가 노드에 배정됐어요. 이전 파드는 언제 가도 될까요?',
  'question.what-waits.created': '지금: 만들어졌으니까요',
  'question.what-waits.bound': '이미지를 받아 왔을 때',
  'question.what-waits.ready': '새 파드가 Ready이고 API 서버가 그것을 알 때',
  'question.what-waits.because': 'etcd에 Ready라고 적혀야 쓸 수 있는 파드예요. 그때까지는 이전 파드가 필요해요.',
  'question.how-many-serve.title': '새 이미지는 없는 이미지예요. 파드 몇 개가 계속 일할까요?',
  'question.how-many-serve.because':
    'maxUnavailable이 0이라, 새 파드가 Ready가 아닌 동안 이전 파드는 가지 않아요. 롤아웃은 멈춰도 서비스는 멈추지 않아요.',
  'question.what-undo-uses.title': 'kubectl rollout undo 명령을 내리려고 해요. 이전 템플릿은 어디에 있을까요?',
  'question.what-undo-uses.old-set': '파드 없이 남겨 둔 이전 레플리카셋에',
  'question.what-undo-uses.new-set': '새 레플리카셋에',
  'question.what-undo-uses.backup': 'etcd 백업에',
  'question.what-undo-uses.because':
    '이전 레플리카셋은 남겨 둬요(revisionHistoryLimit, 10개). 되돌리면 그 템플릿을 디플로이먼트에 다시 넣어요.',
};
