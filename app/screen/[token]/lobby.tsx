'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { formatRoomCode } from '../../../lib/wire/room-code.ts';
import { useRoom } from '../../_room/room-context.tsx';
import type { JoinPoster } from '../../_server/join-poster.ts';
import { ConnectionPill } from '../../_ui/connection-pill.tsx';
import { LockIcon } from '../../_ui/icons.tsx';

interface LobbyProps {
  readonly poster: JoinPoster;
  readonly qr: ReactNode;
  readonly code: string | null;
}

/** Before the lesson: address, code and picture to come in by, and who is here. */
export function Lobby({ poster, qr, code }: LobbyProps) {
  const t = useTranslations('projector');
  const status = useRoom((state) => state.status);
  return (
    <main
      id="content"
      className="grid h-full grid-cols-[minmax(0,1fr)_auto] grid-rows-[minmax(0,1fr)_auto] gap-x-10 gap-y-6 p-8"
    >
      <div className="flex min-w-0 flex-col justify-center gap-5">
        <h1 className="text-title font-bold">{poster.title}</h1>
        <div>
          <p className="text-lead text-ink-soft">{t('openAddress')}</p>
          <p lang="en" className="text-display font-bold break-all">
            {poster.address}
          </p>
        </div>
        <div>
          <p className="text-lead text-ink-soft">{t('typeCode')}</p>
          <p className="text-[6.5rem] leading-none font-bold tracking-tight whitespace-nowrap tabular-nums">
            {code === null ? '—' : formatRoomCode(code)}
          </p>
        </div>
      </div>
      <div className="flex flex-col items-center justify-center gap-2">
        <div className="size-88 max-h-full overflow-hidden rounded-panel bg-white">{qr}</div>
        <p className="text-ink-soft">{t('orScan')}</p>
      </div>
      <People />
      {status === 'connected' ? null : (
        <div className="absolute top-3 right-4">
          <ConnectionPill status={status} />
        </div>
      )}
    </main>
  );
}

const SHOWN_MAX = 24;

function People() {
  const t = useTranslations('projector');
  const roster = useRoom((state) => state.roster);
  const view = useRoom((state) => state.view);
  const people = view === null ? [] : Object.keys(view.people);
  const seated = view === null ? 0 : Object.values(view.seats).filter(({ player }) => player !== null).length;
  const shown = people.slice(-SHOWN_MAX);
  return (
    <div className="col-span-2 flex min-h-24 flex-col gap-2 border-t border-line pt-4">
      <p className="flex items-center gap-3 font-semibold">
        {people.length === 0 ? t('nobody') : t('people', { count: people.length, seated })}
        {roster?.locked === true ? (
          <span className="inline-flex items-center gap-1 text-caption text-ink-soft">
            <LockIcon className="size-4" />
            {t('locked')}
          </span>
        ) : null}
      </p>
      <ul className="flex flex-wrap gap-2">
        {shown.map((id) => (
          <li key={id} className="rounded-full border border-line bg-surface px-3 py-0.5 font-medium">
            {roster?.names[id] ?? '…'}
          </li>
        ))}
        {people.length > shown.length ? (
          <li className="px-1">{t('more', { count: people.length - shown.length })}</li>
        ) : null}
      </ul>
    </div>
  );
}
