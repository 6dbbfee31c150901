/**
 * The shape of the API's objects as the server's decoder knows them: struct → member → type. A type is a scalar, a
 * list `[]T`, a map `map[string]T`, another struct, or `any` where nothing is checked. Quantities and ports take
 * numbers and texts. Models the Go types of k8s.io/api; members that no lesson needs are `any`.
 */
export type StructTypes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Writes `a b:int32` as `{a: 'string', b: 'int32'}`. */
function members(text: string): Readonly<Record<string, string>> {
  const entries = text
    .trim()
    .split(/\s+/)
    .map((word): [string, string] => {
      const colon = word.indexOf(':');
      return colon < 0 ? [word, 'string'] : [word.slice(0, colon), word.slice(colon + 1)];
    });
  return Object.fromEntries(entries);
}

const HANDLER = 'exec:ExecAction httpGet:HTTPGetAction tcpSocket:TCPSocketAction grpc:GRPCAction sleep:SleepAction';
const CONTAINER = `name image command:[]string args:[]string workingDir ports:[]ContainerPort envFrom:[]EnvFromSource
  env:[]EnvVar resources:ResourceRequirements resizePolicy:[]any restartPolicy restartPolicyRules:[]any
  volumeMounts:[]VolumeMount volumeDevices:[]any livenessProbe:Probe readinessProbe:Probe startupProbe:Probe
  lifecycle:Lifecycle terminationMessagePath terminationMessagePolicy imagePullPolicy securityContext:SecurityContext
  stdin:bool stdinOnce:bool tty:bool`;
const TYPED = 'kind apiVersion metadata:ObjectMeta';

const META: StructTypes = {
  ObjectMeta: members(`name generateName namespace uid resourceVersion selfLink generation:int64 creationTimestamp:Time
    deletionTimestamp:Time deletionGracePeriodSeconds:int64 labels:map[string]string annotations:map[string]string
    ownerReferences:[]OwnerReference finalizers:[]string managedFields:[]any`),
  OwnerReference: members('apiVersion kind name uid controller:bool blockOwnerDeletion:bool'),
  LabelSelector: members('matchLabels:map[string]string matchExpressions:[]LabelSelectorRequirement'),
  LabelSelectorRequirement: members('key operator values:[]string'),
  ObjectReference: members('apiVersion kind namespace name uid resourceVersion fieldPath'),
  LocalObjectReference: members('name'),
};

