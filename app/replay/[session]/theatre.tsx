'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { Eyes } from '../../../lib/session/view.ts';
import type { ReplayPage } from '../../../lib/wire/http.ts';
import { ClusterMap } from '../../_cluster/cluster-map.tsx';
import { CourseStrip } from '../../_cluster/course-strip.tsx';
import { FlowPanel } from '../../_cluster/flow-panel.tsx';
import { paths } from '../../_paths.ts';
import { messagesOf } from '../../_room/view-facts.ts';
import { Notice } from '../../_ui/notice.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { Controls } from './controls.tsx';
import { Explanation } from './explanation.tsx';
import { type Player, usePlayer } from './use-player.ts';

interface TheatreProps {
  readonly page: ReplayPage;
  readonly position: number;
}

const EVERYBODY: Eyes = { kind: 'projector' };

/** The stage, the strip of chapters and what is happening, with the controls below. */
export function Theatre({ page, position }: TheatreProps) {
  const t = useTranslations('replay');
  const [seat, setSeat] = useState('');
  const viewer = useMemo<Eyes>(() => (seat === '' ? EVERYBODY : { kind: 'seat', seat }), [seat]);
  const first = page.entries[0]?.position ?? 1;
  const player = usePlayer(page.entries, viewer, position - first);
  useAddress(page.session, first + player.index);
  const onKeyDown = useKeys(player);
  const lessons = useTranslations('lessons');
  const lesson = `${page.lesson}.title` as 'pod-creation.title';
  const { shown } = player;
  return (
    // The keys belong to the player as a whole; its buttons keep their own.
    <section data-stage aria-label={t('player')} onKeyDown={onKeyDown} className="flex flex-col gap-5">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h1 className="text-title font-bold">
          {page.classroom === null || page.title === null || page.title === page.lesson ? lessons(lesson) : page.title}
        </h1>
        <label className="flex items-center gap-2 text-caption font-semibold">
          <span className="whitespace-nowrap">{t('eyes')}</span>
          <select
            value={seat}
            onChange={(event) => setSeat(event.target.value)}
            className="min-h-11 min-w-0 rounded-control border border-line-strong bg-surface px-3 text-body"
          >
            <option value="">{t('everybody')}</option>
            {player.seats.map((id) => (
              <option key={id} value={id} lang="en">
                {id}
              </option>
            ))}
          </select>
        </label>
      </div>
      {player.broken ? <Notice tone="error">{t('broken')}</Notice> : null}
      {player.rows.length === 0 ? null : (
        <CourseStrip
          rows={player.rows}
          at={first + player.index}
          onPick={(at) => player.seek(at - first)}
          sentence={false}
        />
      )}
      <Controls player={player} first={first} />
      {shown === null ? null : (
        <div className="grid gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="order-2 flex min-w-0 flex-col gap-5 lg:order-1">
            <ClusterMap view={shown.view} names={page.names} mine={seat === '' ? [] : [seat]} />
          </div>
          <div className="order-1 flex min-w-0 flex-col gap-5 lg:order-2">
            <Explanation told={shown.told} names={page.names} />
            <Panel title={t('messages')} level={2}>
              <FlowPanel
                messages={messagesOf(shown.view)}
                form="list"
                height="max-h-[32rem]"
                listHeight="max-h-[32rem]"
              />
            </Panel>
          </div>
        </div>
      )}
    </section>
  );
}

/** Keeps the address at the moment that is shown, so that it can be copied. */
function useAddress(session: string, position: number): void {
  useEffect(() => {
    window.history.replaceState(null, '', paths.replay(session, position));
  }, [session, position]);
}

/**
 * The keys that players have. Without anything focused they act as well, but for the letters: single letters belong to
 * whoever has put the focus into the player.
 */
function useKeys(player: Player): (event: KeyboardEvent) => void {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      const letter = event.key.length === 1 && event.key !== ' ';
      if (document.activeElement === document.body && !letter) press(event, player);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [player]);
  return (event) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const typing = target?.closest('select, input') !== null;
    const pressing = event.key === ' ' && target?.closest('button, a') !== null;
    if (!typing && !pressing) press(event.nativeEvent, player);
  };
}

function press(event: globalThis.KeyboardEvent, player: Player): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const keys: Readonly<Record<string, () => void>> = {
    ' ': player.toggle,
    k: player.toggle,
    ArrowRight: () => player.seek(player.index + 1),
    ArrowLeft: () => player.seek(player.index - 1),
    l: () => player.seek(player.index + 10),
    j: () => player.seek(player.index - 10),
    Home: () => player.seek(0),
    End: () => player.seek(player.count - 1),
  };
  const act = keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act();
}
