import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface RadioCard<Value extends string> {
  readonly value: Value;
  readonly content: ReactNode;
}

interface RadioCardsProps<Value extends string> {
  readonly legend: ReactNode;
  readonly name: string;
  readonly cards: readonly RadioCard<Value>[];
  readonly selected: Value | null;
  readonly onSelect: (value: Value) => void;
  /** Tailwind grid columns of the cards. */
  readonly columns?: string;
  /** For many cards of one line each. */
  readonly dense?: boolean;
}

/** One choice of several, each a card as large as its text; native radio buttons, so arrows move between them. */
export function RadioCards<Value extends string>({
  legend,
  name,
  cards,
  selected,
  onSelect,
  columns,
  dense = false,
}: RadioCardsProps<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 font-semibold">{legend}</legend>
      <div className={classNames('grid', dense ? 'gap-2' : 'gap-3', columns)}>
        {cards.map(({ value, content }) => (
          <label
            key={value}
            className={classNames(
              'relative flex cursor-pointer items-start gap-3 rounded-panel border bg-surface hover:border-line-strong',
              dense ? 'px-4 py-2.5' : 'p-4',
              'has-checked:border-accent has-checked:ring-1 has-checked:ring-accent',
              'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              selected === value ? 'border-accent' : 'border-line',
            )}
          >
            <input
              type="radio"
              name={name}
              value={value}
              checked={selected === value}
              onChange={() => onSelect(value)}
              className="mt-1 size-4.5 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0 flex-1">{content}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
