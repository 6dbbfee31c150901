import type { Card } from '../../cluster/card.ts';
import type { Mistake } from '../../cluster/commands.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import type { Seat } from '../../cluster/seats.ts';
import { canonicalJson, fingerprint } from '../../kernel/canonical.ts';
import { knownService, refreshDesk, RESYNC_MILLIS, type KnownService } from './duty.ts';
import { addressOf, knownAddresses, rulesTo, type ServiceRules } from './rules-math.ts';

/** Writes the rules of one Service into this node's kernel. Nothing is sent to anybody. Models syncProxyRules. */
export function programRules(turn: Turn, seat: Seat, card: Card, chosen: readonly string[]): Outcome {
  const known = knownService(turn.state, seat, card.about);
  const offered = knownAddresses(known.slices, known.programmed);
  const unknown = chosen.find((address) => !offered.includes(address));
  if (unknown !== undefined) return refuse('Invalid', { field: 'endpoints', value: unknown });
  const rules = rulesTo(known.service, known.slices, known.programmed, chosen);
  turn.emit({ type: 'RulesProgrammed', node: seat.node ?? '', service: card.about, rules });
  return settle(turn, seat, card, known, rulesMistakes(known, rules));
}

/** Leaves the kernel as it is, and does not look again until something changes or the next round. */
export function leaveRules(turn: Turn, seat: Seat, card: Card): Outcome {
  const known = knownService(turn.state, seat, card.about);
  return settle(turn, seat, card, known, rulesMistakes(known, known.programmed));
}

/** What the rules lead to that does not answer, and what they lack. */
function rulesMistakes({ wanted, service }: KnownService, rules: ServiceRules): Mistake[] {
  const name = service?.metadata.name ?? Object.values(rules)[0]?.name ?? '';
  const right = endpointsOf(wanted);
  const given = endpointsOf(rules);
  const dead = given.filter((endpoint) => !right.includes(endpoint));
  if (dead.length > 0)
    return [{ rule: 'kube-proxy.dead-endpoint', params: { service: name, ip: dead.map(addressOf).join(', ') } }];
  return canonicalJson(rules) === canonicalJson(wanted)
    ? []
    : [{ rule: 'kube-proxy.no-rule', params: { service: name } }];
}

function endpointsOf(rules: ServiceRules): string[] {
  return Object.values(rules).flatMap(({ endpoints }) => endpoints);
}

function settle(turn: Turn, seat: Seat, card: Card, known: KnownService, mistakes: Mistake[]): Outcome {
  turn.close(seat.id, card.about);
  turn.cancelTimers('resync', seat.id, card.about);
  if (mistakes.length === 0) {
    refreshDesk(turn, seat, card.about);
    return done;
  }
  const node = seat.node ?? '';
  turn.emit({ type: 'RulesSettled', node, service: card.about, fingerprint: fingerprint(known.wanted) });
  turn.setTimer('resync', seat.id, card.about, turn.state.now + RESYNC_MILLIS);
  return { mistakes };
}
