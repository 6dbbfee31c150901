'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { QuestionLine, View } from '../../../lib/session/view.ts';
import { formatRoomCode } from '../../../lib/wire/room-code.ts';
import { ClusterMap } from '../../_cluster/cluster-map.tsx';
import { RoundLine } from '../../_cluster/round-line.tsx';
import { FlowDiagram, lanesOf } from '../../_cluster/flow-diagram.tsx';
import { ForeseenText } from '../../_cluster/prediction-tally.tsx';
import { gatheredRows, newestRows } from '../../_cluster/flow-rows.ts';
import { QuestionTally } from '../../_cluster/question-tally.tsx';
import { WaitingLine } from '../../_cluster/waiting-line.tsx';
import type { Credentials } from '../../_room/connection.ts';
import { RoomProvider, useRoom } from '../../_room/room-context.tsx';
import { messagesOf, questionOf, revealedPredictionOf, roomOf, rowsOf } from '../../_room/view-facts.ts';
import type { JoinPoster } from '../../_server/join-poster.ts';
import { ConnectionPill } from '../../_ui/connection-pill.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { FitHeight } from './fit-height.tsx';
import { Lobby } from './lobby.tsx';
import { useWakeLock } from './use-wake-lock.ts';

interface ProjectorProps {
  readonly token: string;
  readonly poster: JoinPoster;
  readonly qr: ReactNode;
}

/** What the wall shows. Nothing here can be pressed; `data-big-screen` makes all sizes follow the screen. */
export function Projector({ token, poster, qr }: ProjectorProps) {
  const credentials = useMemo<Credentials>(() => ({ kind: 'projector', token }), [token]);
  useWakeLock();
  return (
    <div data-big-screen className="h-dvh overflow-hidden bg-canvas">
      <RoomProvider credentials={credentials} fallback={<Lobby poster={poster} qr={qr} code={poster.roomCode} />}>
        <Wall poster={poster} qr={qr} />
      </RoomProvider>
    </div>
  );
}

function Wall({ poster, qr }: Omit<ProjectorProps, 'token'>) {
  const t = useTranslations('projector');
  const router = useRouter();
  const view = useRoom((state) => state.view);
  const closed = useRoom((state) => state.closed);
  const roomCode = useRoom((state) => state.roster?.roomCode ?? null);
  const code = roomCode ?? poster.roomCode;
  // A new code needs a new QR picture, which the server draws.
  useEffect(() => {
    if (roomCode !== null && roomCode !== poster.roomCode) router.refresh();
  }, [roomCode, poster.roomCode, router]);
  if (closed !== null && closed !== 'ended') {
    return (
      <main id="content" className="flex h-full items-center justify-center">
        <h1 className="sr-only">{t('title')}</h1>
        <EmptyState title={t('closed')}>{t('closedHelp')}</EmptyState>
      </main>
    );
  }
  const room = view === null ? null : roomOf(view);
  if (view === null || room === null || (room.wave < 0 && !room.ended)) {
    return <Lobby poster={poster} qr={qr} code={code} />;
  }
  return <Play view={view} title={poster.title} code={code} />;
}

/** What fits beside the map: rows and lanes of the message picture, and its width in rem. */
const ROWS_SHOWN = 8;
const LANES_SHOWN = 5;
const FLOW_REM = 28;
const ROWS_OF_STEPS = 3;

interface PlayProps {
  readonly view: View;
  readonly title: string;
  readonly code: string | null;
}

function Play({ view, title, code }: PlayProps) {
  const t = useTranslations('projector');
  const names = useRoom((state) => state.roster?.names ?? EMPTY);
  const status = useRoom((state) => state.status);
  const shown = newestRows(gatheredRows(messagesOf(view)), ROWS_SHOWN, LANES_SHOWN);
  const lanes = lanesOf(shown.flatMap(({ messages }) => messages));
  const question = useQuestionOnTheWall(questionOf(view));
  const prediction = revealedPredictionOf(view);
  return (
    <main id="content" className="flex h-full flex-col gap-3 px-5 py-3">
      <h1 className="sr-only">{title}</h1>
      <header className="flex items-start justify-between gap-6">
        <div className="min-w-0 text-heading">
          <WaitingLine view={view} names={names} />
        </div>
        <div className="flex shrink-0 items-center gap-4">
          {status === 'connected' ? null : <ConnectionPill status={status} />}
          {code === null ? null : (
            <p className="text-heading font-bold tabular-nums">
              <span className="text-caption font-medium text-ink-soft">{t('codeLabel')} </span>
              {formatRoomCode(code)}
            </p>
          )}
        </div>
      </header>
      <RoundLine view={view} most={ROWS_OF_STEPS} sentence={rowsOf(view).length < 2} />
      <div className="grid min-h-0 flex-1 gap-4" style={{ gridTemplateColumns: `minmax(0,1fr) ${FLOW_REM}rem` }}>
        <FitHeight>
          <ClusterMap view={view} names={names} dense />
        </FitHeight>
        <section className="flex min-h-0 flex-col overflow-hidden rounded-panel border border-line bg-surface p-2">
          {prediction === null || question !== null ? null : (
            <div className="border-b border-line px-1 pb-2 text-caption">
              <ForeseenText line={prediction} />
            </div>
          )}
          {question !== null ? (
            <div className="p-3">
              <h2 className="mb-2 text-caption font-semibold text-ink-soft">{t('question')}</h2>
              <QuestionTally question={question} />
            </div>
          ) : shown.length === 0 ? (
            <EmptyState title={t('noMessages')} />
          ) : (
            <FlowDiagram
              rows={shown}
              following
              lane={laneUnits(lanes.length)}
              className="min-h-0 flex-1 overflow-hidden"
            />
          )}
        </section>
      </div>
    </main>
  );
}

const EMPTY: Readonly<Record<string, string>> = {};

/** As wide as fits, in sixteenths of a rem. */
function laneUnits(lanes: number): number {
  return Math.min(116, Math.floor((FLOW_REM * 16 - 56) / Math.max(1, lanes)));
}

const READING_MILLIS = 25_000;

/** A question that was just asked or just revealed, for as long as it takes to read; then the messages are back. */
function useQuestionOnTheWall(question: QuestionLine | null): QuestionLine | null {
  const key = question === null ? '' : `${question.id} ${question.status}`;
  const [expired, setExpired] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setExpired(key), READING_MILLIS);
    return () => clearTimeout(timer);
  }, [key]);
  return expired === key ? null : question;
}
