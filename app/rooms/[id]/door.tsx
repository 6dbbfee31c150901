'use client';

import { useTranslations } from 'next-intl';
import { formatRoomCode } from '../../../lib/wire/room-code.ts';
import { Button } from '../../_ui/button.tsx';
import { LockIcon } from '../../_ui/icons.tsx';
import { Panel } from '../../_ui/panel.tsx';
import type { DeskTools } from './use-desk.ts';

/** The room's code, and whether anybody else may come in. */
export function Door({ desk }: { readonly desk: DeskTools }) {
  const t = useTranslations('desk.door');
  if (desk.roomCode === null) return null;
  return (
    <Panel title={t('title')}>
      <div className="flex flex-wrap items-center gap-3">
        <strong className="text-title tabular-nums">{formatRoomCode(desk.roomCode)}</strong>
        <Button
          size="compact"
          className="min-h-11"
          inert={desk.inert}
          aria-pressed={desk.locked}
          onClick={() => desk.send('teach.lock', { locked: !desk.locked })}
        >
          <LockIcon className="size-4" />
          {desk.locked ? t('unlock') : t('lock')}
        </Button>
        <Button
          size="compact"
          className="min-h-11"
          inert={desk.inert}
          onClick={() => desk.send('teach.rotate-code', {})}
        >
          {t('rotate')}
        </Button>
      </div>
      <p className="mt-2 text-ink-soft">{desk.locked ? t('locked') : t('open')}</p>
    </Panel>
  );
}
