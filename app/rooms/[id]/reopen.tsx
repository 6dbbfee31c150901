'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { api } from '../../_paths.ts';
import { useRetry } from '../../_room/room-context.tsx';
import { Button } from '../../_ui/button.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { postJson } from '../../_ui/post-json.ts';

/** What the teacher sees of a room that an error has closed, and the one way to go on with it. */
export function Reopen({ classroom }: { readonly classroom: string }) {
  const t = useTranslations('desk.reopen');
  const retry = useRetry();
  const [state, setState] = useState<'asked' | 'busy' | 'forGood' | 'failed'>('asked');
  async function reopen() {
    setState('busy');
    const outcome = await postJson(api.reopen(classroom), {});
    if (outcome.ok) retry();
    else setState(outcome.reason === 'RoomQuarantined' ? 'forGood' : 'failed');
  }
  const action =
    state === 'forGood' ? undefined : (
      <Button tone="primary" disabled={state === 'busy'} onClick={() => void reopen()}>
        {t('again')}
      </Button>
    );
  return (
    <div role="alert">
      <EmptyState title={t('title')} action={action}>
        {t(state === 'busy' ? 'asked' : state)}
      </EmptyState>
    </div>
  );
}
