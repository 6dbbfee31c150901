import type { Pod } from '../types/pod.ts';

/** A member of something whose shape is not known. */
function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(values: readonly unknown[]): string[] {
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}

function containersOf({ spec }: Pod): readonly unknown[] {
  return [
    ...items(member(spec, 'initContainers')),
    ...items(member(spec, 'containers')),
    ...items(member(spec, 'ephemeralContainers')),
  ];
}

/** What `read` finds in every source of a pod's volumes, projected ones included. */
function fromVolumes({ spec }: Pod, read: (type: string, source: unknown) => unknown): unknown[] {
  return items(member(spec, 'volumes')).flatMap((volume) => {
    const sources = Object.entries(typeof volume === 'object' && volume !== null ? volume : {});
    return sources.flatMap(([type, source]) =>
      type === 'projected'
        ? items(member(source, 'sources')).flatMap((part) => [
            member(member(part, 'secret'), 'name') === undefined ? undefined : read('projected.secret', part),
            member(member(part, 'configMap'), 'name') === undefined ? undefined : read('projected.configMap', part),
          ])
        : [read(type, source)],
    );
  });
}

/** Names of the secrets that a pod refers to. Models pkg/api/pod/util.go VisitPodSecretNames. */
export function secretsOf(pod: Pod): ReadonlySet<string> {
  const pulled = items(member(pod.spec, 'imagePullSecrets')).map((secret) => member(secret, 'name'));
  const used = containersOf(pod).flatMap((container) => referencesOf(container, 'secretRef', 'secretKeyRef'));
  const mounted = fromVolumes(pod, (type, source) => {
    if (type === 'projected.secret') return member(member(source, 'secret'), 'name');
    const refs = ['secretRef', 'nodePublishSecretRef'].map((name) => member(member(source, name), 'name'));
    return member(source, 'secretName') ?? refs.find((name) => name !== undefined);
  });
  return new Set(texts([...pulled, ...used, ...mounted]));
}

/** Names of the ConfigMaps that a pod refers to. Models VisitPodConfigmapNames. */
export function configMapsOf(pod: Pod): ReadonlySet<string> {
  const used = containersOf(pod).flatMap((container) => referencesOf(container, 'configMapRef', 'configMapKeyRef'));
  const mounted = fromVolumes(pod, (type, source) => {
    if (type === 'projected.configMap') return member(member(source, 'configMap'), 'name');
    return type === 'configMap' ? member(source, 'name') : undefined;
  });
  return new Set(texts([...used, ...mounted]));
}

/** Names of the claims that a pod mounts; an ephemeral volume's claim is named after pod and volume. */
export function claimsOf(pod: Pod): ReadonlySet<string> {
  const claims = items(member(pod.spec, 'volumes')).map((volume) => {
    if (member(volume, 'ephemeral') !== undefined)
      return `${pod.metadata.name ?? ''}-${String(member(volume, 'name'))}`;
    return member(member(volume, 'persistentVolumeClaim'), 'claimName');
  });
  return new Set(texts(claims));
}

/** True when some projected source of the pod's volumes has this member. */
export function projects(pod: Pod, name: string): boolean {
  return items(member(pod.spec, 'volumes')).some((volume) =>
    items(member(member(volume, 'projected'), 'sources')).some((source) => member(source, name) !== undefined),
  );
}

function referencesOf(container: unknown, whole: string, key: string): unknown[] {
  return [
    ...items(member(container, 'envFrom')).map((source) => member(member(source, whole), 'name')),
    ...items(member(container, 'env')).map((variable) => member(member(member(variable, 'valueFrom'), key), 'name')),
  ];
}
