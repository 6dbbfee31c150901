import type { Card, CardView, Fact, Option } from '../../cluster/card.ts';
import { asPod } from '../../cluster/objects.ts';
import { kubeletOf } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { noRouteOptions } from '../no-route.ts';
import { assessNodes, scoresFor, victimsOn, type Assessment } from './assess.ts';
import { nodeFacts, podFacts, scoreFacts } from './facts.ts';
import { knownPod } from './queue.ts';

export function showScheduling(state: ClusterState, card: Card): CardView {
  const stored = knownPod(state, card.about);
  const pod = stored === null ? null : asPod(stored.object);
  const facts = pod === null ? [] : podFacts(pod);
  const assessments = assessNodes(state, card.about);
  switch (card.kind) {
    case 'worksheet':
      return {
        ...card,
        title: { key: 'card.worksheet.title' },
        facts,
        options: [nobody(card), ...noRouteOptions(card, [{ to: 'etcd', verb: 'Txn', path: stored?.key ?? '' }])],
        form: {
          kind: 'worksheet',
          nodes: assessments.map(({ node }) => ({ node, facts: nodeFacts(state, pod, node) })),
        },
      };
    case 'score':
      return {
        ...card,
        title: { key: 'card.score.title' },
        facts: [...facts, ...scoreFacts(scoresFor(state, card.about), false)],
        options: scoresFor(state, card.about).map(({ node }) => nodeOption(card, 'ScoreNodes', node)),
      };
    case 'preempt':
      return { ...card, title: { key: 'card.preempt.title' }, ...preemption(state, card, facts, assessments) };
    default:
      return { ...card, title: { key: 'card.bind.title' }, ...binding(state, card, facts, assessments, pod) };
  }
}

function nobody(card: Card): Option {
  return {
    id: 'nobody',
    label: { key: 'option.MarkUnschedulable' },
    action: { type: 'MarkUnschedulable', card: card.id },
  };
}

function nodeOption(card: Card, type: 'ScoreNodes' | 'BindPod', node: string): Option {
  const id = type === 'BindPod' ? `bind-${node}` : `best-${node}`;
  return { id, label: { key: `option.${type}`, params: { node } }, action: { type, card: card.id, node } };
}

type Shown = Pick<CardView, 'facts' | 'options'>;

/** Every number that speaks for a node; with a single feasible node nothing is scored. */
function binding(
  state: ClusterState,
  card: Card,
  facts: readonly Fact[],
  assessments: readonly Assessment[],
  pod: Pod | null,
): Shown {
  const filed = (state.scheduler.worksheets[card.about] ?? []).filter(({ feasible }) => feasible);
  const ticked: Fact = {
    label: { key: 'fact.worksheet' },
    value: filed.map(({ node }) => node).join(', ') || '—',
  };
  const scores = scoresFor(state, card.about);
  const telling = noRouteOptions(card, [
    { to: kubeletOf(assessments[0]?.node ?? ''), verb: 'POST', path: `/pods/${pod?.metadata.name ?? ''}` },
  ]);
  return {
    facts: [...facts, ticked, ...(scores.length > 1 ? scoreFacts(scores, true) : [])],
    options: [...assessments.map(({ node }) => nodeOption(card, 'BindPod', node)), nobody(card), ...telling],
  };
}

/** Each node where deleting less important pods would make room, with who would have to go. */
function preemption(
  state: ClusterState,
  card: Card,
  facts: readonly Fact[],
  assessments: readonly Assessment[],
): Shown {
  const choices = assessments.flatMap(({ node }) => {
    const victims = victimsOn(state, card.about, node);
    return victims === null ? [] : [{ node, victims }];
  });
  const there = choices.map(({ node, victims }): Fact => ({
    label: { key: 'fact.victims', params: { node } },
    value: victims.map(({ metadata, spec }) => `${metadata.name ?? ''} (${spec?.priority ?? 0})`).join(', '),
  }));
  const options = choices.map(({ node, victims }): Option => ({
    id: `preempt-${node}`,
    label: { key: 'option.PreemptPods', params: { node, pods: namesOf(victims) } },
    action: { type: 'PreemptPods', card: card.id, node },
  }));
  return {
    facts: [...facts, ...there],
    options: [...options, { ...nobody(card), label: { key: 'option.KeepOthers' } }],
  };
}

function namesOf(pods: readonly Pod[]): string {
  return pods.map(({ metadata }) => metadata.name ?? '').join(', ');
}
