import { describe, expect, it } from 'vitest';
import {
  calculateStatus,
  planReplicas,
  slowStartSizes,
} from '../../../lib/components/replication-controller/replicaset.ts';
import type { Pod, PodPhase } from '../../../lib/kubernetes/types/pod.ts';
import type { ReplicaSet } from '../../../lib/kubernetes/types/workload.ts';

const now = 1_000_000_000_000;

function podIn(phase: PodPhase, name: string, node = 'n1'): Pod {
  return { metadata: { name, uid: name }, spec: { nodeName: node }, status: { phase } };
}

function wanting(replicas: number): ReplicaSet {
  return { metadata: { name: 'web' }, spec: { replicas, template: { metadata: { labels: { app: 'web' } } } } };
}

describe('wanted against actual', () => {
  const running = [podIn('Running', 'a'), podIn('Running', 'b')];

  it('creates what is missing, counting neither finished pods nor those on their way out', () => {
    const leaving: Pod = {
      ...podIn('Running', 'c'),
      metadata: { name: 'c', deletionTimestamp: '2026-01-01T00:00:00Z' },
    };
    const owned = [...running, podIn('Failed', 'd'), leaving];
    expect(planReplicas(wanting(3), owned, owned, now)).toEqual({ do: 'create', count: 1 });
  });

  it('deletes the surplus, those first that do least', () => {
    const owned = [...running, podIn('Pending', 'c')];
    expect(planReplicas(wanting(2), owned, owned, now)).toEqual({ do: 'delete', pods: [owned[2]] });
  });

  it('does nothing when the numbers agree, or the owner is going', () => {
    expect(planReplicas(wanting(2), running, running, now)).toEqual({ do: 'nothing' });
    const going = { ...wanting(5), metadata: { name: 'web', deletionTimestamp: '2026-01-01T00:00:00Z' } };
    expect(planReplicas(going, running, running, now)).toEqual({ do: 'nothing' });
  });

  it('does not create more than 500 at once, in batches that double', () => {
    expect(planReplicas(wanting(2000), [], [], now)).toEqual({ do: 'create', count: 500 });
    expect(slowStartSizes(10)).toEqual([1, 2, 4, 3]);
    expect(slowStartSizes(0)).toEqual([]);
  });
});

describe('the status of a replica set', () => {
  const failure = { reason: 'FailedCreate', message: 'exceeded quota' } as const;

  it('tells of a failure once, and forgets it when it is over', () => {
    const failing = calculateStatus(wanting(1), [], now, { failure, timestamp: 'then' });
    expect(failing.conditions).toEqual([
      { type: 'ReplicaFailure', status: 'True', lastTransitionTime: 'then', ...failure },
    ]);
    const again = calculateStatus({ ...wanting(1), status: failing }, [], now, { failure, timestamp: 'later' });
    expect(again.conditions).toEqual(failing.conditions);
    expect(calculateStatus({ ...wanting(1), status: failing }, [], now).conditions).toEqual([]);
  });

  it('calls a pod available only after it has been ready long enough', () => {
    const condition = { type: 'Ready', status: 'True' as const, lastTransitionTime: '2001-09-09T01:46:30Z' };
    const pod: Pod = { ...podIn('Running', 'a'), status: { phase: 'Running', conditions: [condition] } };
    const owner = (minReadySeconds: number): ReplicaSet => ({
      ...wanting(1),
      spec: { ...wanting(1).spec, minReadySeconds },
    });
    expect(calculateStatus(owner(10), [pod], now)).toMatchObject({ readyReplicas: 1, availableReplicas: 1 });
    expect(calculateStatus(owner(11), [pod], now)).toMatchObject({ readyReplicas: 1, availableReplicas: 0 });
  });
});
