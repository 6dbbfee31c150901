import type { Card } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { assessNodes, bestNode, preemptionFor } from './assess.ts';

/** What the real kube-scheduler does with the pod on the card. */
export function adviseScheduling(state: ClusterState, card: Card): Advice {
  const assessments = assessNodes(state, card.about);
  if (card.kind === 'worksheet') {
    const verdicts = assessments.map(({ node, feasible }) => ({ node, feasible }));
    return {
      action: { type: 'FileWorksheet', card: card.id, verdicts },
      because: { key: 'because.scheduler.worksheet', params: { reasons: reasonsText(assessments) } },
    };
  }
  if (card.kind === 'preempt') return advisePreemption(state, card, assessments);
  const best = bestNode(state, card.about);
  if (best === null) return giveUp(card, assessments);
  if (card.kind === 'score') {
    return {
      action: { type: 'ScoreNodes', card: card.id, node: best },
      because: { key: 'because.scheduler.score', params: { node: best } },
    };
  }
  return {
    action: { type: 'BindPod', card: card.id, node: best },
    because: { key: 'because.scheduler.bind', params: { node: best } },
  };
}

function advisePreemption(state: ClusterState, card: Card, assessments: ReturnType<typeof assessNodes>): Advice {
  const candidate = preemptionFor(state, card.about);
  if (candidate === null) return giveUp(card, assessments);
  const { node, victims } = candidate;
  const pods = victims.map(({ metadata }) => metadata.name ?? '').join(', ');
  return {
    action: { type: 'PreemptPods', card: card.id, node },
    because: { key: 'because.scheduler.preempt', params: { node, pods } },
  };
}

function giveUp(card: Card, assessments: ReturnType<typeof assessNodes>): Advice {
  return {
    action: { type: 'MarkUnschedulable', card: card.id },
    because: { key: 'because.scheduler.nobody', params: { reasons: reasonsText(assessments) } },
  };
}

function reasonsText(assessments: ReturnType<typeof assessNodes>): string {
  return assessments
    .filter(({ feasible }) => !feasible)
    .map(({ node, reasons }) => `${node}: ${reasons.join(', ')}`)
    .join('; ');
}
