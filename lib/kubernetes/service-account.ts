import type { Pod, PodSpec, Volume } from './types/pod.ts';

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
