import type { Container } from './types/container.ts';
import type { Pod, PodSpec, Volume } from './types/pod.ts';

/**
 * What the API server fills in when a pod is created without saying otherwise.
 * Models SetDefaults_Pod, SetDefaults_PodSpec and SetDefaults_Container of pkg/apis/core/v1/defaults.go.
 */
export function withPodDefaults(pod: Pod): Pod {
  const spec: PodSpec = pod.spec ?? {};
  return {
    ...pod,
    spec: {
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      enableServiceLinks: true,
      securityContext: {},
      ...spec,
      ...(spec.containers !== undefined && { containers: spec.containers.map(withContainerDefaults) }),
      ...(spec.initContainers !== undefined && { initContainers: spec.initContainers.map(withContainerDefaults) }),
    },
  };
}

function withContainerDefaults(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  return {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicyOf(container.image ?? ''),
    ...container,
    // A limit without a request asks for as much as it allows.
    resources: {
      ...container.resources,
      ...(limits !== undefined && { requests: { ...limits, ...requests } }),
    },
  };
}

/** `Always` for `:latest` and for no tag at all; a digest or another tag is looked up on the node first. */
function pullPolicyOf(image: string): 'Always' | 'IfNotPresent' {
  const name = image.split('/').at(-1) ?? '';
  if (name.includes('@')) return 'IfNotPresent';
  const [, tag] = name.split(':');
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}

/** The default priority of a cluster without priority classes. Models the Priority admission plugin. */
export function withDefaultPriority(pod: Pod): Pod {
  return { ...pod, spec: { priority: 0, preemptionPolicy: 'PreemptLowerPriority', ...pod.spec } };
}

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The `default` service account and the projected volume with its token, the CA and the namespace.
 * Models plugin/pkg/admission/serviceaccount; `suffix` is the five random letters of the volume's name.
 */
export function withServiceAccount(pod: Pod, suffix: string): Pod {
  const spec: PodSpec = pod.spec ?? {};
  const account = spec.serviceAccountName ?? 'default';
  const named = { ...spec, serviceAccountName: account, serviceAccount: account };
  if (spec.automountServiceAccountToken === false) return { ...pod, spec: named };
  const name = `kube-api-access-${suffix}`;
  const mount = { name, mountPath: TOKEN_PATH, readOnly: true };
  return {
    ...pod,
    spec: {
      ...named,
      volumes: [...(spec.volumes ?? []), tokenVolume(name)],
      containers: (spec.containers ?? []).map((container) => ({
        ...container,
        volumeMounts: [...(container.volumeMounts ?? []), mount],
      })),
    },
  };
}

function tokenVolume(name: string): Volume {
  return {
    name,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        {
          downwardAPI: {
            items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
          },
        },
      ],
    },
  };
}
