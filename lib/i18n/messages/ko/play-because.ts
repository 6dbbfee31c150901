import type { Shape } from '../../shape.ts';
import type { playBecause as en } from '../en/play-because.ts';

export const playBecause: Shape<typeof en> = {
  'because.user.create':
    'kubectl은 파드 전체를 담은 POST 하나를 API 서버로 보내요(이름 {name}, 이미지 {image}). 그다음은 모두 다른 컴포넌트의 일이에요.',
  'because.user.repair':
    '자리나 레지스트리를 기다리기만 하는 파드는 저절로 다시 시도해요. 이미지나 요청량이 틀렸으면 계속 틀린 채이고, Failed는 계속 Failed예요. 지우고 다시 만들면 처음부터 깨끗하게 시작해요.',
  'because.user.force':
    '{name} 파드의 삭제를 확인해 줄 kubelet이 없어요. --force는 기다리지 않고 오브젝트를 없애요. 멈춘 것을 아무도 보지 못했으니, 실행 중이던 것은 계속 실행될 수 있다고 kubectl이 경고해요.',
  'because.user.make-room': '다른 파드가 이 파드의 자리를 차지하고 있어요. 그 파드를 지우면 자리가 나요.',
  'because.user.look': 'kubectl get은 API 서버에 저장된 것을 물어봐요. 누구나 이렇게 파드의 상태를 알아요.',
  'because.apiserver.known': '표에 있는 자격 증명이에요(요청한 쪽: {user}). 해도 되는지는 다음 단계에서 따져요.',
  'because.apiserver.unknown':
    '어느 표에도 없는 자격 증명이에요. 누구인지 모르는 요청은 여기서 401 Unauthorized로 끝나요.',
  'because.apiserver.bound': '바인딩이 {user}에게 이 동사와 리소스가 들어 있는 롤을 줘요. 바인딩이 없었다면 403이에요.',
  'because.apiserver.unbound': '{user}에게 이 동사와 리소스를 허용하는 바인딩이 없어요: 403 Forbidden.',
  'because.apiserver.valid': '기본값이 채워졌고 모든 필드가 검증을 통과해요.',
  'because.apiserver.invalid':
    '검증을 통과하지 못한 필드가 있어요. 그 필드의 경로와 함께 422로 답하고, 아무것도 저장하지 않아요.',
  'because.apiserver.store':
    '생성은 트랜잭션 하나예요. 지금 그 키에 아무것도 없을 때만(mod revision 0) 써요. 그래야 남의 오브젝트를 덮어쓰지 않아요.',
  'because.apiserver.store-change':
    '변경은 트랜잭션 하나예요. 읽었던 리비전이 그대로일 때만 써요. 그사이 다른 쪽이 썼다면 다시 읽어서, 누구의 변경도 사라지지 않아요.',
  'because.apiserver.answer-any':
    '결과는 이미 나왔어요: {code}. 클라이언트에게 지금 답해요. 그다음 일은 지켜보는 컴포넌트들의 몫이에요.',
  'because.apiserver.answer':
    '결과는 이미 나왔어요: {code}. 클라이언트에게 지금 답해요. 스케줄링과 실행은 나중에 다른 컴포넌트가 해요.',
  'because.apiserver.pass':
    '아는 자격 증명이고, 바인딩이 허용하고, 오브젝트도 올바르니 통과예요. 보낸 쪽: {client}. 이제 etcd로 가요.',
  'because.apiserver.refuse-401': '아무도 모르는 자격 증명이에요: 401 Unauthorized.',
  'because.apiserver.refuse-403': '누구인지는 알지만 허용하는 바인딩이 없어요: 403 Forbidden.',
  'because.apiserver.refuse-422': '오브젝트가 검증을 통과하지 못해요: 필드 경로와 함께 422 Invalid.',
  'because.etcd.compare-holds': '키가 API 서버가 기대한 그대로예요. 그래서 비교 조건이 맞아요.',
  'because.etcd.compare-fails': '키가 API 서버가 기대한 것과 달라요. 비교가 실패하고 아무것도 쓰지 않아요.',
  'because.etcd.txn-holds': '키가 기대한 그대로라 비교 조건이 맞고, 쓰기는 리비전 {revision} 번이 돼요.',
  'because.etcd.commit': '리비전은 어느 키에 쓰든 하나씩 늘어나요. 다음 번호: {revision}',
  'because.scheduler.worksheet':
    '노드마다 걸러요: CPU와 메모리가 충분한지, 테인트를 견디는지, 셀렉터가 맞는지. 빠지는 노드: {reasons}',
  'because.scheduler.bind':
    '{node} 노드는 모든 필터를 통과했고, 통과한 노드 가운데 더 나은 곳이 없어요. 스케줄러는 Binding으로 알릴 뿐, 직접 실행하지 않아요.',
  'because.scheduler.nobody':
    '필터를 통과한 노드가 없어요({reasons}). 파드는 이유와 함께 Pending으로 남고, 무언가 바뀌면 다시 시도해요.',
  'because.kubelet.admit': 'kubelet이 자기 장부로 한 번 더 확인해요. 이 노드에 남은 자원에 파드가 들어가요.',
  'because.kubelet.reject':
    'kubelet의 장부로는 들어가지 않아요: {reason}. Failed로 보고하고, 파드는 새로 만들어야 해요.',
  'because.kubelet.report-Pending':
    '아직 아무것도 실행되지 않았어요. 있는 그대로 Pending, ContainerCreating으로 보고해요.',
  'because.kubelet.report-Running':
    '방금 다시 확인했더니 컨테이너가 실행 중이에요. 그래서 파드 IP와 함께 Running으로 보고해요.',
  'because.kubelet.report-Failed': '이 파드는 여기서 실행되지 않아요. 이유를 담아 보고해요.',
  'because.kubelet.report-Succeeded': '모든 컨테이너가 잘 끝났어요.',
  'because.kubelet.RunPodSandbox': '샌드박스가 먼저예요. 파드의 네트워크 집이고, CNI에서 IP를 받아요.',
  'because.kubelet.PullImage': '컨테이너를 만들려면 먼저 이 노드에 이미지가 있어야 해요.',
  'because.kubelet.CreateContainer': '샌드박스와 이미지가 있으니 컨테이너를 만들 수 있어요: {container}',
  'because.kubelet.StartContainer': '컨테이너가 만들어졌으니 이제 시작할 수 있어요: {container}',
  'because.kubelet.stop': '파드가 사라질 차례예요. 실행 중인 것부터 멈춰요({call}).',
  'because.kubelet.confirm':
    '이제 실행 중인 것이 없어요. kubelet이 유예 기간 없는 DELETE로 확인해 주어야 오브젝트가 사라져요.',
  'because.runtime.RunPodSandbox': '런타임이 샌드박스를 만들고 CNI 플러그인에서 IP를 받아요.',
  'because.runtime.PullImage': '요청받은 바로 그 이미지를 레지스트리에서 받아 와요.',
  'because.runtime.CreateContainer': '샌드박스와 이미지가 있으니 컨테이너를 만들 수 있어요.',
  'because.runtime.StartContainer': '컨테이너가 있고 아직 실행 중이 아니에요.',
  'because.runtime.StopContainer': 'kubelet이 컨테이너를 멈추기를 원해요.',
  'because.runtime.StopPodSandbox': 'kubelet이 샌드박스를 멈추기를 원해요.',
  'because.runtime.SandboxNotFound': '이 노드에 그런 샌드박스가 없으니 없다고 답해요.',
  'because.runtime.ImageNotFound': '이 노드에 그 이미지가 없으니 없다고 답해요.',
  'because.runtime.ContainerNotFound': '그런 컨테이너가 없으니 없다고 답해요.',
  'because.runtime.AlreadyExists': '이미 있으니 그렇다고 답해요.',
  'because.runtime.AlreadyRunning': '이미 실행 중이니 그렇다고 답해요.',
};
