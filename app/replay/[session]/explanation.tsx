'use client';

import { useTranslations } from 'next-intl';
import { OutcomeNotice } from '../../_cards/outcome-notice.tsx';
import { useText } from '../../_i18n/use-text.ts';
import { usePlayTexts } from '../../_room/play-texts.ts';
import { ComponentNameText } from '../../_ui/component-name.tsx';
import { Panel } from '../../_ui/panel.tsx';
import type { Told } from './replay-messages.ts';

interface ExplanationProps {
  readonly told: Told;
  readonly names: Readonly<Record<string, string>>;
}

/** What happens in this entry: who did what, why, and which step of the course it was. */
export function Explanation({ told, names }: ExplanationProps) {
  const t = useTranslations('replay.entry');
  const say = useText();
  const texts = usePlayTexts();
  const who = told.participant === undefined ? t(`actor.${told.actor}`) : (names[told.participant] ?? t('actor.seat'));
  return (
    <Panel
      level={2}
      title={t('title', { position: told.position })}
      aside={
        <span className="text-caption text-ink-soft tabular-nums">
          {t('clock', { seconds: (told.clock / 1000).toFixed(3) })}
        </span>
      }
    >
      <div className="flex flex-col gap-4" aria-live="polite">
        <p className="text-lead">
          {told.seat === undefined ? null : (
            <strong>
              <ComponentNameText>{told.seat}</ComponentNameText>
              {' · '}
            </strong>
          )}
          <span className="text-ink-soft">{who}</span>
          {': '}
          {told.choice === undefined ? t(`command.${told.command}`) : say(told.choice)}
        </p>
        {told.disturbed.map((text) => (
          <p key={text.key} className="border-s-4 border-failed ps-3 font-semibold">
            {say(text)}
          </p>
        ))}
        {told.because === undefined ? null : <p>{say(told.because)}</p>}
        {told.refusal === undefined ? null : (
          <OutcomeNotice kind="refusal" reason={told.refusal.reason} params={told.refusal.params} />
        )}
        {told.mistakes.map(({ rule, params }) => (
          <OutcomeNotice key={rule} kind="mistake" reason={rule} params={params} />
        ))}
        {told.steps.map((step) => {
          const { title, course, truth } = texts.step(step);
          return (
            <div key={step} className="border-s-4 border-ok ps-3">
              <p className="font-semibold">{`${step}. ${title}`}</p>
              {course === undefined ? null : <p className="text-ink-soft">{course}</p>}
              {truth === undefined ? null : <p>{truth}</p>}
            </div>
          );
        })}
      </div>
    </Panel>
  );
}
