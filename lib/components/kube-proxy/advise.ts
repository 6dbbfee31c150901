import type { Card, Text } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { knownService } from './duty.ts';
import { addressOf } from './rules-math.ts';

/** What the real kube-proxy does with the Service on the card: the kernel gets what the slices say, no more. */
export function adviseRules(state: ClusterState, card: Card): Advice {
  const known = knownService(state, present(state.seats[card.seat], card.seat), card.about);
  const chosen = [...new Set(Object.values(known.wanted).flatMap(({ endpoints }) => endpoints.map(addressOf)))];
  const name = known.service?.metadata.name ?? '';
  const because: Text =
    known.service === null
      ? { key: 'because.kube-proxy.gone' }
      : chosen.length === 0
        ? { key: 'because.kube-proxy.reject', params: { service: name } }
        : { key: 'because.kube-proxy.program', params: { service: name, endpoints: chosen.join(', ') } };
  return { action: { type: 'ProgramRules', card: card.id, endpoints: chosen }, because };
}
