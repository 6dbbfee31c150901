'use client';

import { useTranslations } from 'next-intl';
import type { SeatLine } from '../../lib/session/view.ts';
import { classNames } from '../_ui/class-names.ts';
import { ComponentIcon } from '../_ui/component-icon.tsx';
import { ArrowIcon, ClockIcon } from '../_ui/icons.tsx';

interface MapTileProps {
  readonly seat: SeatLine;
  /** The player's nickname; null when a bot plays. */
  readonly player: string | null;
  readonly mine: boolean;
  /** The whole class waits for this seat. */
  readonly awaited: boolean;
  /** Which end of the latest message this is. */
  readonly end: 'from' | 'to' | null;
  /** On one line where the name is short. */
  readonly dense: boolean;
}

/** One seat on the map: which component, who plays it, whether it has something to do. */
export function MapTile({ seat, player, mine, awaited, end, dense }: MapTileProps) {
  const t = useTranslations('cluster.map');
  return (
    <li
      className={classNames(
        'flex min-w-0 items-center gap-1 rounded-control border-2 bg-surface px-1.5 py-1 text-caption leading-tight @lg:gap-2 @lg:px-2',
        // On a narrow node its name says more than its picture.
        seat.node !== undefined && '@container/tile',
        seat.dark && 'border-dashed bg-canvas',
        end !== null ? 'border-accent' : awaited ? 'border-pending' : seat.dark ? 'border-unknown' : 'border-line',
      )}
    >
      <ComponentIcon component={seat.component} className="size-4 shrink-0 @lg/map:size-5 @max-[6.5rem]/tile:hidden" />
      <span className={classNames('min-w-0 flex-1', dense && 'flex flex-wrap items-center gap-x-2')}>
        <span lang="en" className="block font-semibold break-keep hyphens-none [overflow-wrap:normal]">
          {seat.node === undefined ? seat.seat : seat.component}
        </span>
        <span className="flex items-center gap-1.5">
          <span className={classNames('truncate', mine ? 'font-semibold text-accent' : 'text-ink-soft')}>
            {mine ? t('me') : (player ?? t('bot'))}
          </span>
          {seat.dark ? (
            <span className={classNames('font-semibold text-unknown', dense && 'text-body leading-tight')}>
              {t('dark')}
            </span>
          ) : null}
          {seat.blocking ? (
            <span className="text-pending">
              <ClockIcon className="size-[1.1em]" />
              <span className="sr-only">{t('busy')}</span>
            </span>
          ) : null}
          {end === null ? null : (
            <span className="text-accent">
              <ArrowIcon className={classNames('size-[1.1em]', end === 'to' && 'rotate-180')} />
              <span className="sr-only">{end === 'from' ? t('sent') : t('received')}</span>
            </span>
          )}
        </span>
      </span>
    </li>
  );
}
