import type { CardView, Fact, Form, Text } from '../cluster/card.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../kernel/json.ts';
import type { CardLine, FactLine, FormLine, TextLine } from './view.ts';

/** A card in few bytes: it is sent to a phone with nearly every act. */
export function cardLine({ id, seat, kind, blocking, title, facts, options, form }: CardView): CardLine {
  return {
    id,
    seat,
    kind,
    ...(blocking && { blocking }),
    title: textLine(title),
    facts: factLines(facts),
    options: options.map((option) => ({
      id: option.id,
      label: textLine(option.label),
      action: withoutCard(option.action),
    })),
    ...(form !== undefined && { form: formLine(form) }),
  };
}

function factLines(facts: readonly Fact[]): FactLine[] {
  return facts.map(({ label, value }) => [textLine(label), value]);
}

function textLine(text: Text): TextLine {
  return text.params === undefined ? text.key : text;
}

/** Whoever sends the action knows on which card it was chosen. */
function withoutCard(action: JsonValue): JsonObject {
  if (!isJsonObject(action)) return {};
  const { card: _card, ...rest } = action;
  return rest;
}

function formLine(form: Form): FormLine {
  if (form.kind === 'manifest') return form;
  if (form.kind === 'worksheet') {
    return { ...form, nodes: form.nodes.map(({ node, facts }) => ({ node, facts: factLines(facts) })) };
  }
  const rows = form.rows.map(({ id, name, facts }) => ({ id, name, facts: factLines(facts) }));
  return { ...form, rows, action: withoutCard(form.action), submit: textLine(form.submit) };
}
