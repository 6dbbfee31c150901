'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { View } from '../../../lib/session/view.ts';
import type { Answer } from '../../_room/connection.ts';
import { useRoom, useSend } from '../../_room/room-context.tsx';
import { roomOf } from '../../_room/view-facts.ts';
import { useAnnounce } from '../../_ui/announcer.tsx';
import { Button } from '../../_ui/button.tsx';
import { ConfirmDialog } from '../../_ui/dialog.tsx';
import { Panel } from '../../_ui/panel.tsx';

/** Who plays alone leads the room as well: pause, go back, one more round, end. */
export function SoloControls({ view }: { readonly view: View }) {
  const t = useTranslations('seat.solo');
  const send = useSend();
  const announce = useAnnounce();
  const connected = useRoom((state) => state.status === 'connected');
  const [ending, setEnding] = useState(false);
  const room = roomOf(view);
  if (room === null || room.ended) return null;
  const paused = room.mode === 'paused';
  const tell = async (work: Promise<Answer>) => {
    const answer = await work;
    if (!answer.ok) announce(answer.reason === 'NothingToUndo' ? t('nothingToUndo') : t('failed'));
  };
  return (
    <Panel title={t('title')}>
      <div className="flex flex-wrap gap-2">
        <Button
          inert={!connected}
          onClick={() => void tell(send('teach.mode', { mode: paused ? 'running' : 'paused' }))}
        >
          {paused ? t('resume') : t('pause')}
        </Button>
        <Button inert={!connected} onClick={() => void tell(send('teach.undo', {}))}>
          {t('undo')}
        </Button>
        {room.waveDone && room.wave + 1 < room.waves ? (
          <Button inert={!connected} onClick={() => void tell(send('teach.start', { wave: room.wave + 1 }))}>
            {t('next')}
          </Button>
        ) : null}
        <Button tone="danger" inert={!connected} onClick={() => setEnding(true)}>
          {t('end')}
        </Button>
      </div>
      <ConfirmDialog
        open={ending}
        title={t('endTitle')}
        confirm={t('end')}
        tone="danger"
        onCancel={() => setEnding(false)}
        onConfirm={() => {
          setEnding(false);
          void tell(send('teach.end', {}));
        }}
      >
        {t('endBody')}
      </ConfirmDialog>
    </Panel>
  );
}
