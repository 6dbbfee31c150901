'use client';

import { useTranslations } from 'next-intl';
import { QuestionTally } from '../../_cluster/question-tally.tsx';
import { usePlayTexts } from '../../_room/play-texts.ts';
import { questionOf } from '../../_room/view-facts.ts';
import { Button } from '../../_ui/button.tsx';
import { Panel } from '../../_ui/panel.tsx';
import type { Play } from './use-play.ts';

/** A question to the whole class: answer first, see what came of it afterwards. */
export function QuestionCard({ play }: { readonly play: Play }) {
  const t = useTranslations('seat.question');
  const texts = usePlayTexts();
  const question = questionOf(play.view);
  if (question === null) return null;
  if (question.status === 'revealed' || question.mine !== undefined) {
    return (
      <Panel title={question.status === 'revealed' ? t('result') : t('sent')}>
        <QuestionTally question={question} />
      </Panel>
    );
  }
  return (
    <Panel title={t('title')} label={t('title')}>
      <div className="flex flex-col gap-3">
        <p className="text-lead font-semibold">{texts.question(question.id)}</p>
        <div className="flex flex-col gap-2">
          {question.options.map((option) => (
            <Button
              key={option}
              wide
              inert={play.inert}
              className="justify-start text-start"
              onClick={() => play.answer(question.id, option)}
            >
              {texts.questionOption(question.id, option)}
            </Button>
          ))}
        </div>
        <p className="text-caption text-ink-soft">{t('note')}</p>
      </div>
    </Panel>
  );
}
