import type { Card, CardView, Fact, Option } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import { asNode, asPod } from '../../cluster/objects.ts';
import { kubeletOf } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { taintText } from '../../kubernetes/taints.ts';
import { noRouteOptions } from '../no-route.ts';
import { knownNode, knownPod, podsOn, silenceOf, stillReady, taintsDue } from './desk.ts';

/** What the node controller sees of a node that is silent, or of a pod that may stay no longer. */
export function showNode(state: ClusterState, card: Card): CardView {
  const title = { key: `card.${card.kind}.title`, params: { name: nameOf(state, card) } };
  return { ...card, title, facts: factsOf(state, card), options: optionsOf(state, card) };
}

function nameOf(state: ClusterState, card: Card): string {
  const pod = card.kind === 'evict-pod' ? knownPod(state, card.about) : null;
  return pod === null ? card.about : (asPod(pod.object).metadata.name ?? '');
}

function factsOf(state: ClusterState, card: Card): Fact[] {
  if (card.kind === 'evict-pod') return podFacts(state, card.about);
  const stored = knownNode(state, card.about);
  const node = stored === null ? null : asNode(stored.object);
  const ready = node?.status?.conditions?.find(({ type }) => type === 'Ready');
  const facts: Fact[] = [
    { label: { key: 'fact.node' }, value: card.about },
    { label: { key: 'fact.ready' }, value: ready?.status ?? '—' },
    { label: { key: 'fact.silent' }, value: `${Math.round(silenceOf(state, card.about) / 1000)}s` },
    { label: { key: 'fact.grace' }, value: `${(state.settings.nodeGraceMillis ?? 50_000) / 1000}s` },
    { label: { key: 'fact.taints' }, value: (node?.spec?.taints ?? []).map(taintText).join(', ') || '—' },
  ];
  const pods = card.kind === 'node-pods' ? stillReady(state, card.about) : podsOn(state, card.about);
  const names = pods.map(({ object }) => asPod(object).metadata.name ?? '').join(', ');
  return [...facts, { label: { key: 'fact.pods-there' }, value: names || '—' }];
}

function podFacts(state: ClusterState, uid: string): Fact[] {
  const stored = knownPod(state, uid);
  if (stored === null) return [];
  const { metadata, spec } = asPod(stored.object);
  const tolerations = (spec?.tolerations ?? []).map(
    ({ key = '*', effect = '', tolerationSeconds }) => `${key}:${effect} ${tolerationSeconds ?? '∞'}s`,
  );
  return [
    { label: { key: 'fact.pod' }, value: `${metadata.namespace}/${metadata.name}` },
    { label: { key: 'fact.node' }, value: spec?.nodeName ?? '—' },
    { label: { key: 'fact.tolerations' }, value: tolerations.join(', ') || '—' },
  ];
}

function optionsOf(state: ClusterState, card: Card): Option[] {
  const option = (type: string): Option => ({
    id: type,
    label: { key: `option.${type}`, params: { name: nameOf(state, card) } },
    action: { type, card: card.id },
  });
  const kubelet = noRouteOptions(card, [{ to: kubeletOf(nodeOf(state, card)), verb: 'GET', path: '/healthz' }]);
  switch (card.kind) {
    case 'node-silent':
      return [option('EvictAtOnce'), option('MarkUnknown'), ...kubelet];
    case 'node-pods':
      return [option('LeavePodsReady'), option('MarkPodsNotReady'), option('EvictAtOnce')];
    case 'node-taints':
      return [option('TaintNode'), ...(recovering(state, card.about) ? [] : [option('EvictAtOnce')]), ...kubelet];
    default:
      return [option('EvictPod'), option('LeavePod'), ...kubelet];
  }
}

function nodeOf(state: ClusterState, card: Card): string {
  const pod = card.kind === 'evict-pod' ? knownPod(state, card.about) : null;
  return pod === null ? card.about : (asPod(pod.object).spec?.nodeName ?? '');
}

/** True when the taints that are due are fewer than there are: the node is back. */
function recovering(state: ClusterState, name: string): boolean {
  const stored = knownNode(state, name);
  const due = stored === null ? null : taintsDue(state, stored);
  return stored !== null && due !== null && due.taints.length < (asNode(stored.object).spec?.taints ?? []).length;
}

/** What the real controllers do: never ask the node, never hurry. */
export function adviseNode(state: ClusterState, card: Card): Advice {
  const name = nameOf(state, card);
  switch (card.kind) {
    case 'node-silent':
      return {
        action: { type: 'MarkUnknown', card: card.id },
        because: { key: 'because.node-controller.unknown', params: { name } },
      };
    case 'node-pods':
      return {
        action: { type: 'MarkPodsNotReady', card: card.id },
        because: { key: 'because.node-controller.not-ready', params: { name } },
      };
    case 'node-taints':
      return {
        action: { type: 'TaintNode', card: card.id },
        because: {
          key: recovering(state, card.about) ? 'because.node-controller.untaint' : 'because.node-controller.taint',
          params: { name },
        },
      };
    default:
      return {
        action: { type: 'EvictPod', card: card.id },
        because: { key: 'because.node-controller.evict', params: { name } },
      };
  }
}
