import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isDeploymentComplete,
  maxSurge,
  minAvailable,
  reconcileNewReplicaSet,
  reconcileOldReplicaSets,
  type Scaling,
} from '../../../lib/components/replication-controller/deployment-math.ts';
import type { IntOrString } from '../../../lib/kubernetes/types/meta.ts';
import type { Deployment, ReplicaSet } from '../../../lib/kubernetes/types/workload.ts';

function deploymentOf(replicas: number, surge: IntOrString, unavailable: IntOrString): Deployment {
  const rollingUpdate = { maxSurge: surge, maxUnavailable: unavailable };
  return {
    metadata: { name: 'web', generation: 1 },
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate } },
  };
}

function setOf(name: string, replicas: number, available: number): ReplicaSet {
  return { metadata: { name }, spec: { replicas }, status: { replicas, availableReplicas: available } };
}

function apply(set: ReplicaSet, scalings: readonly Scaling[]): ReplicaSet {
  const replicas = scalings.findLast(({ replicaSet }) => replicaSet.metadata.name === set.metadata.name)?.replicas;
  if (replicas === undefined) return set;
  return setOf(set.metadata.name ?? '', replicas, Math.min(replicas, set.status?.availableReplicas ?? 0));
}

const size = (set: ReplicaSet): number => set.spec?.replicas ?? 0;
const available = (set: ReplicaSet): number => set.status?.availableReplicas ?? 0;

const share = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
);

describe('a rolling update', () => {
  it('never has too many pods or too few available, and ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        share,
        share,
        fc.infiniteStream(fc.boolean()),
        (replicas, surge, unavailable, luck) => {
          const deployment = deploymentOf(replicas, surge, unavailable);
          let fresh = setOf('new', 0, 0);
          let old = setOf('old', replicas, replicas);
          let rounds = 0;
          while (size(old) > 0 || available(fresh) < replicas) {
            const grow = reconcileNewReplicaSet(deployment, fresh, [old]);
            if (grow !== null) fresh = apply(fresh, [grow]);
            else {
              const { cleanups, scaleDowns } = reconcileOldReplicaSets(deployment, fresh, [old]);
              old = apply(old, [...cleanups, ...scaleDowns]);
            }
            expect(size(fresh) + size(old)).toBeLessThanOrEqual(replicas + maxSurge(deployment));
            expect(available(fresh) + available(old)).toBeGreaterThanOrEqual(minAvailable(deployment));
            if (luck.next().value === true || rounds % 2 === 1)
              fresh = setOf('new', size(fresh), Math.min(size(fresh), available(fresh) + 1));
            rounds += 1;
            expect(rounds).toBeLessThan(1000);
          }
          expect(size(fresh)).toBe(replicas);
        },
      ),
    );
  });

  it('clears away broken old pods first, so that they do not block it', () => {
    const { cleanups, scaleDowns } = reconcileOldReplicaSets(deploymentOf(10, 0, 2), setOf('new', 0, 0), [
      setOf('old', 10, 9),
    ]);
    expect([...cleanups, ...scaleDowns].map(({ replicas }) => replicas)).toEqual([9, 8]);
  });

  it('is complete when the controller has seen the spec and all pods are new and available', () => {
    const deployment = deploymentOf(3, 1, 0);
    const status = { replicas: 3, updatedReplicas: 3, availableReplicas: 3, observedGeneration: 1 };
    expect(isDeploymentComplete({ ...deployment, status })).toBe(true);
    expect(isDeploymentComplete({ ...deployment, status: { ...status, observedGeneration: 0 } })).toBe(false);
  });
});
