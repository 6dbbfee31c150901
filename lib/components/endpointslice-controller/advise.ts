import type { Card } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { knownService, readyPods } from './knowledge.ts';

/** What the real controller does: who matches the selector and is Ready stands in the slice as ready. */
export function adviseSlices(state: ClusterState, card: Card): Advice {
  const known = present(knownService(state, card.about), 'Service of the card');
  const ready = readyPods(known);
  const names = known.pods.flatMap(({ metadata }) => (ready.includes(metadata.uid ?? '') ? (metadata.name ?? []) : []));
  const service = known.service.metadata.name ?? '';
  return {
    action: { type: 'WriteSlice', card: card.id, pods: ready },
    because:
      names.length === 0
        ? { key: 'because.endpointslice.nobody', params: { service } }
        : { key: 'because.endpointslice.ready', params: { service, pods: names.join(', ') } },
  };
}
