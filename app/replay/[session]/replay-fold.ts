import { canonicalJson } from '../../../lib/kernel/canonical.ts';
import { disturbancesOf, tellDisturbance } from '../../../lib/record/disturbances.ts';
import { adviseCard } from '../../../lib/session/advise.ts';
import { foldEntries } from '../../../lib/session/evolve.ts';
import { rules } from '../../../lib/session/registry.ts';
import type { SessionState } from '../../../lib/session/state.ts';
import { viewFor } from '../../../lib/session/view-for.ts';
import type { View, Eyes } from '../../../lib/session/view.ts';
import type { Chapter, ReplayEntry, Told } from './replay-messages.ts';

/** A state is kept this often: between two of them a seek folds forward. */
const KEEP_EVERY = 25;

/** A recording that can be looked at from any position. Positions are told apart by index: 0 is the first entry. */
export class Recording {
  readonly entries: readonly ReplayEntry[];
  /** What every so many entries begin with. */
  readonly #kept: (SessionState | null)[] = [];
  readonly last: SessionState;

  /** Folds everything once; throws when an entry does not follow from the one before. */
  constructor(entries: readonly ReplayEntry[]) {
    this.entries = entries;
    let state: SessionState | null = null;
    for (let begun = 0; begun < entries.length; begun += KEEP_EVERY) {
      this.#kept.push(state);
      state = foldEntries(state, entries.slice(begun, begun + KEEP_EVERY));
    }
    if (state === null) throw new Error('an empty recording');
    this.last = state;
  }

  /** The state after the entry at an index; null before the first. */
  at(index: number): SessionState | null {
    if (index < 0) return null;
    const base = Math.min(Math.floor((index + 1) / KEEP_EVERY), this.#kept.length - 1);
    return foldEntries(this.#kept[base] ?? null, this.entries.slice(base * KEEP_EVERY, index + 1));
  }

  look(index: number, viewer: Eyes): { readonly view: View; readonly told: Told } | null {
    const entry = this.entries[index];
    const state = this.at(index);
    if (entry === undefined || state === null) return null;
    return { view: viewFor(state, viewer, rules), told: tell(entry, this.at(index - 1), state) };
  }

  /** The rounds and the faults, in the order of the recording. */
  chapters(): Chapter[] {
    const waves = rules.lessons[this.last.room.lesson]?.waves ?? [];
    return this.entries.flatMap((entry, index) => {
      const { outcome } = entry;
      const events = 'refusal' in outcome ? [] : outcome.events;
      const rounds = events.flatMap((event): Chapter[] =>
        event.type === 'WaveStarted' ? [{ index, begins: { wave: event.wave, id: waves[event.wave]?.id ?? '' } }] : [],
      );
      const faults = disturbancesOf(entry).map((one): Chapter => ({ index, begins: { said: tellDisturbance(one) } }));
      return [...rounds, ...faults];
    });
  }

  /** Indexes of entries in which something was refused or went wrong. */
  faults(): number[] {
    return this.entries.flatMap(({ outcome }, index) =>
      'refusal' in outcome || outcome.mistakes.length > 0 ? [index] : [],
    );
  }
}

function tell(entry: ReplayEntry, before: SessionState | null, after: SessionState): Told {
  const { position, actor, command, outcome } = entry;
  const steps = after.board.rows.flatMap(({ lit }) =>
    Object.entries(lit).flatMap(([step, at]) => (at === position ? [Number(step)] : [])),
  );
  return {
    position,
    clock: before?.cluster.now ?? 0,
    actor: actor.kind,
    ...(actor.participant !== undefined && { participant: actor.participant }),
    ...(command.type === 'Act' ? { seat: command.seat } : actor.seat !== undefined && { seat: actor.seat }),
    command: command.type,
    ...wordsOf(entry, before),
    disturbed: disturbancesOf(entry).map(tellDisturbance),
    ...('refusal' in outcome && { refusal: outcome.refusal }),
    mistakes: 'refusal' in outcome ? [] : outcome.mistakes,
    steps: [...new Set(steps)].sort((left, right) => left - right),
  };
}

/** The chosen option's label, and the reference's reason when it would have done the same. */
function wordsOf({ command }: ReplayEntry, before: SessionState | null): Pick<Told, 'choice' | 'because'> {
  if (command.type !== 'Act' || before === null || !('card' in command.action)) return {};
  const card = before.cluster.cards[command.action.card ?? ''];
  const component = card === undefined ? undefined : before.cluster.seats[card.seat]?.component;
  if (card === undefined || component === undefined) return {};
  const same = (action: unknown): boolean => canonicalJson(action) === canonicalJson(command.action);
  const choice = rules.components[component]
    .show(before.cluster, card)
    .options.find(({ action }) => same(action))?.label;
  const advice = adviseCard(before, card.id, rules);
  return { ...(choice !== undefined && { choice }), ...(same(advice.action) && { because: advice.because }) };
}
