/** The same in Korean. */
export const course = {
  n1: {
    title: '핵심 개념',
    says: '클러스터 구조, API 오브젝트, 서비스와 네트워크, 이렇게 세 가지를 다뤄요.',
    truth: '세 가지는 API에서 만나요. 클러스터는 모든 일을 오브젝트를 통해서 하고, 서비스도 그런 오브젝트예요.',
  },
  n2: {
    title: '쿠버네티스의 목적',
    says: '우리 애플리케이션을 컨테이너로, 자동으로 실행해 줘요.',
    truth:
      '자동이라는 건 원하는 상태를 적어 두면 컨트롤러가 실제 상태와 계속 비교한다는 뜻이에요. 노드가 실행하는 단위는 파드예요. 파드 하나의 컨테이너들은 주소와 볼륨을 함께 써요.',
  },
  n3: {
    title: '워커 노드',
    says: '컨테이너를 싣는 배라고 생각해요.',
    truth: '좋은 비유예요. 싣는 단위는 파드예요. 노드 자체도 오브젝트라서, kubelet이 등록하고 상태를 계속 알려요.',
  },
  n4: {
    title: '마스터 노드: 컨트롤 플레인',
    says: '워커 노드를 관리하고, 노드 정보를 저장하고, 무엇을 어디에 둘지 계획하고, 노드와 컨테이너를 살펴봐요.',
    truth:
      '컨트롤 플레인 전체로 보면 맞아요. 하지만 워커에서 컨테이너를 직접 띄우지는 않아요. 계획은 오브젝트로 남고, 각 kubelet이 자기 노드의 몫을 실행하고 보고해요. kube-apiserver가 kubelet을 부르는 건 logs나 exec 같은 때뿐이에요.',
  },
  n5: {
    title: 'etcd 클러스터',
    says: '어떤 컨테이너가 어디에 언제부터 있는지 키와 값으로 저장해요.',
    truth:
      'API 오브젝트를 저장해요. 파드는 spec.nodeName과 status.startTime까지 통째로 키 하나의 값이에요. 멤버가 여럿이면 과반수가 동의해야 쓸 수 있어요.',
  },
  n6: {
    title: 'kube-scheduler',
    says: '파드를 어디에 둘지 정해요.',
    truth:
      '정하기만 해요. 노드를 거르고 점수를 매긴 다음 kube-apiserver에 Binding을 보내요. 직접 실행하지 않고, kubelet과 이야기하지도 않아요.',
  },
  n7: {
    title: '컨트롤러',
    says: '컨테이너가 손상되거나 파손되면 컨트롤러가 새 컨테이너를 준비해요.',
    truth:
      '서로 다른 두 가지 일이에요. 끝난 컨테이너는 kubelet이 같은 파드 안에서 다시 시작해요. 사라진 파드는 컨트롤러가 대신할 파드를 만들어요. 이름도 주소도 새것이에요.',
  },
  'n7-1': {
    title: 'Node-Controller',
    says: '노드를 관리하고, 쓸 수 없게 된 노드를 처리해요.',
    truth:
      '소식이 끊긴 노드의 Ready를 Unknown으로 바꾸고 테인트를 달아요. 테인트를 더 견디지 못하는 파드는 삭제돼요. 기계를 고치지는 않고, 새 파드는 그 파드의 컨트롤러가 만들어요.',
  },
  'n7-2': {
    title: 'Replication-Controller',
    says: '그룹에서 원하는 수만큼의 컨테이너가 항상 실행되게 해요.',
    truth:
      '컨테이너가 아니라 파드를 레이블로 세고, 모자라면 만들고 넘치면 지워요. 요즘은 Deployment가 만든 ReplicaSet이 이 일을 해요. ReplicationController는 그보다 오래된 종류예요.',
  },
  n8: {
    title: 'kube-apiserver',
    says: '클러스터의 모든 작업을 조율하고, 주기적으로 kubelet에서 상태를 가져와요.',
    truth:
      '가져오지 않아요. 바뀐 것이 있으면 kubelet이 상태를 보고하고, 10초마다 Lease를 갱신해요. kube-apiserver는 확인하고 저장하고, 지켜보는 쪽에 알려요. 그다음 일은 다른 컴포넌트의 몫이에요.',
  },
  n9: {
    title: '컨테이너 엔진',
    says: '모든 노드에 도커가 있어요. 꼭 도커일 필요는 없고, v1.24부터 dockershim 지원이 끝났어요.',
    truth:
      '노드에는 containerd처럼 CRI로 대화하는 런타임이 필요해요. v1.24에서 kubelet의 dockershim이 빠졌고, 도커 엔진을 쓰려면 cri-dockerd가 있어야 해요. 도커로 빌드한 이미지는 OCI 이미지라서 어디서나 그대로 실행돼요.',
  },
  n10: {
    title: 'kubelet',
    says: '노드마다 있는 선장이에요. kube-apiserver의 지시를 듣고 컨테이너를 배포하거나 없애요.',
    truth:
      '누가 불러서 지시하는 게 아니에요. 자기 노드 이름이 적힌 파드를 watch하다가 런타임에 일을 시켜요. kube-apiserver에 닿지 않아도 실행 중인 것은 계속 실행되고, 끝난 컨테이너도 다시 시작해요.',
  },
  n11: {
    title: 'kube-proxy',
    says: '한 노드의 WAS가 다른 노드의 DB와 kube-proxy를 통해 통신해요.',
    truth:
      '파드끼리는 kube-proxy 없이도 통신해요. CNI 네트워크가 파드마다 서로 닿는 주소를 줘요. kube-proxy는 서비스 주소가 그 서비스의 파드로 이어지도록 커널에 규칙을 쓸 뿐이에요. 패킷이 kube-proxy를 거쳐 가지는 않아요.',
  },
  n12: {
    title: '마스터 노드에 있는 것',
    says: 'etcd, kube-scheduler, kube-apiserver, controller-manager가 있어요.',
    truth:
      '보통 그래요. 그 기계의 kubelet이 스태틱 파드로 띄우는 경우가 많아요. etcd는 따로 둘 수도 있고, 모두 여러 개일 수 있어요. 스케줄러와 컨트롤러 매니저는 여럿 중 하나만 리더로 일해요.',
  },
  n13: {
    title: '워커 노드에 있는 것',
    says: '컨테이너와 kube-proxy를 관리하는 kubelet, 그리고 kube-proxy와 컨테이너 엔진이 있어요.',
    truth:
      'kubelet은 kube-proxy를 관리하지 않아요. kube-proxy는 보통 DaemonSet의 파드라서 kubelet에게는 다른 파드와 같아요. 어떤 규칙을 쓸지는 kube-proxy가 kube-apiserver에서 직접 알아내요.',
  },
  n14: {
    title: 'etcd',
    says: '분산되고 믿을 수 있는 키-값 저장소이고, 2379 포트에서 동작해요.',
    truth:
      '2379는 클라이언트용이고 멤버끼리는 2380으로 이야기해요. 과반수가 살아 있는 동안 믿을 수 있어요. 셋 중 하나까지는 잃어도 괜찮아요.',
  },
  'n14-0': {
    title: 'etcd가 저장하는 것',
    says: '노드, 파드, 설정, 시크릿, 계정, 롤, 바인딩 등을 저장해요.',
    truth:
      '종류마다 키가 따로 있고, 노드는 /registry/minions 아래에 있어요. 계정은 ServiceAccount뿐이에요. 쿠버네티스에는 사람 사용자의 오브젝트가 없어요. 시크릿은 따로 설정하지 않으면 암호화되지 않아요.',
  },
  'n14-1': {
    title: '키와 값',
    says: '모든 행에 컬럼을 더하지 않아도 되고, 다른 문서를 건드리지 않고 내용을 더할 수 있어요.',
    truth:
      'etcd에게 값은 한 덩어리이고, 바꾸면 그 키의 새 리비전이 생겨요. 오브젝트에 어떤 필드가 있을 수 있는지는 kube-apiserver가 확인해요.',
  },
  'n14-2': {
    title: 'etcdctl',
    says: 'set으로 저장하고 v3에서는 put으로 저장해요. get으로 읽어요.',
    truth:
      'set은 v2 API의 명령이고 이제 etcd에 없어요. 지금은 put과 get을 쓰고 get --prefix, watch, txn도 있어요. /registry 아래에 손으로 쓰면 안 돼요. kube-apiserver의 모든 검사를 건너뛰게 돼요.',
  },
  n15: {
    title: '열한 단계',
    says: 'kubectl 명령에서 파드 실행까지 열한 단계예요. etcd와 직접 이야기하는 건 kube-apiserver뿐이에요.',
    truth:
      '순서도 마지막 문장도 맞아요. 다만 만들기 전에 먼저 읽지는 않아요. 트랜잭션 하나가 비교하고 써요(4단계). kubectl은 파드가 실행되기 한참 전, 5단계 다음에 답을 받아요. 그리고 아무도 kubelet을 부르지 않아요. kubelet의 watch가 알려 줘요(8단계).',
  },
  n16: {
    title: 'kube-controller-manager',
    says: '상태를 살피고 조치를 취하는 관제소 같은 곳이에요.',
    truth:
      '프로그램은 하나지만 수십 개의 컨트롤러가 들어 있고, 저마다 원하는 상태와 실제 상태를 비교해요. 다른 컴포넌트처럼 kube-apiserver를 통해서 보고, 조치도 거기에 오브젝트를 쓰는 것으로 해요.',
  },
  'n16-1': {
    title: 'Node-Controller의 시간',
    says: '5초마다 kube-apiserver에 물어보고, 40초 동안 신호가 없으면 알아차리고, 5분 뒤에 파드가 다시 떠요.',
    truth:
      '5초마다 요청 없이 자기 캐시를 봐요. kubelet은 10초마다 Lease를 갱신하고, 40초(v1.32부터 50초) 동안 갱신이 없으면 소식이 끊긴 것으로 봐요. pod-eviction-timeout은 v1.27에서 없어졌어요. 지금은 파드마다 테인트를 300초 동안 견디고, 그 뒤에 삭제되면 컨트롤러가 새 파드를 만들어요.',
  },
};
