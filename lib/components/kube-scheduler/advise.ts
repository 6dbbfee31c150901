import type { Card } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { assessNodes, bestNode } from './assess.ts';

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
  const best = bestNode(state, card.about);
  if (best === null) {
    return {
      action: { type: 'MarkUnschedulable', card: card.id },
      because: { key: 'because.scheduler.nobody', params: { reasons: reasonsText(assessments) } },
    };
  }
  return {
    action: { type: 'BindPod', card: card.id, node: best },
    because: { key: 'because.scheduler.bind', params: { node: best } },
  };
}

function reasonsText(assessments: ReturnType<typeof assessNodes>): string {
  return assessments
    .filter(({ feasible }) => !feasible)
    .map(({ node, reasons }) => `${node}: ${reasons.join(', ')}`)
    .join('; ');
}
