'use client';

import { useTranslations } from 'next-intl';
import type { StripLine } from '../../lib/session/view.ts';
import { usePlayTexts } from '../_room/play-texts.ts';
import { STEPS } from '../_room/view-facts.ts';
import { classNames } from '../_ui/class-names.ts';

interface CourseStripProps {
  /** The oldest pod first. */
  readonly rows: readonly StripLine[];
  /** How many of the youngest rows are shown; all unless told. */
  readonly most?: number;
  /** Makes steps that an entry lights buttons: goes to that entry. */
  readonly onPick?: (position: number) => void;
  /** The entry that is looked at: steps that later entries light are still to come. */
  readonly at?: number;
  /** The sentence of the step that was reached last, below the numbers. */
  readonly sentence?: boolean;
}

/** The course's eleven steps, a row for each pod: what is done, what comes next, what came too early. */
export function CourseStrip({ rows, most, onPick, at = Infinity, sentence = true }: CourseStripProps) {
  const t = useTranslations('cluster.strip');
  const texts = usePlayTexts();
  const shown = rows.length === 0 ? [EMPTY] : rows.slice(-(most ?? rows.length));
  const youngest = shown.at(-1) ?? EMPTY;
  const reached = lastLit(youngest);
  return (
    <section aria-label={t('label')} className="flex flex-col gap-2">
      {shown.map((row) => (
        <div key={row.id} className="flex flex-col gap-x-3 sm:flex-row sm:items-center">
          {rows.length < 2 ? null : (
            <span lang="en" className="shrink-0 truncate font-mono text-caption font-semibold sm:w-16">
              {row.pod}
            </span>
          )}
          <ol
            className="flex min-w-0 flex-1 gap-0.5 sm:gap-1"
            aria-label={t('row', { pod: row.pod === '' ? '—' : row.pod })}
          >
            {STEPS.map((step) => (
              <StepCell key={step} step={step} row={row} title={texts.step(step).title} at={at} onPick={onPick} />
            ))}
          </ol>
        </div>
      ))}
      {sentence ? (
        <p className="text-caption text-ink-soft">
          {reached === null
            ? t('none')
            : t('reached', { step: reached, count: STEPS.length, title: texts.step(reached).title })}
        </p>
      ) : null}
    </section>
  );
}

const EMPTY: StripLine = { id: '', pod: '', lit: {}, early: [] };

/** The step that was lit by the latest entry; null before the first. */
export function lastLit(row: StripLine): number | null {
  let latest: number | null = null;
  for (const step of STEPS) {
    const position = row.lit[step];
    if (position !== undefined && (latest === null || position >= (row.lit[latest] ?? 0))) latest = step;
  }
  return latest;
}

/** How a step looks from an entry: from the newest one unless told. */
export function stepState({ lit, early }: StripLine, step: number, at = Infinity): keyof typeof looks {
  const isLit = (other: number) => {
    const position = lit[other];
    return position !== undefined && position <= at;
  };
  if (isLit(step)) return early.includes(step) ? 'early' : 'done';
  return step === 1 || isLit(step - 1) ? 'next' : 'open';
}

interface StepCellProps {
  readonly step: number;
  readonly row: StripLine;
  readonly title: string;
  readonly at: number;
  readonly onPick?: (position: number) => void;
}

function StepCell({ step, row, title, at, onPick }: StepCellProps) {
  const t = useTranslations('cluster.strip');
  const position = row.lit[step];
  const state = stepState(row, step, at);
  const look = classNames(
    'flex h-7 w-full items-center justify-center rounded-full border-2 text-[0.6875rem] font-bold sm:text-[0.8125rem] [overflow-wrap:normal] tabular-nums',
    looks[state],
  );
  const label = `${t(state, { step })}: ${title}`;
  return (
    <li className="min-w-0 flex-1" title={title}>
      {position === undefined || onPick === undefined ? (
        <span className={look}>
          <span aria-hidden="true">{step}</span>
          <span className="sr-only">{label}</span>
        </span>
      ) : (
        <button type="button" className={look} aria-label={label} onClick={() => onPick(position)}>
          {step}
        </button>
      )}
    </li>
  );
}

/** Not by colour alone: done is filled, next has a solid edge, open a dashed one, early is underlined. */
const looks = {
  done: 'border-ok bg-ok text-canvas',
  early: 'border-failed bg-failed-soft text-failed underline decoration-2 underline-offset-2',
  next: 'border-accent bg-surface text-accent',
  open: 'border-dashed border-line-strong bg-surface text-ink-soft',
} as const;
