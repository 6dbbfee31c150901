import type { CardView, Form, Text } from '../cluster/card.ts';
import type { SeatAction } from '../cluster/commands.ts';
import { canonicalJson } from '../kernel/canonical.ts';

/** One of the things that the player of a card may do next, as others are asked about it. */
export interface Choice {
  readonly id: string;
  readonly label: Text;
}

const FILL_FORM = 'fill-form';
const SOMETHING_ELSE = 'something-else';

/**
 * What others may expect the player of a card to do, in the order of the card: a form in a few words, then its
 * options. Without facts, so that nobody learns what only this seat knows; never says which one is right.
 */
export function choicesOf(card: CardView): readonly Choice[] {
  return [...formChoices(card.form), ...card.options.map(({ id, label }) => ({ id, label }))];
}

/** Which of the choices an action is; what is none of them is `something-else`. */
export function choiceOf(card: CardView, action: SeatAction): Choice {
  const text = canonicalJson(action);
  const option = card.options.find((candidate) => canonicalJson(candidate.action) === text);
  if (option !== undefined) return { id: option.id, label: option.label };
  const id = card.form === undefined ? null : formChoiceId(card.form, action);
  const found = formChoices(card.form).find((choice) => choice.id === id);
  return found ?? { id: SOMETHING_ELSE, label: { key: 'prediction.something-else' } };
}

function formChoices(form: Form | undefined): readonly Choice[] {
  switch (form?.kind) {
    case undefined:
      return [];
    case 'manifest':
      return [{ id: FILL_FORM, label: { key: 'prediction.manifest' } }];
    case 'worksheet':
      return tickChoices(form.nodes.length);
    case 'choices':
      return tickChoices(form.rows.length);
  }
}

/** How much is ticked says enough to be foreseen, whatever there is to tick. */
function tickChoices(rows: number): readonly Choice[] {
  const shares = rows < 2 ? ['all', 'none'] : ['all', 'some', 'none'];
  return shares.map((share) => ({ id: `tick-${share}`, label: { key: `prediction.tick.${share}` } }));
}

function formChoiceId(form: Form, action: SeatAction): string | null {
  switch (form.kind) {
    case 'manifest':
      return action.type === 'CreatePod' ? FILL_FORM : null;
    case 'worksheet':
      if (action.type !== 'FileWorksheet') return null;
      return tickId(action.verdicts.filter(({ feasible }) => feasible).length, form.nodes.length);
    case 'choices': {
      if (action.type !== form.action['type']) return null;
      const ticked = memberOf(action, form.member);
      return Array.isArray(ticked) ? tickId(ticked.length, form.rows.length) : null;
    }
  }
}

function memberOf(action: SeatAction, member: string): unknown {
  return Object.entries(action).find(([name]) => name === member)?.[1];
}

function tickId(ticked: number, rows: number): string {
  if (ticked === 0) return 'tick-none';
  return ticked >= rows ? 'tick-all' : 'tick-some';
}