const POD: StructTypes = {
  Pod: members(`${TYPED} spec:PodSpec status:PodStatus`),
  PodTemplateSpec: members('metadata:ObjectMeta spec:PodSpec'),
  PodSpec: members(`volumes:[]Volume initContainers:[]Container containers:[]Container
    ephemeralContainers:[]EphemeralContainer restartPolicy terminationGracePeriodSeconds:int64 activeDeadlineSeconds:int64
    dnsPolicy dnsConfig:any nodeSelector:map[string]string serviceAccountName serviceAccount
    automountServiceAccountToken:bool nodeName hostNetwork:bool hostPID:bool hostIPC:bool hostUsers:bool
    shareProcessNamespace:bool securityContext:any imagePullSecrets:[]LocalObjectReference hostname hostnameOverride
    subdomain affinity:Affinity schedulerName tolerations:[]Toleration hostAliases:[]any priorityClassName priority:int32
    preemptionPolicy readinessGates:[]any runtimeClassName enableServiceLinks:bool overhead:map[string]Quantity
    topologySpreadConstraints:[]TopologySpreadConstraint setHostnameAsFQDN:bool os:PodOS schedulingGates:[]PodSchedulingGate
    resourceClaims:[]any resources:ResourceRequirements`),
  Container: members(CONTAINER),
  EphemeralContainer: members(`${CONTAINER} targetContainerName`),
  ContainerPort: members('name hostPort:int32 containerPort:int32 protocol hostIP'),
  EnvVar: members('name value valueFrom:any'),
  EnvFromSource: members('prefix configMapRef:any secretRef:any'),
  ResourceRequirements: members('limits:map[string]Quantity requests:map[string]Quantity claims:[]any'),
  VolumeMount: members('name readOnly:bool recursiveReadOnly mountPath subPath mountPropagation subPathExpr'),
  Probe: members(`${HANDLER} initialDelaySeconds:int32 timeoutSeconds:int32 periodSeconds:int32 successThreshold:int32
    failureThreshold:int32 terminationGracePeriodSeconds:int64`),
  Lifecycle: members('postStart:LifecycleHandler preStop:LifecycleHandler stopSignal'),
  LifecycleHandler: members(HANDLER),
  ExecAction: members('command:[]string'),
  HTTPGetAction: members('path port:IntOrString host scheme httpHeaders:[]any'),
  TCPSocketAction: members('port:IntOrString host'),
  GRPCAction: members('port:int32 service'),
  SleepAction: members('seconds:int64'),
  SecurityContext: members(`capabilities:any privileged:bool seLinuxOptions:any windowsOptions:any runAsUser:int64
    runAsGroup:int64 runAsNonRoot:bool readOnlyRootFilesystem:bool allowPrivilegeEscalation:bool procMount
    seccompProfile:any appArmorProfile:any`),
  Volume: members(`name emptyDir:any hostPath:any configMap:any secret:any persistentVolumeClaim:any projected:any
    downwardAPI:any ephemeral:any nfs:any csi:any image:any iscsi:any rbd:any cephfs:any fc:any flexVolume:any
    glusterfs:any gcePersistentDisk:any awsElasticBlockStore:any azureDisk:any azureFile:any cinder:any flocker:any
    gitRepo:any portworxVolume:any quobyte:any scaleIO:any storageos:any vsphereVolume:any photonPersistentDisk:any`),
  Affinity: members('nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity'),
  NodeAffinity: members(`requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
    preferredDuringSchedulingIgnoredDuringExecution:[]PreferredSchedulingTerm`),
  NodeSelector: members('nodeSelectorTerms:[]NodeSelectorTerm'),
  NodeSelectorTerm: members('matchExpressions:[]NodeSelectorRequirement matchFields:[]NodeSelectorRequirement'),
  NodeSelectorRequirement: members('key operator values:[]string'),
  PreferredSchedulingTerm: members('weight:int32 preference:NodeSelectorTerm'),
  PodAffinity: members(`requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
    preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm`),
  PodAntiAffinity: members(`requiredDuringSchedulingIgnoredDuringExecution:[]PodAffinityTerm
    preferredDuringSchedulingIgnoredDuringExecution:[]WeightedPodAffinityTerm`),
  WeightedPodAffinityTerm: members('weight:int32 podAffinityTerm:PodAffinityTerm'),
  PodAffinityTerm: members(`labelSelector:LabelSelector namespaces:[]string topologyKey namespaceSelector:LabelSelector
    matchLabelKeys:[]string mismatchLabelKeys:[]string`),
  Toleration: members('key operator value effect tolerationSeconds:int64'),
  TopologySpreadConstraint: members(`maxSkew:int32 topologyKey whenUnsatisfiable labelSelector:LabelSelector
    minDomains:int32 nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys:[]string`),
  PodOS: members('name'),
  PodSchedulingGate: members('name'),
  PodStatus:
    members(`observedGeneration:int64 phase conditions:[]any message reason nominatedNodeName hostIP hostIPs:[]any
    podIP podIPs:[]any startTime:Time initContainerStatuses:[]any containerStatuses:[]any
    ephemeralContainerStatuses:[]any qosClass resize resourceClaimStatuses:[]any extendedResourceClaimStatus:any`),
  Binding: members(`${TYPED} target:ObjectReference`),
  Eviction: members(`${TYPED} deleteOptions:any`),
};

const WORKLOADS: StructTypes = {
  ReplicationController: members(`${TYPED} spec:ReplicationControllerSpec status:any`),
  ReplicationControllerSpec: members(
    'replicas:int32 minReadySeconds:int32 selector:map[string]string template:PodTemplateSpec',
  ),
  ReplicaSet: members(`${TYPED} spec:ReplicaSetSpec status:any`),
  ReplicaSetSpec: members('replicas:int32 minReadySeconds:int32 selector:LabelSelector template:PodTemplateSpec'),
  Deployment: members(`${TYPED} spec:DeploymentSpec status:any`),
  DeploymentSpec: members(`replicas:int32 selector:LabelSelector template:PodTemplateSpec strategy:DeploymentStrategy
    minReadySeconds:int32 revisionHistoryLimit:int32 paused:bool progressDeadlineSeconds:int32`),
  DeploymentStrategy: members('type rollingUpdate:RollingUpdateDeployment'),
  RollingUpdateDeployment: members('maxUnavailable:IntOrString maxSurge:IntOrString'),
  Scale: members(`${TYPED} spec:ScaleSpec status:any`),
  ScaleSpec: members('replicas:int32'),
};

