'use client';

import { useTranslations } from 'next-intl';
import type { PredictionLine } from '../../lib/session/view.ts';
import { useText } from '../_i18n/use-text.ts';
import { classNames } from '../_ui/class-names.ts';
import { ComponentNameText } from '../_ui/component-name.tsx';
import { CheckIcon } from '../_ui/icons.tsx';

/** An act that was predicted, in one or two sentences: who did what, and how many had said so. */
export function ForeseenText({ line }: { readonly line: PredictionLine }) {
  const t = useTranslations('cluster.prediction');
  const say = useText();
  const done = line.choices.find(({ id }) => id === line.choice);
  return (
    <p>
      <ComponentNameText className="font-semibold">{line.seat}</ComponentNameText>
      {done === undefined ? null : `: ${say(done.label)}`}{' '}
      <span className="block text-ink-soft">
        {t('foreseen', { right: countOf(line, line.choice), count: saidBy(line) })}
      </span>
      {line.asReference === false ? <span className="block">{t('otherwise')}</span> : null}
    </p>
  );
}

/** What everybody had said of an act, beside what was done. */
export function PredictionTally({ line }: { readonly line: PredictionLine }) {
  const t = useTranslations('cluster.prediction');
  const say = useText();
  return (
    <div className="flex flex-col gap-3">
      <p>
        <ComponentNameText className="font-semibold">{line.seat}</ComponentNameText>
        {`: ${say(line.title)}`}
      </p>
      <ul className="flex flex-col gap-2">
        {line.choices.map(({ id, label }) => {
          const done = id === line.choice;
          return (
            <li
              key={id}
              className={classNames(
                'flex items-center justify-between gap-3 rounded-control border px-3 py-2',
                done ? 'border-2 border-ok font-semibold' : 'border-line',
              )}
            >
              <span className="flex items-center gap-2">
                {done ? <CheckIcon className="size-5 shrink-0 text-ok" /> : null}
                <span>{say(label)}</span>
                {done ? <span className="sr-only">{t('done')}</span> : null}
              </span>
              <span className="tabular-nums">{countOf(line, id)}</span>
            </li>
          );
        })}
      </ul>
      {line.asReference === false ? <p>{t('otherwise')}</p> : null}
    </div>
  );
}

function countOf({ tally = {} }: PredictionLine, choice: string | undefined): number {
  return choice === undefined ? 0 : (tally[choice] ?? 0);
}

function saidBy({ tally = {} }: PredictionLine): number {
  return Object.values(tally).reduce((sum, count) => sum + count, 0);
}
