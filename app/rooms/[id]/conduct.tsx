'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { View } from '../../../lib/session/view.ts';
import { OutcomeNotice } from '../../_cards/outcome-notice.tsx';
import { api, paths } from '../../_paths.ts';
import { usePlayTexts } from '../../_room/play-texts.ts';
import { useRoom } from '../../_room/room-context.tsx';
import { roomOf } from '../../_room/view-facts.ts';
import { Button, ButtonLink } from '../../_ui/button.tsx';
import { ConfirmDialog } from '../../_ui/dialog.tsx';
import { FocusKeeper } from '../../_ui/focus-keeper.tsx';
import { PauseIcon, PlayIcon } from '../../_ui/icons.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { postJson } from '../../_ui/post-json.ts';
import type { DeskTools } from './use-desk.ts';

const PACES = ['1x', '10x', '60x', 'instant'] as const;

interface ConductProps {
  readonly view: View;
  readonly desk: DeskTools;
  readonly waves: readonly string[];
  readonly classroom: string;
}

/** Begin, pause, step, pace, back and end: the baton. */
export function Conduct({ view, desk, waves, classroom }: ConductProps) {
  const t = useTranslations('desk.conduct');
  const room = roomOf(view);
  if (room === null) return null;
  return (
    <Panel label={t('label')}>
      <FocusKeeper className="flex flex-col gap-4">
        {room.ended ? (
          <Ended classroom={classroom} />
        ) : (
          <Baton room={room} desk={desk} waves={waves} classroom={classroom} />
        )}
        {desk.failure === null ? null : (
          <OutcomeNotice
            kind="refusal"
            reason={desk.failure.reason}
            params={desk.failure.params}
            onDismiss={desk.dismiss}
            spoken
          />
        )}
      </FocusKeeper>
    </Panel>
  );
}

type Room = NonNullable<ReturnType<typeof roomOf>>;

interface BatonProps {
  readonly room: Room;
  readonly desk: DeskTools;
  readonly waves: readonly string[];
  readonly classroom: string;
}

function Baton({ room, desk, waves, classroom }: BatonProps) {
  const t = useTranslations('desk.conduct');
  const texts = usePlayTexts();
  const [asking, setAsking] = useState<'undo' | 'end' | null>(null);
  const next = room.wave + 1;
  const nextId = waves[next];
  const ready = nextId !== undefined && (room.wave < 0 || room.waveDone);
  const begun = room.wave >= 0;
  const { inert, send } = desk;
  return (
    <>
      <p data-focus-home tabIndex={-1} className="font-semibold">
        {begun ? t('wave', { wave: room.wave + 1, waves: room.waves }) : t('notBegun')}
        {room.waveDone ? ` · ${t('waveDone')}` : ''}
        {room.mode === 'paused' && begun ? ` · ${t('paused')}` : ''}
      </p>
      <div className="flex flex-wrap gap-2">
        {ready ? (
          <Button tone="primary" inert={inert} onClick={() => send('teach.start', { wave: next })}>
            <PlayIcon className="size-4" />
            {t('start', { title: texts.wave(nextId) ?? nextId })}
          </Button>
        ) : null}
        {begun && room.mode !== 'paused' ? (
          <Button inert={inert} onClick={() => send('teach.mode', { mode: 'paused' })}>
            <PauseIcon className="size-4" />
            {t('pause')}
          </Button>
        ) : null}
        {begun && room.mode !== 'running' ? (
          <Button
            tone={ready ? 'secondary' : 'primary'}
            inert={inert}
            onClick={() => send('teach.mode', { mode: 'running' })}
          >
            <PlayIcon className="size-4" />
            {t('resume')}
          </Button>
        ) : null}
        {begun && room.mode !== 'stepping' ? (
          <Button inert={inert} onClick={() => send('teach.mode', { mode: 'stepping' })}>
            {t('stepping')}
          </Button>
        ) : null}
        {room.mode === 'stepping' ? (
          <Button tone="primary" inert={inert} onClick={() => send('teach.step', {})}>
            {t('step')}
          </Button>
        ) : null}
        <Button inert={inert || !begun} onClick={() => setAsking('undo')}>
          {t('undo')}
        </Button>
        <Screen classroom={classroom} />
        <Button tone="danger" inert={inert} onClick={() => setAsking('end')}>
          {t('end')}
        </Button>
        <Pace desk={desk} />
      </div>
      <ConfirmDialog
        open={asking === 'undo'}
        title={t('undoTitle')}
        confirm={t('undo')}
        onCancel={() => setAsking(null)}
        onConfirm={() => {
          setAsking(null);
          send('teach.undo', {});
        }}
      >
        {t('undoHelp')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'end'}
        title={t('endTitle')}
        confirm={t('end')}
        tone="danger"
        onCancel={() => setAsking(null)}
        onConfirm={() => {
          setAsking(null);
          send('teach.end', {});
        }}
      >
        {t('endHelp')}
      </ConfirmDialog>
    </>
  );
}

function Pace({ desk }: { readonly desk: DeskTools }) {
  const t = useTranslations('desk.conduct');
  return (
    <label className="ms-auto flex items-center gap-2 text-caption font-semibold">
      {t('pace')}
      <select
        value={desk.pace}
        onChange={(event) => {
          const pace = PACES.find((candidate) => candidate === event.target.value);
          if (pace !== undefined) desk.send('teach.pace', { pace });
        }}
        className="min-h-12 rounded-control border border-line-strong bg-surface px-3"
      >
        {PACES.map((pace) => (
          <option key={pace} value={pace}>
            {t(`paces.${pace}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Makes a link for the big screen and opens it in a window that can be dragged over. */
function Screen({ classroom }: { readonly classroom: string }) {
  const t = useTranslations('desk.conduct');
  const errors = useTranslations('common.error');
  const [failed, setFailed] = useState(false);
  async function open() {
    const outcome = await postJson(api.screen(classroom), {});
    const token =
      outcome.ok && typeof outcome.value === 'object' && outcome.value !== null
        ? Reflect.get(outcome.value, 'token')
        : null;
    setFailed(typeof token !== 'string');
    if (typeof token === 'string') window.open(paths.screen(token), 'kubecrew-screen');
  }
  return (
    <>
      <Button onClick={() => void open()}>{t('screen')}</Button>
      {failed ? (
        <Notice tone="error" role="alert">
          {errors('unexpected')}
        </Notice>
      ) : null}
    </>
  );
}

function Ended({ classroom }: Pick<ConductProps, 'classroom'>) {
  const t = useTranslations('desk.conduct');
  const sessionId = useRoom((state) => state.sessionId);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p data-focus-home tabIndex={-1} className="font-semibold">
        {t('ended')}
      </p>
      <ButtonLink href={paths.debrief(classroom)} tone="primary">
        {t('debrief')}
      </ButtonLink>
      {sessionId === null ? null : <ButtonLink href={paths.replay(sessionId)}>{t('replay')}</ButtonLink>}
    </div>
  );
}
