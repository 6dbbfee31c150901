'use client';

import { useTranslations } from 'next-intl';
import type { QuestionLine } from '../../lib/session/view.ts';
import { usePlayTexts } from '../_room/play-texts.ts';
import { classNames } from '../_ui/class-names.ts';
import { CheckIcon } from '../_ui/icons.tsx';

/** A question with what the class said. Until it is revealed it tells only how many have answered. */
export function QuestionTally({ question }: { readonly question: QuestionLine }) {
  const t = useTranslations('cluster.question');
  const texts = usePlayTexts();
  const because = texts.questionBecause(question.id);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-lead font-semibold">{texts.question(question.id)}</p>
      <ul className="flex flex-col gap-2">
        {question.options.map((option) => (
          <OptionBar key={option} question={question} option={option} />
        ))}
      </ul>
      <p className="text-caption text-ink-soft">
        {t('answered', { count: question.answered, revealed: question.status === 'revealed' ? 'yes' : 'no' })}
      </p>
      {question.status === 'revealed' && because !== undefined ? <p>{because}</p> : null}
    </div>
  );
}

function OptionBar({ question, option }: { readonly question: QuestionLine; readonly option: string }) {
  const t = useTranslations('cluster.question');
  const texts = usePlayTexts();
  const revealed = question.status === 'revealed';
  const count = question.tally?.[option] ?? 0;
  const right = revealed && question.answer === option;
  const share = question.answered === 0 ? 0 : Math.round((count / question.answered) * 100);
  return (
    <li
      className={classNames(
        'relative overflow-hidden rounded-control border px-3 py-2',
        right ? 'border-2 border-ok' : 'border-line',
      )}
    >
      {revealed ? (
        <span
          aria-hidden="true"
          className={classNames('absolute inset-y-0 left-0', right ? 'bg-ok-soft' : 'bg-sunken')}
          style={{ width: `${share}%` }}
        />
      ) : null}
      <span className="relative flex items-center justify-between gap-3">
        <span className={classNames('flex items-center gap-2', right && 'font-semibold')}>
          {right ? <CheckIcon className="size-5 shrink-0 text-ok" /> : null}
          <span>{texts.questionOption(question.id, option)}</span>
          {right ? <span className="sr-only">{t('right')}</span> : null}
          {question.mine === option ? (
            <span className="shrink-0 text-caption font-semibold whitespace-nowrap text-ink-soft">{t('mine')}</span>
          ) : null}
        </span>
        {revealed ? <span className="font-semibold tabular-nums">{count}</span> : null}
      </span>
    </li>
  );
}
