import { describe, expect, it } from 'vitest';
import { planDeployment, scalingMessage } from '../../../lib/components/replication-controller/deployment-plan.ts';
import { resized, revisionOf } from '../../../lib/components/replication-controller/deployment-sets.ts';
import { formatRfc3339 } from '../../../lib/kubernetes/rfc3339.ts';
import type { Pod } from '../../../lib/kubernetes/types/pod.ts';
import type { Deployment, DeploymentSpec, ReplicaSet } from '../../../lib/kubernetes/types/workload.ts';

const start = 1_767_225_600_000;

function deploymentOf(replicas: number, image: string, more: DeploymentSpec = {}): Deployment {
  return {
    metadata: { name: 'shop', namespace: 'default', uid: 'd', generation: 1 },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'shop' } },
      template: { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'c', image }] } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      progressDeadlineSeconds: 600,
      ...more,
    },
  };
}

/** A Deployment with its ReplicaSets, whose pods come and go at once unless `stuck`. */
class Rollout {
  sets: ReplicaSet[] = [];
  events: string[] = [];
  stuck = false;
  now = start;
  deployment: Deployment;

  constructor(deployment: Deployment) {
    this.deployment = deployment;
  }

  change(spec: DeploymentSpec): void {
    const { metadata } = this.deployment;
    const generation = (metadata.generation ?? 0) + 1;
    this.deployment = {
      ...this.deployment,
      metadata: { ...metadata, generation },
      spec: { ...this.deployment.spec, ...spec },
    };
  }

  setImage(image: string): void {
    this.change({ template: { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'c', image }] } } });
  }

  sync(pods: readonly Pod[] = []): void {
    const plan = planDeployment(this.deployment, this.sets, pods, this.now);
    if (plan.create !== null) this.#create(plan.create);
    for (const scaling of plan.scale) {
      if (scaling.replicas !== scaling.replicaSet.spec?.replicas) this.events.push(scalingMessage(scaling));
      this.#replace(scaling.replicaSet, resized(scaling, this.deployment));
    }
    if (plan.renumber !== null) this.#renumber(plan.renumber.replicaSet, plan.renumber.revision);
    this.sets = this.sets.filter((set) => !plan.remove.includes(set));
    const annotations = { 'deployment.kubernetes.io/revision': plan.revision };
    this.deployment = {
      ...this.deployment,
      metadata: { ...this.deployment.metadata, annotations },
      status: plan.status,
    };
  }

  settle(): void {
    for (let round = 0; round < 50; round += 1) {
      this.sync();
      this.sets = this.sets.map((set) => this.#follow(set));
      this.now += 1000;
    }
  }

  condition(wanted: string) {
    const found = this.deployment.status?.conditions?.find(({ type }) => type === wanted);
    return found === undefined ? null : [found.status, found.reason];
  }

  sizes(): (number | undefined)[] {
    return this.sets.map(({ spec }) => spec?.replicas);
  }

  #create(set: ReplicaSet): void {
    const uid = `rs-${this.sets.length}`;
    this.sets.push({ ...set, metadata: { ...set.metadata, uid, creationTimestamp: formatRfc3339(this.now) } });
    this.events.push(
      scalingMessage({ replicaSet: { ...set, spec: { ...set.spec, replicas: 0 } }, replicas: set.spec?.replicas ?? 0 }),
    );
  }

  #follow(set: ReplicaSet): ReplicaSet {
    const replicas = set.spec?.replicas ?? 0;
    const ready = this.stuck && set === this.sets.at(-1) ? 0 : replicas;
    return { ...set, status: { replicas, readyReplicas: ready, availableReplicas: ready } };
  }

  #renumber(old: ReplicaSet, revision: number): void {
    const current = this.sets.find(({ metadata }) => metadata.name === old.metadata.name) ?? old;
    const annotations = { ...current.metadata.annotations, 'deployment.kubernetes.io/revision': String(revision) };
    this.#replace(old, { ...current, metadata: { ...current.metadata, annotations } });
  }

  #replace(old: ReplicaSet, set: ReplicaSet): void {
    this.sets = this.sets.map((other) => (other.metadata.name === old.metadata.name ? set : other));
  }
}

