'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { NoticeLine } from '../../../lib/session/view.ts';
import { CardPanel } from '../../_cards/card-panel.tsx';
import { OutcomeNotice } from '../../_cards/outcome-notice.tsx';
import { RoundLine } from '../../_cluster/round-line.tsx';
import { WaitingLine } from '../../_cluster/waiting-line.tsx';
import { useText } from '../../_i18n/use-text.ts';
import { useRoom } from '../../_room/room-context.tsx';
import { noticesOf, openPredictionOf, questionOf, roomOf } from '../../_room/view-facts.ts';
import { Button } from '../../_ui/button.tsx';
import { ComponentTile } from '../../_ui/component-icon.tsx';
import { ComponentNameText } from '../../_ui/component-name.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { FocusKeeper } from '../../_ui/focus-keeper.tsx';
import { CheckIcon, ClockIcon } from '../../_ui/icons.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { EndPanel } from './end-panel.tsx';
import { PredictionCard } from './prediction-card.tsx';
import { QuestionCard } from './question-card.tsx';
import { SeatPicker } from './seat-picker.tsx';
import type { Failure, Play } from './use-play.ts';

interface TodoProps {
  readonly play: Play;
  readonly solo: boolean;
}

/** What is asked of me now, in the order in which it matters. */
export function Todo({ play, solo }: TodoProps) {
  const room = roomOf(play.view);
  // Positions count anew in every recording.
  const sessionId = useRoom((state) => state.sessionId);
  if (room === null) return null;
  return (
    <FocusKeeper className="mx-auto flex max-w-2xl flex-col gap-4 outline-offset-4">
      {play.failure === null ? null : <FailureNotice failure={play.failure} onDismiss={play.dismissFailure} />}
      <LatestMistake key={sessionId} play={play} />
      {room.ended ? <EndPanel play={play} solo={solo} /> : null}
      {!room.ended && room.mode === 'paused' && room.wave >= 0 ? <Paused solo={solo} /> : null}
      {room.ended ? null : <Duties play={play} />}
      {room.ended ? null : <QuestionCard play={play} />}
      {room.wave < 0 || room.ended ? null : <RoundLine view={play.view} most={1} />}
    </FocusKeeper>
  );
}

function Paused({ solo }: { readonly solo: boolean }) {
  const t = useTranslations('seat.paused');
  return (
    <Notice tone="info" title={t('title')}>
      {solo ? t('solo') : t('body')}
    </Notice>
  );
}

function FailureNotice({ failure, onDismiss }: { readonly failure: Failure; readonly onDismiss: () => void }) {
  const t = useTranslations('seat.problem');
  const dismiss = useTranslations('common.action');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In some browsers scrolling gives a promise, which is no clean-up.
    box.current?.scrollIntoView({ block: 'nearest' });
  }, [failure]);
  if (failure.reason === 'Offline' || failure.reason === 'NoAnswer') {
    return (
      <Notice
        tone="warning"
        role="alert"
        actions={
          <Button size="compact" className="min-h-11" onClick={onDismiss}>
            {dismiss('dismiss')}
          </Button>
        }
      >
        {t(failure.reason)}
      </Notice>
    );
  }
  return (
    <div ref={box}>
      <OutcomeNotice kind="refusal" reason={failure.reason} params={failure.params} onDismiss={onDismiss} spoken />
    </div>
  );
}

/** The newest mistake since the page was opened, until it is read. */
function LatestMistake({ play }: { readonly play: Play }) {
  const beginning = useRoom((state) => state.position);
  const [readUpTo, setReadUpTo] = useState(beginning);
  const latest: NoticeLine | undefined = noticesOf(play.view).findLast(
    ({ kind, position }) => kind === 'mistake' && position > readUpTo,
  );
  if (latest === undefined) return null;
  return (
    <OutcomeNotice
      key={latest.position}
      kind="mistake"
      reason={latest.reason}
      params={latest.params}
      onDismiss={() => setReadUpTo(latest.position)}
      spoken
    />
  );
}

