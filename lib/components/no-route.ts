import type { Card, Option } from '../cluster/card.ts';
import type { Verb } from '../cluster/message.ts';
import type { SeatId } from '../cluster/seats.ts';

/** A way that this component does not have, offered among the options because people believe that it exists. */
export interface WrongWay {
  readonly to: SeatId;
  readonly verb: Verb;
  readonly path: string;
}

export function noRouteOptions(card: Card, ways: readonly WrongWay[]): Option[] {
  return ways.map(({ to, verb, path }) => ({
    id: `tell-${to}`,
    label: { key: `option.SendMessage.${verb}`, params: { to } },
    action: { type: 'SendMessage', card: card.id, to, verb, path },
  }));
}