describe('a deployment', () => {
  it('makes its first replica set, complete with owner, labels and revision', () => {
    const rollout = new Rollout(deploymentOf(2, 'nginx:1'));
    rollout.sync();
    const [set] = rollout.sets;
    const hash = set?.metadata.labels?.['pod-template-hash'] ?? '';
    expect(hash).toMatch(/^[a-z0-9]{10}$/);
    expect(set).toMatchObject({
      metadata: {
        name: `shop-${hash}`,
        labels: { app: 'shop', 'pod-template-hash': hash },
        annotations: {
          'deployment.kubernetes.io/revision': '1',
          'deployment.kubernetes.io/desired-replicas': '2',
          'deployment.kubernetes.io/max-replicas': '3',
        },
        ownerReferences: [{ kind: 'Deployment', name: 'shop', controller: true }],
      },
      spec: { replicas: 2, selector: { matchLabels: { app: 'shop', 'pod-template-hash': hash } } },
    });
    expect(rollout.events).toEqual([`Scaled up replica set shop-${hash} from 0 to 2`]);
    expect(rollout.condition('Progressing')).toEqual(['True', 'NewReplicaSetCreated']);
    expect(rollout.condition('Available')).toEqual(['False', 'MinimumReplicasUnavailable']);
    rollout.settle();
    expect(rollout.condition('Progressing')).toEqual(['True', 'NewReplicaSetAvailable']);
    expect(rollout.condition('Available')).toEqual(['True', 'MinimumReplicasAvailable']);
  });

  it('rolls to a new template step by step, and back by reusing the old set', () => {
    const rollout = new Rollout(deploymentOf(4, 'nginx:1'));
    rollout.settle();
    rollout.setImage('nginx:2');
    rollout.events = [];
    rollout.settle();
    const [first = '', second = ''] = rollout.sets.map(({ metadata }) => metadata.name);
    expect(rollout.events.map((event) => event.replace(first, 'A').replace(second, 'B'))).toEqual([
      'Scaled up replica set B from 0 to 1',
      'Scaled down replica set A from 4 to 2',
      'Scaled up replica set B from 1 to 3',
      'Scaled down replica set A from 2 to 0',
      'Scaled up replica set B from 3 to 4',
    ]);
    rollout.setImage('nginx:1');
    rollout.settle();
    expect(rollout.sets.map(revisionOf)).toEqual([3, 2]);
    expect(rollout.sizes()).toEqual([4, 0]);
    expect(rollout.deployment.metadata.annotations?.['deployment.kubernetes.io/revision']).toBe('3');
  });

  it('tells when it has stood still for too long, and does nothing about it', () => {
    const rollout = new Rollout(deploymentOf(4, 'nginx:1'));
    rollout.settle();
    rollout.setImage('nginx:broken');
    rollout.stuck = true;
    rollout.settle();
    expect(rollout.condition('Progressing')).toEqual(['True', 'ReplicaSetUpdated']);
    rollout.now += 600_000;
    rollout.sync();
    expect(rollout.condition('Progressing')).toEqual(['False', 'ProgressDeadlineExceeded']);
    expect(rollout.condition('Available')).toEqual(['True', 'MinimumReplicasAvailable']);
    expect(rollout.sizes()).toEqual([3, 2]);
  });

  it('shares out a change of size in the midst of a rollout', () => {
    const rollout = new Rollout(deploymentOf(4, 'nginx:1'));
    rollout.settle();
    rollout.setImage('nginx:broken');
    rollout.stuck = true;
    rollout.settle();
    rollout.change({ replicas: 8 });
    rollout.sync();
    expect(rollout.sizes()).toEqual([6, 4]);
    expect(
      rollout.sets.map(({ metadata }) => metadata.annotations?.['deployment.kubernetes.io/desired-replicas']),
    ).toEqual(['8', '8']);
  });

  it('changes nothing but its size while it is paused', () => {
    const rollout = new Rollout(deploymentOf(2, 'nginx:1'));
    rollout.settle();
    rollout.change({ paused: true });
    rollout.setImage('nginx:2');
    rollout.change({ replicas: 3 });
    rollout.settle();
    expect(rollout.sizes()).toEqual([3]);
  });

  it('stops everything before it begins again when the strategy is Recreate', () => {
    const rollout = new Rollout(deploymentOf(2, 'nginx:1', { strategy: { type: 'Recreate' } }));
    rollout.settle();
    rollout.setImage('nginx:2');
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'x', uid: 'rs-0', controller: true };
    const lingering: Pod = { metadata: { name: 'p', ownerReferences: [owner] }, status: { phase: 'Running' } };
    rollout.sync([lingering]);
    expect(rollout.sizes()).toEqual([0]);
    rollout.sync([lingering]);
    expect(rollout.sizes()).toEqual([0]);
    rollout.sync([]);
    expect(rollout.sizes()).toEqual([0, 2]);
  });

  it('forgets old sets beyond its history', () => {
    const rollout = new Rollout(deploymentOf(1, 'nginx:1', { revisionHistoryLimit: 1 }));
    for (const image of ['nginx:2', 'nginx:3', 'nginx:4']) {
      rollout.settle();
      rollout.setImage(image);
    }
    rollout.settle();
    expect(rollout.sets.map(revisionOf)).toEqual([3, 4]);
  });

  it('leaves the replica sets of others alone', () => {
    const foreign: ReplicaSet = {
      metadata: {
        name: 'other',
        namespace: 'default',
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'x', uid: 'x', controller: true }],
      },
      spec: { replicas: 9 },
    };
    const { status, create } = planDeployment(deploymentOf(2, 'nginx:1'), [foreign], [], start);
    expect([create?.spec?.replicas, status.replicas]).toEqual([2, 0]);
  });
});
