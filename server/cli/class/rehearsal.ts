import { assert } from '../../../lib/kernel/assert.ts';
import { adviseCard } from '../../../lib/session/advise.ts';
import type { Actor, SessionCommand } from '../../../lib/session/commands.ts';
import { decideCommand } from '../../../lib/session/decide.ts';
import { idleUntil, waitingCards } from '../../../lib/session/idle.ts';
import { rules } from '../../../lib/session/registry.ts';
import type { SessionState } from '../../../lib/session/state.ts';

const TURNS_MAX = 5_000;

/** How often each seat acts when bots play every required round from here on; what never acts is left out. */
export function rehearse(from: SessionState): ReadonlyMap<string, number> {
  const acts = new Map<string, number>();
  let state = from;
  const give = (command: SessionCommand, actor: Actor): void => {
    const decision = decideCommand(state, command, actor, rules);
    assert(decision.accepted, `${command.type} was refused in the rehearsal`);
    state = decision.state;
  };
  for (const [wave, { optional }] of (rules.lessons[from.room.lesson]?.waves ?? []).entries()) {
    if (optional) continue;
    give({ type: 'StartWave', wave }, { kind: 'teacher' });
    for (let turn = 0; turn < TURNS_MAX && !state.room.waveDone; turn += 1) {
      const card = waitingCards(state)[0];
      if (card !== undefined) {
        acts.set(card.seat, (acts.get(card.seat) ?? 0) + 1);
        give({ type: 'Act', seat: card.seat, action: adviseCard(state, card.id, rules).action }, { kind: 'bot' });
      } else if (idleUntil(state) === null) break;
      else give({ type: 'AdvanceClock' }, { kind: 'machinery' });
    }
  }
  return acts;
}
