import { canonicalJson, fingerprintText } from '../../kernel/canonical.ts';
import { compareStrings } from '../../kernel/ordered.ts';
import { safeEncode } from '../../kubernetes/safe-encode.ts';
import type { StringMap } from '../../kubernetes/types/meta.ts';
import type { PodTemplateSpec } from '../../kubernetes/types/pod.ts';
import type { Deployment, ReplicaSet } from '../../kubernetes/types/workload.ts';
import {
  compareAge,
  desiredReplicasAnnotation,
  maxReplicasAnnotation,
  maxSurge,
  type Scaling,
} from './deployment-math.ts';

const hashLabel = 'pod-template-hash';
export const revisionAnnotation = 'deployment.kubernetes.io/revision';

/** Annotations of a Deployment that its ReplicaSets do not inherit. */
const ownAnnotations: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'deprecated.deployment.rollback.to',
  'deployment.kubernetes.io/revision-history',
  revisionAnnotation,
  desiredReplicasAnnotation,
  maxReplicasAnnotation,
]);

/**
 * The mark that tells one pod template from another, part of names and labels. The real one is a hash of Go memory
 * and cannot be had elsewhere; this one depends on the template alone in the same way.
 */
export function podTemplateHash(template: PodTemplateSpec, collisions = 0): string {
  const digits = BigInt(`0x${fingerprintText(canonicalJson(template) + (collisions > 0 ? String(collisions) : ''))}`);
  return safeEncode(String(digits).slice(-10));
}

/** The ReplicaSet that has the Deployment's present template; the oldest of several. Models FindNewReplicaSet. */
export function findNewReplicaSet(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | null {
  const wanted = withoutHash(deployment.spec?.template);
  return sets.toSorted(compareAge).find((set) => withoutHash(set.spec?.template) === wanted) ?? null;
}

/** The ReplicaSets that the Deployment controls. */
export function ownedReplicaSets(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet[] {
  return sets.filter(
    ({ metadata }) =>
      metadata.namespace === deployment.metadata.namespace &&
      metadata.ownerReferences?.some(({ controller, uid }) => controller === true && uid === deployment.metadata.uid),
  );
}

/** The number of the rollout that made the set; 0 when it says nothing. */
export function revisionOf({ metadata }: ReplicaSet): number {
  const text = metadata.annotations?.[revisionAnnotation] ?? '';
  return /^\d+$/.test(text) ? Number(text) : 0;
}

/** The revision that the new ReplicaSet should have: one more than any old one. Models getAllReplicaSetsAndSyncRevision. */
export function nextRevision(oldSets: readonly ReplicaSet[]): number {
  return Math.max(0, ...oldSets.map(revisionOf)) + 1;
}

/** A ReplicaSet for the Deployment's present template, as it is to be created. Models getNewReplicaSet. */
export function newReplicaSet(deployment: Deployment, replicas: number, revision: number): ReplicaSet {
  const { name = '', namespace, uid = '' } = deployment.metadata;
  const { template = {}, selector, minReadySeconds } = deployment.spec ?? {};
  const hash = podTemplateHash(template, deployment.status?.collisionCount ?? 0);
  const labels: StringMap = { ...template.metadata?.labels, [hashLabel]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      ...(namespace !== undefined && { namespace }),
      labels,
      annotations: inheritedAnnotations(deployment, revision),
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    spec: {
      replicas,
      ...(minReadySeconds !== undefined && { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector?.matchLabels, [hashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** The Deployment's annotations, and what its ReplicaSet says about it beside. */
function inheritedAnnotations(deployment: Deployment, revision: number): StringMap {
  const inherited = Object.entries(deployment.metadata.annotations ?? {}).filter(([name]) => !ownAnnotations.has(name));
  return {
    ...Object.fromEntries(inherited),
    [revisionAnnotation]: String(revision),
    ...replicasAnnotations(deployment),
  };
}

function replicasAnnotations(deployment: Deployment): StringMap {
  const replicas = deployment.spec?.replicas ?? 1;
  return {
    [desiredReplicasAnnotation]: String(replicas),
    [maxReplicasAnnotation]: String(replicas + maxSurge(deployment)),
  };
}

/** The ReplicaSet as it is to be written: its size, and what it was told of the Deployment's. Models scaleReplicaSet. */
export function resized({ replicaSet, replicas }: Scaling, deployment: Deployment): ReplicaSet {
  const { metadata, spec } = replicaSet;
  return {
    ...replicaSet,
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...replicasAnnotations(deployment) } },
    spec: { ...spec, replicas },
  };
}

/** The old, empty ReplicaSets beyond the history limit, lowest revision first. Models cleanupDeployment. */
export function forgottenReplicaSets(deployment: Deployment, oldSets: readonly ReplicaSet[]): ReplicaSet[] {
  const limit = deployment.spec?.revisionHistoryLimit ?? 10;
  const alive = oldSets.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  return alive
    .toSorted((a, b) => revisionOf(a) - revisionOf(b) || compareStrings(a.metadata.name ?? '', b.metadata.name ?? ''))
    .slice(0, Math.max(0, alive.length - limit))
    .filter(({ spec, status, metadata }) => {
      const settled = (metadata.generation ?? 0) <= (status?.observedGeneration ?? 0);
      return (spec?.replicas ?? 1) === 0 && (status?.replicas ?? 0) === 0 && settled;
    });
}

function withoutHash(template: PodTemplateSpec | undefined): string {
  const { [hashLabel]: _hash, ...labels } = template?.metadata?.labels ?? {};
  return canonicalJson({ ...template, metadata: { ...template?.metadata, labels } });
}
