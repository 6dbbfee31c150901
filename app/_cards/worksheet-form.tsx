'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { JsonObject } from '../../lib/kernel/json.ts';
import type { WorksheetRowLine } from '../../lib/session/view.ts';
import { Button } from '../_ui/button.tsx';
import { classNames } from '../_ui/class-names.ts';
import { FactList } from './fact-list.tsx';

interface WorksheetFormProps {
  readonly card: string;
  readonly rows: readonly WorksheetRowLine[];
  readonly inert: boolean;
  readonly onAct: (action: JsonObject) => void;
}

/** A verdict on every node: does the pod fit there? Nothing is chosen beforehand. */
export function WorksheetForm({ card, rows, inert, onAct }: WorksheetFormProps) {
  const t = useTranslations('seat.worksheet');
  const [verdicts, setVerdicts] = useState<Readonly<Record<string, boolean>>>({});
  const missing = rows.filter(({ node }) => verdicts[node] === undefined).length;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (inert || missing > 0) return;
    const filed = rows.map(({ node }) => ({ node, feasible: verdicts[node] ?? false }));
    onAct({ type: 'FileWorksheet', verdicts: filed });
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {rows.map(({ node, facts }) => (
        <fieldset key={node} className="rounded-control border border-line p-3">
          <legend lang="en" className="px-1 font-semibold">
            {node}
          </legend>
          <FactList facts={facts} />
          <div className="mt-3 grid grid-cols-2 gap-2">
            {([true, false] as const).map((feasible) => (
              <label
                key={String(feasible)}
                className={classNames(
                  'flex min-h-12 cursor-pointer items-center justify-center gap-2 rounded-control border px-2 text-center font-semibold',
                  'has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
                  verdicts[node] === feasible ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
                )}
              >
                <input
                  type="radio"
                  name={`verdict-${card}-${node}`}
                  checked={verdicts[node] === feasible}
                  onChange={() => setVerdicts({ ...verdicts, [node]: feasible })}
                  className="size-4.5 accent-accent outline-none"
                />
                {feasible ? t('fits') : t('fitsNot')}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <div className="sticky -bottom-4 -mx-4 bg-surface px-4 pt-2 pb-4 sm:-mx-5 sm:px-5">
        <Button type="submit" tone="primary" wide inert={inert || missing > 0}>
          {missing > 0 ? t('missing', { count: missing }) : t('submit')}
        </Button>
      </div>
    </form>
  );
}
