import type { JsonObject } from '../../../lib/kernel/json.ts';
import type { CardLine } from '../../../lib/session/view.ts';
import type { Dice } from './dice.ts';

/** What somebody types wrongly into a manifest: a name, an image and an amount that nothing has. */
const SLIPS: readonly JsonObject[] = [{ name: 'Web_1' }, { image: 'ngnix:1.27' }, { cpu: '64' }];

/** Anything that a card lets its player send, right or wrong: an option, or its form filled in at random. */
export function anyAction({ id, options, form }: CardLine, dice: Dice): JsonObject | undefined {
  const ways: (() => JsonObject)[] = options.map(
    ({ action }) =>
      () =>
        action,
  );
  if (form?.kind === 'choices') {
    const { rows, action, member } = form;
    ways.push(() => ({ ...action, [member]: rows.filter(() => dice.percent(50)).map((row) => row.id) }));
  } else if (form?.kind === 'worksheet') {
    const verdict = ({ node }: { readonly node: string }) => ({ node, feasible: dice.percent(50) });
    ways.push(() => ({ type: 'FileWorksheet', verdicts: form.nodes.map(verdict) }));
  } else if (form?.kind === 'manifest') {
    const { name, image, cpu, memory } = form;
    ways.push(() => ({ type: 'CreatePod', name, image, cpu, memory, ...dice.pick(SLIPS) }));
  }
  return ways.length === 0 ? undefined : { ...dice.pick(ways)(), card: id };
}
