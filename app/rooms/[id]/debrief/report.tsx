'use client';

import { useTranslations } from 'next-intl';
import type { Debrief } from '../../../../lib/record/debrief.ts';
import { QuestionTally } from '../../../_cluster/question-tally.tsx';
import { paths } from '../../../_paths.ts';
import { ButtonLink } from '../../../_ui/button.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { Panel } from '../../../_ui/panel.tsx';
import { Disturbances } from './disturbances.tsx';
import { Faults } from './faults.tsx';
import { Rounds } from './rounds.tsx';
import { SeatTable } from './seat-table.tsx';

export interface ReportProps {
  readonly classroom: string;
  readonly debrief: Debrief;
  /** Nicknames by participant. */
  readonly names: Readonly<Record<string, string>>;
  /** The lesson's rounds by id. */
  readonly waves: readonly string[];
}

/** The numbers first, then what is worth a word, with the way into the replay beside everything. */
export function Report({ classroom, debrief, names, waves }: ReportProps) {
  const t = useTranslations('debrief');
  return (
    <div className="flex flex-col gap-5">
      {debrief.ended ? null : (
        <Notice
          tone="info"
          actions={
            <ButtonLink href={paths.room(classroom)} size="compact" className="min-h-11">
              {t('desk')}
            </ButtonLink>
          }
        >
          {t('running')}
        </Notice>
      )}
      <Sum debrief={debrief} />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <Rounds debrief={debrief} waves={waves} />
          <Disturbances disturbances={debrief.disturbances} />
          <Faults faults={debrief.faults} />
        </div>
        <Questions questions={debrief.questions} />
      </div>
      <SeatTable seats={debrief.seats} names={names} />
    </div>
  );
}

function Sum({ debrief }: { readonly debrief: Debrief }) {
  const t = useTranslations('debrief.sum');
  const { seats, questions, forks } = debrief;
  const total = (of: (seat: Debrief['seats'][number]) => number) => seats.reduce((sum, seat) => sum + of(seat), 0);
  const figures = [
    { label: t('acts'), value: total(({ acts }) => acts.players) },
    { label: t('refusals'), value: total(({ refusals }) => refusals) },
    { label: t('mistakes'), value: total(({ mistakes }) => mistakes) },
    { label: t('answers'), value: questions.reduce((sum, { answered }) => sum + answered, 0) },
    { label: t('forks'), value: forks },
  ];
  return (
    <Panel label={t('label')}>
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-5">
        {figures.map(({ label, value }) => (
          <div key={label} className="flex flex-col-reverse justify-end">
            <dt className="text-caption text-ink-soft">{label}</dt>
            <dd className="text-title font-bold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Questions({ questions }: Pick<Debrief, 'questions'>) {
  const t = useTranslations('debrief.questions');
  return (
    <Panel title={t('title')} className="self-start">
      {questions.length === 0 ? <p className="text-ink-soft">{t('none')}</p> : null}
      <ul className="flex flex-col gap-6">
        {questions.map((question) => (
          <li key={question.id}>
            <QuestionTally question={question} />
            {question.status === 'open' ? <p className="text-caption text-ink-soft">{t('open')}</p> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
