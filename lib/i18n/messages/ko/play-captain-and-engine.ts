import type { Shape } from '../../shape.ts';
import type { playCaptain as en } from '../en/play-captain-and-engine.ts';

export const playCaptain: Shape<typeof en> = {
  'wave.no-registry.title': '레지스트리가 답하지 않아요',
  'wave.no-registry.text':
    '노드마다 파드 하나씩이에요. node-1에는 containerd, node-2에는 도커 엔진이 있어요. 이미지를 받기 전에 레지스트리가 조용해져요.',
  'wave.crash-loop.title': '자꾸 끝나는 프로세스',
  'wave.crash-loop.text':
    'shop 이미지에 버그가 있어서 프로세스가 시작하고 2초 뒤에 끝나요. 선장은 무엇을, 얼마나 자주 할까요?',
  'wave.right-image.title': '버그가 없는 이미지',
  'wave.right-image.text': '컨테이너는 계속 다시 시작되지만 버그는 그대로예요. 파드의 이미지를 바꿔 주세요.',
  'wave.process-ends.title': '프로세스가 한 번 죽어요',
  'wave.process-ends.text': '이번에는 멀쩡한 이미지의 프로세스가 사고로 끝나요. 무엇이 남아 있고 무엇이 새것일까요?',
  'question.who-pulls.title': '레지스트리에서 이미지를 받아 오는 것은 누구일까요?',
  'question.who-pulls.kube-apiserver': 'kube-apiserver가 받아서 노드에 건네줘요',
  'question.who-pulls.kubelet': 'kubelet이 직접 받아요',
  'question.who-pulls.container-runtime': '노드의 컨테이너 런타임',
  'question.who-pulls.because':
    'kubelet은 CRI의 PullImage로 부탁만 해요. 이미지는 컨트롤 플레인을 지나가지 않아요. 컨트롤 플레인은 이름만 알아요.',
  'question.docker-node.title': 'node-2에는 도커 엔진이 있어요. 이 노드의 kubelet(v1.24 이후)은 누구와 이야기할까요?',
  'question.docker-node.dockerd': 'dockerd',
  'question.docker-node.cri-dockerd': 'cri-dockerd',
  'question.docker-node.dockershim': 'kubelet 안에 있는 dockershim',
  'question.docker-node.because':
    'kubelet은 CRI로만 말하는데 dockerd는 CRI를 몰라요. v1.23까지는 kubelet 안에 dockershim이라는 어댑터가 있었어요. 도커만을 위한 예외를 쿠버네티스가 계속 관리해야 해서 v1.24에서 뺐어요. 이제는 cri-dockerd가 밖에서 같은 일을 해요. 도커 엔진도 컨테이너는 containerd로 돌려요. 도커가 없으면 길이 짧아질 뿐이에요. 그러니 노드에 필요한 것은 도커가 아니라 CRI를 아는 런타임이에요.',
  'question.no-image.title': '레지스트리가 조용해요. 아직 이미지가 없는 파드는 어떻게 될까요?',
  'question.no-image.fails': 'phase가 Failed가 돼요',
  'question.no-image.deleted': '삭제돼요',
  'question.no-image.tries-again': 'kubelet이 점점 뜸하게 다시 시도해요',
  'question.no-image.other-node': '스케줄러가 다른 노드로 옮겨요',
  'question.no-image.because':
    'Pending 그대로예요. ErrImagePull, 그다음 ImagePullBackOff가 보여요. kubelet은 10초, 20초, 40초, 이렇게 5분까지 늘려 가며 다시 시도해요. 바인딩된 파드는 옮겨지지 않아요.',
  'question.same-image.title':
    'nginx:1.27은 도커로 만든 이미지예요. node-1의 containerd도 바로 그 이미지를 돌릴 수 있을까요?',
  'question.same-image.yes': '네',
  'question.same-image.no': '아니요, 다른 이미지가 있어야 해요',
  'question.same-image.because':
    '둘 다 OCI 형식을 따라요. v1.24에서 빠진 것은 dockershim이지, 도커로 만든 이미지가 아니에요.',
  'question.who-starts-again.title':
    '컨테이너의 프로세스가 끝나요. 이 파드는 레플리카셋 없이 직접 만들었어요. 누가 다시 시작할까요?',
  'question.who-starts-again.replication-controller': '컨트롤러가 새 파드로 바꿔요',
  'question.who-starts-again.kubelet': '그 노드의 kubelet이 같은 파드 안에서 시작해요',
  'question.who-starts-again.nobody': '아무도 안 해요',
  'question.who-starts-again.because':
    'kubelet은 컨테이너를 다시 시작하고, 컨트롤러는 파드를 바꿔요. “컨트롤러가 손상된 컨테이너를 교체한다”는 말은 꼭 맞지는 않아요. 다시 시작할지는 restartPolicy가 정하고, 따로 쓰지 않으면 Always예요.',
  'question.next-pause.title': '컨테이너가 10초를 기다렸다가 돌았는데 또 끝났어요. 이번에는 몇 초를 기다릴까요?',
  'question.next-pause.because':
    '기다리는 시간은 두 배씩 늘어요. 10, 20, 40, 80, 160초, 그다음은 늘 300초예요. CrashLoopBackOff는 바로 kubelet이 기다린다는 뜻이에요. 10분을 돌고 나면 처음으로 돌아가요.',
  'question.image-changed.title': '이미 있는 파드의 이미지를 바꾸면 어떻게 될까요?',
  'question.image-changed.same-pod': '같은 파드에 다른 컨테이너가 생겨요',
  'question.image-changed.new-pod': '새 파드가 그 자리에 들어와요',
  'question.image-changed.refused': 'kube-apiserver가 거절해요',
  'question.image-changed.because':
    '이미지는 파드의 spec에서 바꿀 수 있는 몇 안 되는 항목이에요. kubelet은 컨테이너를 바로 새로 만들어요. 백오프는 바뀌기 전 컨테이너의 것이거든요. 다른 항목은 대부분 새 파드가 있어야 바뀌고, 그 일을 디플로이먼트가 해요.',
  'question.pod-after-end.title': '프로세스가 막 죽었어요. 나중에 kubectl get pod -o wide는 무엇을 보여 줄까요?',
  'question.pod-after-end.same-pod-same-ip': '같은 파드, 같은 IP, 재시작 횟수만 하나 늘어요',
  'question.pod-after-end.same-pod-new-ip': '같은 파드, 새 IP',
  'question.pod-after-end.new-pod': '새 파드, 새 IP',
  'question.pod-after-end.because':
    'IP는 파드의 샌드박스에 붙어 있고 샌드박스는 그대로예요. 컨테이너만 새것이라 컨테이너 ID가 바뀌고 RESTARTS가 하나 늘어요.',
};