/** My cards; else the seats to choose from, or whom the class waits for. */
function Duties({ play }: { readonly play: Play }) {
  const [chosen, setChosen] = useState<string | null>(null);
  if (play.seats.length === 0) {
    return (
      <>
        <SeatPicker play={play} />
        <PredictionCard play={play} />
      </>
    );
  }
  const card = play.cards.find(({ id }) => id === chosen) ?? play.cards[0];
  if (card === undefined) {
    return (
      <>
        <PredictionCard play={play} />
        <Waiting play={play} />
      </>
    );
  }
  const component = play.view.seats[card.seat]?.component ?? 'user';
  return (
    <>
      {play.cards.length > 1 ? <CardChoice play={play} selected={card.id} onSelect={setChosen} /> : null}
      <CardPanel
        key={card.id}
        card={card}
        component={component}
        inert={play.inert}
        onAct={(action) => play.act(card, action)}
        hint={<Hint play={play} card={card} />}
      />
    </>
  );
}

interface CardChoiceProps {
  readonly play: Play;
  readonly selected: string;
  readonly onSelect: (card: string) => void;
}

/** Several things wait: the oldest is open, any other is one tap away. */
function CardChoice({ play, selected, onSelect }: CardChoiceProps) {
  const t = useTranslations('seat.card');
  const say = useText();
  return (
    <nav aria-label={t('several', { count: play.cards.length })} className="flex gap-2 overflow-x-auto pb-1">
      {play.cards.map((card, index) => (
        <Button
          key={card.id}
          size="compact"
          tone={card.id === selected ? 'primary' : 'secondary'}
          aria-current={card.id === selected}
          className="min-h-11"
          onClick={() => onSelect(card.id)}
        >
          {t('numbered', { number: index + 1, title: say(card.title) })}
        </Button>
      ))}
    </nav>
  );
}

function Hint({ play, card }: { readonly play: Play; readonly card: Play['cards'][number] }): ReactNode {
  const t = useTranslations('seat.card');
  const say = useText();
  const because = play.hints[card.id];
  if (because !== undefined) {
    return (
      <Notice tone="info" role="status" title={t('hintTitle')}>
        {say(because)}
      </Notice>
    );
  }
  return (
    <Button tone="quiet" inert={play.inert} className="-ml-3 self-start" onClick={() => play.takeHint(card)}>
      {t('hint')}
    </Button>
  );
}

function Waiting({ play }: { readonly play: Play }) {
  const t = useTranslations('seat.waiting');
  const room = roomOf(play.view);
  if (room === null || room.wave < 0) return <Ready play={play} />;
  // Whoever is asked something has something to do: the line about the others must not push it off a phone.
  const question = questionOf(play.view);
  const asked = question?.status === 'open' && question.mine === undefined;
  if (asked || openPredictionOf(play.view) !== null) {
    return (
      <Panel>
        <div data-focus-home tabIndex={-1}>
          <WaitingLine view={play.view} names={play.names} />
        </div>
      </Panel>
    );
  }
  if (room.waveDone && room.waitingFor === null) {
    return (
      <Panel>
        <EmptyState icon={<CheckIcon className="size-10 text-ok" />} title={t('doneTitle')}>
          {t('doneBody')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel>
      <EmptyState icon={<ClockIcon className="size-10" />} title={t('title')}>
        {t('body')}
      </EmptyState>
      <div className="flex justify-center border-t border-line pt-4">
        <WaitingLine view={play.view} names={play.names} />
      </div>
    </Panel>
  );
}

/** Before the lesson: what my component does, so that it begins with something to read. */
function Ready({ play }: { readonly play: Play }) {
  const t = useTranslations('seat.waiting');
  const about = useTranslations('components');
  return (
    <Panel>
      <div className="flex flex-col gap-5 py-2">
        <div className="text-center">
          <h2 data-focus-home tabIndex={-1} className="text-heading font-semibold">
            {t('lobbyTitle')}
          </h2>
          <p className="text-ink-soft">{t('lobbyBody')}</p>
        </div>
        <ul className="flex flex-col gap-4">
          {play.seats.map((seat) => {
            const component = play.view.seats[seat]?.component ?? 'user';
            return (
              <li key={seat} className="flex items-start gap-3 rounded-control bg-sunken p-4">
                <ComponentTile component={component} />
                <div className="min-w-0">
                  <ComponentNameText className="font-semibold">{seat}</ComponentNameText>
                  <p className="font-medium">{about(`${component}.part`)}</p>
                  <p className="text-ink-soft">{about(`${component}.does`)}</p>
                </div>
              </li>
            );
          })}
        </ul>
      </div>
    </Panel>
  );
}