const OTHERS: StructTypes = {
  Namespace: members(`${TYPED} spec:any status:any`),
  Node: members(`${TYPED} spec:NodeSpec status:any`),
  NodeSpec: members(
    'podCIDR podCIDRs:[]string providerID unschedulable:bool taints:[]Taint configSource:any externalID',
  ),
  Taint: members('key value effect timeAdded:Time'),
  Service: members(`${TYPED} spec:ServiceSpec status:any`),
  ServiceSpec: members(`ports:[]ServicePort selector:map[string]string clusterIP clusterIPs:[]string type
    externalIPs:[]string sessionAffinity sessionAffinityConfig:any loadBalancerIP loadBalancerSourceRanges:[]string
    loadBalancerClass allocateLoadBalancerNodePorts:bool externalName externalTrafficPolicy internalTrafficPolicy
    healthCheckNodePort:int32 publishNotReadyAddresses:bool ipFamilies:[]string ipFamilyPolicy trafficDistribution`),
  ServicePort: members('name protocol appProtocol port:int32 targetPort:IntOrString nodePort:int32'),
  EndpointSlice: members(`${TYPED} addressType endpoints:[]any ports:[]any`),
  ConfigMap: members(`${TYPED} immutable:bool data:map[string]string binaryData:map[string]string`),
  Secret: members(`${TYPED} immutable:bool data:map[string]string stringData:map[string]string type`),
  ServiceAccount: members(`${TYPED} secrets:[]ObjectReference imagePullSecrets:[]LocalObjectReference
    automountServiceAccountToken:bool`),
  Role: members(`${TYPED} rules:[]PolicyRule`),
  ClusterRole: members(`${TYPED} rules:[]PolicyRule aggregationRule:any`),
  PolicyRule: members(
    'verbs:[]string apiGroups:[]string resources:[]string resourceNames:[]string nonResourceURLs:[]string',
  ),
  RoleBinding: members(`${TYPED} subjects:[]Subject roleRef:RoleRef`),
  ClusterRoleBinding: members(`${TYPED} subjects:[]Subject roleRef:RoleRef`),
  Subject: members('kind apiGroup name namespace'),
  RoleRef: members('apiGroup kind name'),
  Lease: members(`${TYPED} spec:LeaseSpec`),
  LeaseSpec: members(`holderIdentity leaseDurationSeconds:int32 acquireTime:Time renewTime:Time leaseTransitions:int32
    strategy preferredHolder`),
  Event:
    members(`${TYPED} involvedObject:ObjectReference reason message source:any firstTimestamp:Time lastTimestamp:Time
    eventTime:Time count:int32 type action related:any series:any reportingComponent reportingInstance`),
  PodDisruptionBudget: members(`${TYPED} spec:PodDisruptionBudgetSpec status:any`),
  PodDisruptionBudgetSpec: members(
    'minAvailable:IntOrString maxUnavailable:IntOrString selector:LabelSelector unhealthyPodEvictionPolicy',
  ),
  ResourceQuota: members(`${TYPED} spec:ResourceQuotaSpec status:any`),
  ResourceQuotaSpec: members('hard:map[string]Quantity scopes:[]string scopeSelector:any'),
  LimitRange: members(`${TYPED} spec:LimitRangeSpec`),
  LimitRangeSpec: members('limits:[]LimitRangeItem'),
  LimitRangeItem: members(`type max:map[string]Quantity min:map[string]Quantity default:map[string]Quantity
    defaultRequest:map[string]Quantity maxLimitRequestRatio:map[string]Quantity`),
};

export const STRUCTS: StructTypes = { ...META, ...POD, ...WORKLOADS, ...OTHERS };
