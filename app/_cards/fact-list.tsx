'use client';

import type { FactLine } from '../../lib/session/view.ts';
import { keyOf, useText } from '../_i18n/use-text.ts';
import { classNames } from '../_ui/class-names.ts';

/** What is longer than this would be cut into slivers beside its label on a phone. */
const BESIDE_MAX = 40;
/** A word that a phone would cut in two beside its label. */
const LONG_WORD = /\S{19}/;
/** Columns as kubectl prints them: they fall apart where a line is broken. */
const COLUMNS = /\S {2,}\S/;

/** What a component knows about a matter: a label in the reader's language, the value as Kubernetes writes it. */
export function FactList({ facts }: { readonly facts: readonly FactLine[] }) {
  const say = useText();
  if (facts.length === 0) return null;
  return (
    <dl className="grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      {facts.map(([label, value], index) => (
        <div key={`${keyOf(label)}-${index}`} className="contents">
          <dt className={classNames('text-caption text-ink-soft', needsLine(value) && 'max-sm:col-span-2')}>
            {say(label)}
          </dt>
          <dd
            lang="en"
            className={classNames(
              'min-w-0 font-mono text-caption break-words whitespace-pre-wrap',
              needsLine(value) && 'max-sm:col-span-2 max-sm:mb-1 max-sm:pl-3',
            )}
          >
            {value === '' ? '—' : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function needsLine(value: string): boolean {
  return value.length > BESIDE_MAX || COLUMNS.test(value) || LONG_WORD.test(value);
}
