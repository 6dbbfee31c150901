'use client';

import { useTranslations } from 'next-intl';
import { LanguageSwitch } from '../../_ui/language-switch.tsx';
import { useRoom } from '../../_room/room-context.tsx';
import { roomOf, STEPS, stepsLit, stepsTold } from '../../_room/view-facts.ts';
import { ComponentTile } from '../../_ui/component-icon.tsx';
import { ComponentNameText } from '../../_ui/component-name.tsx';
import { ConnectionPill } from '../../_ui/connection-pill.tsx';
import { ThemeSwitch } from '../../_ui/theme-switch.tsx';
import { Sign } from '../../_ui/wordmark.tsx';
import type { Play } from './use-play.ts';

/** Who I am here, how far the class is, and whether I am connected. */
export function ConsoleHeader({ play, nickname }: { readonly play: Play; readonly nickname: string }) {
  const t = useTranslations('seat.header');
  const status = useRoom((state) => state.status);
  const { view, seats } = play;
  const [first] = seats;
  const component = first === undefined ? undefined : view.seats[first]?.component;
  const room = roomOf(view);
  return (
    <header className="flex min-h-14 items-center gap-2.5 border-b border-line bg-surface px-3 py-1.5 sm:px-4">
      {component === undefined ? (
        <span className="inline-flex size-8 shrink-0 items-center justify-center">
          <Sign className="size-7" />
        </span>
      ) : (
        <ComponentTile component={component} size="small" />
      )}
      <div className="min-w-0 flex-1 leading-tight">
        <h1 className="line-clamp-2 font-semibold">
          {first === undefined ? t('observer') : <ComponentNameText>{first}</ComponentNameText>}
          {seats.length > 1 ? (
            <span className="ml-1 text-caption font-normal text-ink-soft">
              {t('more', { count: seats.length - 1 })}
            </span>
          ) : null}
        </h1>
        <p className="truncate text-caption text-ink-soft">{nickname}</p>
      </div>
      <div className="flex flex-col items-end leading-tight">
        {room === null || room.wave < 0 ? null : (
          <span className="text-caption font-semibold whitespace-nowrap tabular-nums">
            {stepsTold(view)
              ? t('progress', { wave: room.wave + 1, step: stepsLit(view), count: STEPS.length })
              : t('round', { wave: room.wave + 1 })}
          </span>
        )}
        <ConnectionPill status={status} />
      </div>
      <div className="hidden items-center lg:flex">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}

/** Stays in sight while nothing can be sent. */
export function ReadOnlyBanner() {
  const t = useTranslations('common.connection');
  const status = useRoom((state) => state.status);
  if (status === 'connected' || status === 'connecting') return null;
  return (
    <p role="alert" className="border-b border-pending bg-pending-soft px-4 py-2 text-center font-medium">
      {status === 'offline' ? t('readOnly') : t('lost')}
    </p>
  );
}
