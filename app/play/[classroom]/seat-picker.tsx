'use client';

import { useTranslations } from 'next-intl';
import type { SeatLine } from '../../../lib/session/view.ts';
import { Button } from '../../_ui/button.tsx';
import { ComponentTile } from '../../_ui/component-icon.tsx';
import { ComponentNameText } from '../../_ui/component-name.tsx';
import { Panel } from '../../_ui/panel.tsx';
import type { Play } from './use-play.ts';

interface SeatPickerProps {
  readonly play: Play;
}

/** The seats of the cluster: free ones can be taken, taken ones say by whom. */
export function SeatPicker({ play }: SeatPickerProps) {
  const t = useTranslations('seat.picker');
  const seats = Object.values(play.view.seats);
  return (
    <section aria-labelledby="picker-title" className="flex flex-col gap-4">
      <div>
        <h2 id="picker-title" data-focus-home tabIndex={-1} className="text-heading font-semibold">
          {t('title')}
        </h2>
        <p className="text-ink-soft">{t('lead')}</p>
      </div>
      <SeatList seats={seats} play={play} />
    </section>
  );
}

function SeatList({ seats, play }: { readonly seats: readonly SeatLine[]; readonly play: Play }) {
  return (
    <Panel padding="none">
      <ul className="divide-y divide-line">
        {seats.map((seat) => (
          <SeatRow key={seat.seat} seat={seat} play={play} />
        ))}
      </ul>
    </Panel>
  );
}

function SeatRow({ seat, play }: { readonly seat: SeatLine; readonly play: Play }) {
  const t = useTranslations('seat.picker');
  const about = useTranslations('components');
  return (
    <li className="flex items-center gap-3 px-3 py-3 sm:px-4">
      <ComponentTile component={seat.component} />
      <div className="min-w-0 flex-1">
        <ComponentNameText className="font-semibold">{seat.seat}</ComponentNameText>
        <p className="text-caption text-ink-soft">{about(`${seat.component}.does`)}</p>
      </div>
      {seat.player === null ? (
        <Button
          size="compact"
          className="min-h-11 shrink-0"
          inert={play.inert && play.view.room['room']?.mode !== 'paused'}
          aria-label={t('takeSeat', { seat: seat.seat })}
          onClick={() => play.claim(seat.seat)}
        >
          {t('take')}
        </Button>
      ) : (
        <span className="max-w-28 shrink-0 text-end text-caption text-ink-soft">
          {play.names[seat.player] ?? t('taken')}
        </span>
      )}
    </li>
  );
}
