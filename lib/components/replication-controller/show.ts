import type { Card, CardView, ChoiceRow, Fact, Option } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import { kubeletOf } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { compareStrings, sortedKeys } from '../../kernel/ordered.ts';
import { selectorText, labelSelectorAsSelector } from '../../kubernetes/selectors.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { noRouteOptions } from '../no-route.ts';
import { activePods, knownOwner, planFor, type KnownOwner } from './knowledge.ts';
import { lackingOf } from './actions.ts';
import { isPodReady } from './pod-status.ts';

/** Wanted against actual. Which of too many pods go is ticked in a form, by name. */
export function showReplicas(state: ClusterState, card: Card): CardView {
  const known = present(knownOwner(state, card.about), 'owner of the card');
  const lacking = lackingOf(known);
  const name = known.owner.metadata.name ?? '';
  return {
    ...card,
    title: { key: lacking > 0 ? 'card.replicas.few' : 'card.replicas.many', params: { name, kind: known.kind } },
    facts: ownerFacts(known),
    options:
      lacking > 0
        ? creations(state, card, known, lacking)
        : [leaving(card), markingReady(card), ...wrongWays(state, card, known)],
    ...(lacking < 0 && {
      form: {
        kind: 'choices' as const,
        rows: activePods(known)
          .toSorted((a, b) => compareStrings(a.metadata.name ?? '', b.metadata.name ?? ''))
          .map(podRow),
        action: { type: 'DeleteReplicas', card: card.id },
        member: 'pods',
        submit: { key: 'option.DeleteReplicas' },
      },
    }),
  };
}

export function ownerFacts(known: KnownOwner): Fact[] {
  const active = activePods(known);
  const names = active.map(({ metadata }) => metadata.name ?? '');
  const ending = known.pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
  return [
    { label: { key: 'fact.owner' }, value: `${known.kind} ${known.owner.metadata.name ?? ''}` },
    { label: { key: 'fact.replicas-wanted' }, value: String(known.owner.spec?.replicas ?? 1) },
    { label: { key: 'fact.replicas-actual' }, value: String(active.length) },
    { label: { key: 'fact.ready' }, value: String(active.filter(isPodReady).length) },
    { label: { key: 'fact.pods' }, value: names.join(', ') || '—' },
    ...(ending.length === 0
      ? []
      : [{ label: { key: 'fact.ending' }, value: ending.map(({ metadata }) => metadata.name).join(', ') }]),
    { label: { key: 'fact.owner-selector' }, value: selectorOf(known) },
  ];
}

function selectorOf({ kind, owner }: KnownOwner): string {
  const selector = owner.spec?.selector;
  if (kind === 'ReplicationController') {
    return Object.entries(selector ?? {})
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(',');
  }
  const converted = labelSelectorAsSelector(selector);
  return converted.ok ? selectorText(converted.value) : '—';
}

function creations(state: ClusterState, card: Card, known: KnownOwner, lacking: number): Option[] {
  const node = sortedKeys(state.machines)[0] ?? '';
  const create = (count: number): Option => ({
    id: `create-${count}`,
    label: { key: 'option.CreateReplicas.unbound', params: { count } },
    action: { type: 'CreateReplicas', card: card.id, count },
  });
  return [
    leaving(card),
    create(lacking),
    create(lacking + 1),
    {
      id: 'create-there',
      label: { key: 'option.CreateReplicas.node', params: { count: lacking, node } },
      action: { type: 'CreateReplicas', card: card.id, count: lacking, node },
    },
    markingReady(card),
    ...wrongWays(state, card, known),
  ];
}

function leaving(card: Card): Option {
  return { id: 'leave', label: { key: 'option.LeaveReplicas' }, action: { type: 'LeaveReplicas', card: card.id } };
}

function markingReady(card: Card): Option {
  return {
    id: 'mark-ready',
    label: { key: 'option.MarkReplicasReady' },
    action: { type: 'MarkReplicasReady', card: card.id },
  };
}

function wrongWays(state: ClusterState, card: Card, known: KnownOwner): Option[] {
  const name = known.owner.metadata.name ?? '';
  return noRouteOptions(card, [
    { to: kubeletOf(sortedKeys(state.machines)[0] ?? ''), verb: 'POST', path: `/pods/${name}` },
    { to: 'etcd', verb: 'Txn', path: `/registry/pods/default/${name}` },
  ]);
}

function podRow(pod: Pod): ChoiceRow {
  const { metadata, spec, status } = pod;
  return {
    id: metadata.uid ?? '',
    name: metadata.name ?? '',
    facts: [
      { label: { key: 'fact.node' }, value: spec?.nodeName ?? '—' },
      { label: { key: 'fact.phase-now' }, value: status?.phase ?? '—' },
      { label: { key: 'fact.ready' }, value: isPodReady(pod) ? 'True' : 'False' },
      { label: { key: 'fact.created' }, value: metadata.creationTimestamp ?? '—' },
    ],
  };
}

/** What the real controller does: as many as are missing, or the pods that rank first. */
export function adviseReplicas(state: ClusterState, card: Card): Advice {
  const known = present(knownOwner(state, card.about), 'owner of the card');
  const plan = planFor(state, known);
  const wanted = known.owner.spec?.replicas ?? 1;
  const actual = activePods(known).length;
  if (plan.do === 'delete') {
    const names = plan.pods.map(({ metadata }) => metadata.name ?? '').join(', ');
    return {
      action: { type: 'DeleteReplicas', card: card.id, pods: plan.pods.map(({ metadata }) => metadata.uid ?? '') },
      because: { key: 'because.replication.delete', params: { wanted, actual, names } },
    };
  }
  if (plan.do === 'nothing') {
    return { action: { type: 'LeaveReplicas', card: card.id }, because: { key: 'because.replication.leave' } };
  }
  return {
    action: { type: 'CreateReplicas', card: card.id, count: plan.count },
    because: { key: 'because.replication.create', params: { wanted, actual, count: plan.count } },
  };
}
