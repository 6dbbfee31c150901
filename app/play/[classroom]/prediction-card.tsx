'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { PredictionLine } from '../../../lib/session/view.ts';
import { ForeseenText } from '../../_cluster/prediction-tally.tsx';
import { useText } from '../../_i18n/use-text.ts';
import { openPredictionOf, revealedPredictionOf } from '../../_room/view-facts.ts';
import { Button } from '../../_ui/button.tsx';
import { ComponentNameText } from '../../_ui/component-name.tsx';
import { FocusKeeper } from '../../_ui/focus-keeper.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { WholeWords } from '../../_ui/whole-words.tsx';
import type { Play } from './use-play.ts';

/** For whoever has nothing to do: what will another seat do next, and what came of the last thing one said. */
export function PredictionCard({ play }: { readonly play: Play }) {
  const asked = openPredictionOf(play.view);
  const last = revealedPredictionOf(play.view);
  if (asked === null && last === null) return null;
  return (
    <FocusKeeper className="flex flex-col gap-4 outline-none">
      {last === null ? null : <Outcome line={last} />}
      {asked === null ? null : <Asked key={asked.card} line={asked} play={play} />}
    </FocusKeeper>
  );
}

/** Questions follow each other by themselves: a tap that was meant for the one before must not answer the next. */
const UNTOUCHED_MILLIS = 700;

function Asked({ line, play }: { readonly line: PredictionLine; readonly play: Play }) {
  const t = useTranslations('seat.prediction');
  const say = useText();
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), UNTOUCHED_MILLIS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Panel label={t('title')}>
      <div className="flex flex-col gap-3">
        <div>
          <h2 data-focus-home tabIndex={-1} className="text-lead font-semibold">
            {t('title')}
          </h2>
          <p>
            <ComponentNameText className="font-semibold">{line.seat}</ComponentNameText>
            {`: ${say(line.title)}`}
          </p>
        </div>
        <div className="flex flex-col gap-2">
          {line.choices.map(({ id, label }) => (
            <Button
              key={id}
              wide
              aria-pressed={line.mine === id}
              tone={line.mine === id ? 'primary' : 'secondary'}
              inert={play.inert || !settled || line.mine !== undefined}
              className="justify-start text-start"
              onClick={() => play.predict(line.card, id)}
            >
              <span>
                <WholeWords>{say(label)}</WholeWords>
              </span>
            </Button>
          ))}
        </div>
        <p className="text-caption text-ink-soft">{line.mine === undefined ? t('note') : t('sent')}</p>
      </div>
    </Panel>
  );
}

/** In one glance, since the next question may be there already. */
function Outcome({ line }: { readonly line: PredictionLine }) {
  const t = useTranslations('seat.prediction');
  const right = line.mine === line.choice;
  return (
    <Notice tone={right ? 'ok' : 'info'} role="status" title={right ? t('right') : t('otherwise')}>
      <ForeseenText line={line} />
    </Notice>
  );
}
