import type { Shape } from '../../shape.ts';
import type { playServices as en } from '../en/play-services.ts';

export const playServices: Shape<typeof en> = {
  'card.slice.title': '서비스 {name}: 누가 맡고 있나요?',
  'card.rules.title': '서비스 {name}: {node} 노드의 규칙이 옛것이에요',
  'card.connect.title': '{pod} 파드가 {host}:{port}에 연결하려고 해요',
  'fact.service': '서비스',
  'fact.cluster-ip': 'ClusterIP와 포트',
  'fact.rules-now': '지금 이 노드의 규칙',
  'fact.in-slice': '엔드포인트슬라이스의 내용',
  'fact.in-rules': '지금 규칙에 있나요',
  'fact.label-selector': '셀렉터',
  'fact.ports': '포트',
  'fact.slices-now': '지금의 엔드포인트슬라이스',
  'fact.endpoints': '엔드포인트',
  'fact.endpoint': '이어지는 곳',
  'fact.client': '클라이언트',
  'option.WriteSlice': '엔드포인트슬라이스 쓰기: 고른 파드가 준비됨(ready)',
  'option.ProgramRules.here': '규칙 쓰기: 고른 곳으로 보내기',
  'option.ProgramRules.other': '{node} 노드에도 쓰기',
  'option.LeaveRules': '규칙을 그대로 두기',
  'because.endpointslice.ready':
    '{service} 서비스의 셀렉터에 맞고 준비된(Ready) 파드예요: {pods}. 슬라이스에 ready로 적어요. 필요한 쪽이 지켜보고 있으니 따로 알릴 필요는 없어요.',
  'because.endpointslice.nobody':
    '{service} 서비스의 셀렉터에 맞는 파드 가운데 준비된 것이 없어요. 슬라이스에 그대로 적어야 연결이 엉뚱한 곳으로 가지 않아요.',
  'because.kube-proxy.program':
    '{service} 서비스의 엔드포인트슬라이스대로라면 연결은 여기로 가요: {endpoints}. 이 노드의 커널에 그대로 적어요. API 서버에는 아무것도 쓰지 않아요.',
  'because.kube-proxy.reject':
    '{service} 서비스 뒤에 준비된 파드가 없어요. REJECT 규칙이 있으면 클라이언트가 기다리지 않고 바로 알아요.',
  'because.kube-proxy.gone': '서비스가 없어졌으니 규칙도 지워요.',
  'because.user.connect':
    '{pod} 파드가 {host} 이름을 찾아 연결해요. 가는 길은 이미 정해져 있어요: 자기 노드의 규칙과 파드 네트워크가 정했어요.',
  'mistake.user.empty-selector.what': '{name} 서비스의 셀렉터에 맞는 파드가 없어요.',
  'mistake.user.empty-selector.why':
    'API 서버는 무엇을 하려던 것인지 몰라요. 아무것도 고르지 않는 셀렉터도 올바른 값이에요. 엔드포인트슬라이스가 비어 있게 돼요.',
  'mistake.user.empty-selector.real': 'kubectl은 “service/{name} created”라고 하지만, 연결은 모두 거절돼요.',
  'mistake.user.empty-selector.back': '서비스를 지우고 올바른 매니페스트로 다시 만드세요.',
  'mistake.endpointslice.unready-as-ready.what':
    '준비되지 않은 파드를 {service} 서비스의 슬라이스에 ready로 적었어요: {pod}',
  'mistake.endpointslice.unready-as-ready.why': '모든 kube-proxy는 슬라이스에 ready라고 적힌 곳으로 연결을 보내요.',
  'mistake.endpointslice.unready-as-ready.real':
    '컨트롤러는 파드의 Ready 상태를 그대로 옮겨요. 지워지는 중인 파드는 ready가 아니에요.',
  'mistake.endpointslice.unready-as-ready.back': '잠시 뒤나 파드가 바뀔 때 컨트롤러가 다시 살펴봐요.',
  'mistake.endpointslice.left-out.what': '준비된 파드가 {service} 서비스의 슬라이스에서 빠졌어요: {pod}',
  'mistake.endpointslice.left-out.why': '파드는 실행 중이고 대답도 할 수 있지만, 연결이 하나도 가지 않아요.',
  'mistake.endpointslice.left-out.real': '셀렉터에 맞고 주소가 있는 파드는 모두 슬라이스에 적혀요.',
  'mistake.endpointslice.left-out.back': '잠시 뒤나 파드가 바뀔 때 컨트롤러가 다시 살펴봐요.',
  'mistake.kube-proxy.dead-endpoint.what': '{service} 서비스의 규칙이 아무도 대답하지 않는 곳을 가리켜요: {ip}',
  'mistake.kube-proxy.dead-endpoint.why':
    '커널은 확인하지 않아요. 목적지를 바꿔 보낼 뿐이라, 클라이언트는 시간이 다 될 때까지 기다려요.',
  'mistake.kube-proxy.dead-endpoint.real':
    'kube-proxy는 엔드포인트슬라이스에 ready라고 적힌 것을 써요. 하나도 없을 때만, 끝나는 중이지만 아직 응답하는 것을 써요.',
  'mistake.kube-proxy.dead-endpoint.back': 'kube-proxy는 30초 뒤나 슬라이스가 바뀔 때 규칙을 다시 써요.',
  'mistake.kube-proxy.no-rule.what': '이 노드에는 {service} 서비스의 엔드포인트로 가는 규칙이 없어요.',
  'mistake.kube-proxy.no-rule.why':
    '이 노드의 클라이언트는 이 노드의 규칙만 써요. 다른 노드에서는 되는데 여기서는 안 돼요.',
  'mistake.kube-proxy.no-rule.real': '모든 kube-proxy는 자기 노드에 같은 규칙을 써요.',
  'mistake.kube-proxy.no-rule.back': 'kube-proxy는 30초 뒤나 슬라이스가 바뀔 때 규칙을 다시 써요.',
  'refusal.NoRoute-kube-proxy-etcd.what': 'kube-proxy는 etcd에 쓰지 않아요.',
  'refusal.NoRoute-kube-proxy-etcd.why':
    '서비스와 엔드포인트슬라이스를 읽기만 해요. 그것을 쓰는 일은 다른 컴포넌트의 몫이에요.',
  'refusal.NoRoute-kube-proxy-etcd.real': 'kube-proxy는 자기 노드의 커널에만 써요.',
  'refusal.NoRoute-endpointslice-controller-kube-proxy.what': '컨트롤러는 kube-proxy와 이야기하지 않아요.',
  'refusal.NoRoute-endpointslice-controller-kube-proxy.why': '오브젝트를 쓸 뿐이에요. 필요한 쪽이 지켜봐요.',
  'refusal.NoRoute-endpointslice-controller-kube-proxy.real':
    '각 kube-proxy는 스스로 연 watch로 엔드포인트슬라이스 소식을 들어요.',
  'refusal.NoRoute-endpointslice-controller-etcd.what': '컨트롤러는 etcd에 쓸 수 없어요.',
  'refusal.NoRoute-endpointslice-controller-etcd.why': 'etcd와 이야기하는 것은 kube-apiserver뿐이에요.',
  'refusal.NoRoute-endpointslice-controller-etcd.real': 'API 서버에 POST나 PUT을 보내요.',
  'refusal.NoRoute-user-kube-proxy.what': '연결은 kube-proxy를 거치지 않아요.',
  'refusal.NoRoute-user-kube-proxy.why':
    'kube-proxy는 미리 커널에 규칙을 적어 뒀어요. 패킷이 오면 커널이 혼자 그 규칙을 따라요.',
  'refusal.NoRoute-user-kube-proxy.real': '클라이언트가 있는 노드가 목적지를 바꾸고, 파드 네트워크가 실어 날라요.',
  'wave.direct.title': '파드에서 파드로',
  'wave.direct.text':
    '아직 서비스도, kube-proxy의 규칙도 없어요. node-1의 WAS가 node-2의 DB에 닿을 수 있을까요? 파드끼리는 파드 네트워크(CNI)만으로 통신해요.',
  'wave.service.title': 'DB 앞에 서비스 두기',
  'wave.service.text':
    '사용자가 서비스를 만들면 컨트롤러가 뒤에 있는 파드를 적고, kube-proxy마다 자기 노드에 규칙을 써요. 그다음 WAS가 이름으로 연결해요.',
  'wave.moved.title': 'DB가 옮겨 가요',
  'wave.moved.text':
    'DB 파드가 지워지고, node-3에 다른 주소로 새 파드가 떠요. 이름은 그대로예요. 누가 무엇을 해야 할까요?',
  'wave.frozen.title': 'kube-proxy가 멈췄어요',
  'wave.frozen.text':
    'node-1의 kube-proxy가 멈췄고, WAS는 node-1에 있어요. 연결이 될까요? (kube-proxy도 여느 파드처럼 kubelet이 시작하지만, 어떤 규칙을 쓸지는 kube-apiserver에서 들어요.)',
  'wave.stale.title': '낡은 규칙',
  'wave.stale.text':
    'node-1의 kube-proxy는 아직 멈춰 있는데 DB가 한 번 더 옮겨 가요. kube-proxy가 다시 움직일 때까지 WAS가 어떻게 되는지 보세요.',
  'question.pod-to-pod.title': 'WAS가 DB의 파드 IP로 바로 연결해요. 노드에서 노드로 패킷을 나르는 것은 누구일까요?',
  'question.pod-to-pod.kube-proxy': 'kube-proxy',
  'question.pod-to-pod.kubelet': 'kubelet',
  'question.pod-to-pod.cni': '파드 네트워크(CNI)',
  'question.pod-to-pod.nobody': '아무도요: 서비스가 없으면 안 돼요',
  'question.pod-to-pod.because':
    '모든 파드는 IP로 서로 닿아요. kube-proxy는 상관이 없어요. 서비스를 위한 규칙을 적을 뿐이에요.',
  'question.who-gives-address.title': '서비스는 자기 주소를 받아요. 누가 정할까요?',
  'question.who-gives-address.kube-proxy': 'kube-proxy',
  'question.who-gives-address.kube-apiserver': 'kube-apiserver',
  'question.who-gives-address.cni': 'CNI 플러그인',
  'question.who-gives-address.user': '사용자',
  'question.who-gives-address.because': 'API 서버가 서비스를 만들 때, 설정된 범위에서 ClusterIP를 하나 정해 줘요.',
  'question.who-tells-proxies.title': '곧 파드 목록이 저장돼요. kube-proxy에게는 누가 알려 줄까요?',
  'question.who-tells-proxies.endpointslice-controller': '엔드포인트슬라이스 컨트롤러가 호출해요',
  'question.who-tells-proxies.kubelet': '각 노드의 kubelet',
  'question.who-tells-proxies.watch': '아무도요: 스스로 지켜봐요',
  'question.who-tells-proxies.because': '컨트롤러는 오브젝트를 쓸 뿐이에요. kube-proxy마다 자기 watch가 있어요.',
  'question.which-rule.title': 'node-1의 WAS가 node-2의 DB에 연결해요. 어느 노드의 규칙이 갈 곳을 정할까요?',
  'question.which-rule.node-1': 'node-1',
  'question.which-rule.node-2': 'node-2',
  'question.which-rule.node-3': 'node-3',
  'question.which-rule.all': '모든 노드가 차례로',
  'question.which-rule.because':
    '클라이언트가 있는 노드가, 패킷이 떠나기 전에 목적지를 바꿔요. node-2의 kube-proxy는 하는 일이 없어요.',
  'question.old-connection.title': '곧 규칙이 바뀌어요. 전에 열어 둔 연결은 어디로 이어질까요?',
  'question.old-connection.follows': '새 규칙이 가리키는 곳',
  'question.old-connection.stays': '그대로 옛 파드',
  'question.old-connection.both': '둘에 번갈아',
  'question.old-connection.because':
    'conntrack은 연결이 끝날 때까지 처음의 선택을 기억해요. 규칙은 연결을 열 때만 봐요.',
  'question.new-connection.title': '같은 이름으로 다시 연결해요. 새 연결은 어디로 갈까요?',
  'question.new-connection.old-pod': '옛 파드',
  'question.new-connection.new-pod': '새 파드',
  'question.new-connection.nowhere': '아무 데도 못 가요',
  'question.new-connection.because': '연결을 여는 순간 클라이언트 노드의 규칙이 가리키는 곳으로 가요.',
  'question.proxy-frozen.title': 'node-1의 kube-proxy가 멈췄어요. node-1에서 새로 여는 연결은 어떻게 될까요?',
  'question.proxy-frozen.works': '전처럼 돼요',
  'question.proxy-frozen.fails': '실패해요',
  'question.proxy-frozen.slower': '되지만 느려져요',
  'question.proxy-frozen.because': '규칙은 커널에 있어요. kube-proxy를 거쳐 가는 것은 아무것도 없어요.',
  'question.stale-rules.title': 'DB가 옮겨 갔지만 node-1은 아직 몰라요. WAS는 어떻게 될까요?',
  'question.stale-rules.connected': '연결돼요',
  'question.stale-rules.refused': '연결이 거절돼요',
  'question.stale-rules.timed-out': '시간이 초과돼요',
  'question.stale-rules.because':
    '낡은 규칙은 이제 아무도 쓰지 않는 주소를 가리켜서 아무 대답도 오지 않아요. 엔드포인트가 하나도 없다고 적혀 있었다면 바로 거절됐을 거예요.',
};
