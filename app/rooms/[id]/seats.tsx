'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { JsonValue } from '../../../lib/kernel/json.ts';
import type { SeatLine, View } from '../../../lib/session/view.ts';
import type { ClientMessage } from '../../../lib/wire/client-messages.ts';
import { CardPanel } from '../../_cards/card-panel.tsx';
import { cardsOf } from '../../_room/view-facts.ts';
import { Button } from '../../_ui/button.tsx';
import { ComponentNameText } from '../../_ui/component-name.tsx';
import { Dialog } from '../../_ui/dialog.tsx';
import { FocusKeeper } from '../../_ui/focus-keeper.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { StatusPill } from '../../_ui/status-pill.tsx';
import type { DeskTools } from './use-desk.ts';

interface SeatsProps {
  readonly view: View;
  readonly desk: DeskTools;
}

/** Every seat: who plays it, what waits there, and acting in its player's place. Those the class waits for come first. */
export function Seats({ view, desk }: SeatsProps) {
  const t = useTranslations('desk.seats');
  const [acting, setActing] = useState<string | null>(null);
  const seats = Object.values(view.seats).toSorted((left, right) => Number(right.blocking) - Number(left.blocking));
  const cards = acting === null ? [] : cardsOf(view, [acting]);
  const component = acting === null ? undefined : view.seats[acting]?.component;
  const act = (seat: string, action: JsonValue) => {
    if (isAction(action)) desk.send('command.submit', { seat, action });
  };
  return (
    <Panel title={t('title')}>
      <ul className="flex flex-col divide-y divide-line">
        {seats.map((seat) => (
          <SeatRow key={seat.seat} seat={seat} view={view} desk={desk} onAct={() => setActing(seat.seat)} />
        ))}
      </ul>
      <Dialog
        open={acting !== null}
        onClose={() => setActing(null)}
        title={t('actTitle', { seat: acting ?? '' })}
        actions={<Button onClick={() => setActing(null)}>{t('done')}</Button>}
      >
        <FocusKeeper className="flex flex-col gap-4">
          {cards.length === 0 ? (
            <p data-focus-home tabIndex={-1} className="text-ink-soft">
              {t('nothing')}
            </p>
          ) : null}
          {component === undefined
            ? null
            : cards.map((card) => (
                <CardPanel
                  key={card.id}
                  card={card}
                  component={component}
                  inert={desk.inert}
                  onAct={(action) => act(card.seat, action)}
                />
              ))}
        </FocusKeeper>
      </Dialog>
    </Panel>
  );
}

interface SeatRowProps extends SeatsProps {
  readonly seat: SeatLine;
  readonly onAct: () => void;
}

function SeatRow({ seat, view, desk, onAct }: SeatRowProps) {
  const t = useTranslations('desk.seats');
  const away = seat.player !== null && !desk.here.includes(seat.player);
  const free = Object.values(view.people).filter(({ participant }) => participant !== seat.player);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2">
      <strong className="min-w-32 flex-1">
        <ComponentNameText>{seat.seat}</ComponentNameText>
      </strong>
      {away ? <StatusPill tone="unknown">{t('away')}</StatusPill> : null}
      <StatusPill tone={seat.blocking ? 'pending' : 'neutral'}>{t('desk', { count: seat.desk })}</StatusPill>
      <span className="flex w-full items-center gap-2 sm:w-auto">
        <label className="min-w-0 flex-1">
          <span className="sr-only">{t('player', { seat: seat.seat })}</span>
          <select
            value={seat.player ?? ''}
            disabled={desk.inert}
            onChange={(event) => assign(desk, seat, event.target.value)}
            className="min-h-11 w-full rounded-control sm:w-44 border border-line-strong bg-surface px-2 text-caption"
          >
            <option value="">{t('bot')}</option>
            {seat.player === null ? null : (
              <option value={seat.player}>{desk.names[seat.player] ?? t('somebody')}</option>
            )}
            {free.map(({ participant }) => (
              <option key={participant} value={participant}>
                {desk.names[participant] ?? t('somebody')}
              </option>
            ))}
          </select>
        </label>
        <Button size="compact" className="min-h-11" inert={desk.inert || seat.desk === 0} onClick={onAct}>
          {t('act')}
        </Button>
      </span>
    </li>
  );
}

/** Gives a seat to somebody, or back to a bot. */
function assign(desk: DeskTools, seat: SeatLine, participant: string): void {
  if (participant !== '') desk.send('teach.assign', { participant, seat: seat.seat, part: 'player' });
  else if (seat.player !== null) desk.send('teach.release', { participant: seat.player, seat: seat.seat });
}

/** The server made the option's action and checks it again: it comes back as it was given. */
function isAction(value: unknown): value is ClientMessage<'command.submit'>['action'] {
  return typeof value === 'object' && value !== null && 'type' in value;
}
