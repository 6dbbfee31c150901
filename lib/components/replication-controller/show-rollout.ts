import type { Card, CardView, Fact, Option } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import type { ReplicaSet } from '../../kubernetes/types/workload.ts';
import { noRouteOptions } from '../no-route.ts';
import { maxSurge, minAvailable } from './deployment-math.ts';
import { findNewReplicaSet } from './deployment-sets.ts';
import { isRollingOver, knownDeployment, stepOf, type KnownDeployment, type RolloutStep } from './deployments.ts';

/** A rollout's next step, with the numbers that limit it. */
export function showRollout(state: ClusterState, card: Card): CardView {
  const known = present(knownDeployment(state, card.about), 'Deployment of the card');
  const name = known.deployment.metadata.name ?? '';
  return {
    ...card,
    title: { key: 'card.rollout.title', params: { name } },
    facts: rolloutFacts(known),
    options: [
      ...(isRollingOver(known) ? [atOnce(card)] : []),
      ...stepOptions(card, stepOf(known)),
      { id: 'leave', label: { key: 'option.LeaveReplicas' }, action: { type: 'LeaveReplicas', card: card.id } },
      ...noRouteOptions(card, [{ to: 'etcd', verb: 'Txn', path: `/registry/replicasets/default/${name}` }]),
    ],
  };
}

function atOnce(card: Card): Option {
  return {
    id: 'at-once',
    label: { key: 'option.StepRollout.at-once' },
    action: { type: 'StepRollout', card: card.id, atOnce: true },
  };
}

/** One button for the step, whatever it is made of. */
function stepOptions(card: Card, { create, scale }: RolloutStep): Option[] {
  const action = { type: 'StepRollout', card: card.id, atOnce: false };
  if (create !== null) {
    const params = { replicas: create.spec?.replicas ?? 1 };
    return [{ id: 'step', label: { key: 'option.StepRollout.create', params }, action }];
  }
  const first = scale[0];
  if (first === undefined) return [];
  const name = scale.map(({ replicaSet }) => replicaSet.metadata.name ?? '').join(', ');
  const before = scale.map(({ replicaSet }) => replicaSet.spec?.replicas ?? 1).join(', ');
  const replicas = scale.map((scaling) => scaling.replicas).join(', ');
  return [{ id: 'step', label: { key: 'option.StepRollout.scale', params: { name, before, replicas } }, action }];
}

function rolloutFacts(known: KnownDeployment): Fact[] {
  const { deployment, sets } = known;
  const wanted = deployment.spec?.replicas ?? 1;
  const found = findNewReplicaSet(deployment, sets);
  const old = sets.filter((set) => set !== found && ((set.spec?.replicas ?? 1) > 0 || (set.status?.replicas ?? 0) > 0));
  return [
    { label: { key: 'fact.owner' }, value: `Deployment ${deployment.metadata.name ?? ''}` },
    { label: { key: 'fact.replicas-wanted' }, value: String(wanted) },
    { label: { key: 'fact.new-set' }, value: found === null ? '—' : setText(found) },
    { label: { key: 'fact.old-sets' }, value: old.map(setText).join(', ') || '—' },
    { label: { key: 'fact.at-most' }, value: String(wanted + maxSurge(deployment)) },
    { label: { key: 'fact.at-least' }, value: String(minAvailable(deployment)) },
  ];
}

/** `web-5d8f: 2, 1 available`. */
function setText({ metadata, spec, status }: ReplicaSet): string {
  return `${metadata.name ?? ''}: ${spec?.replicas ?? 1} (Ready ${status?.readyReplicas ?? 0})`;
}

/** What the real Deployment controller does next. */
export function adviseRollout(card: Card): Advice {
  return {
    action: { type: 'StepRollout', card: card.id, atOnce: false },
    because: { key: 'because.replication.rollout' },
  };
}
