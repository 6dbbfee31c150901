import { adviseCard } from '../../lib/session/advise.ts';
import { decideCommand } from '../../lib/session/decide.ts';
import { foldEntries } from '../../lib/session/evolve.ts';
import { idleUntil, playerOf, waitingCards } from '../../lib/session/idle.ts';
import type { SessionRules } from '../../lib/session/rules.ts';
import { ownView, seatsView, sharedView, standpoint } from '../../lib/session/view-for.ts';
import type { Play } from './ports.ts';

/** The session's pure functions, bound to the rules the product plays by. */
export function playBy(rules: SessionRules): Play {
  return {
    decide: (state, command, actor) => decideCommand(state, command, actor, rules),
    fold: foldEntries,
    idleUntil,
    waitingCards,
    playerOf,
    advise: (state, card) => adviseCard(state, card, rules),
    sharedView: (state) => sharedView(state, rules),
    seatsView: (state, viewer) => seatsView(state, viewer, rules),
    ownView: (state, viewer) => ownView(state, viewer, rules),
    standpoint,
    waves: (lesson) => (Object.hasOwn(rules.lessons, lesson) ? rules.lessons[lesson]?.waves : undefined),
  };
}
