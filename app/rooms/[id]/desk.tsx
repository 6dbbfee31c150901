'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ClusterMap } from '../../_cluster/cluster-map.tsx';
import { RoundLine } from '../../_cluster/round-line.tsx';
import { FlowPanel } from '../../_cluster/flow-panel.tsx';
import { PredictionTally } from '../../_cluster/prediction-tally.tsx';
import { QuestionTally } from '../../_cluster/question-tally.tsx';
import { WaitingLine } from '../../_cluster/waiting-line.tsx';
import type { Credentials } from '../../_room/connection.ts';
import { RoomProvider, useRoom } from '../../_room/room-context.tsx';
import { messagesOf, questionOf, revealedPredictionOf, roomOf } from '../../_room/view-facts.ts';
import { ConnectionPill } from '../../_ui/connection-pill.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';
import { Conduct } from './conduct.tsx';
import { Door } from './door.tsx';
import { Faults } from './faults.tsx';
import { People } from './people.tsx';
import { Reopen } from './reopen.tsx';
import { Seats } from './seats.tsx';
import { Trouble } from './trouble.tsx';
import { useDesk } from './use-desk.ts';

interface DeskProps {
  readonly classroom: string;
  readonly title: string;
  readonly waves: readonly string[];
}

/** Everything a teacher needs while the class plays. The first line says whom the class is waiting for. */
export function Desk({ classroom, title, waves }: DeskProps) {
  const credentials = useMemo<Credentials>(() => ({ kind: 'teacher', classroom }), [classroom]);
  return (
    <RoomProvider credentials={credentials} fallback={<Loading />}>
      <OpenDesk classroom={classroom} title={title} waves={waves} />
    </RoomProvider>
  );
}

function OpenDesk({ classroom, title, waves }: DeskProps) {
  const t = useTranslations('desk');
  const view = useRoom((state) => state.view);
  const status = useRoom((state) => state.status);
  const closed = useRoom((state) => state.closed);
  const tools = useDesk();
  if (closed !== null && closed !== 'ended') {
    return (
      <>
        <h1 className="text-title font-bold">{title}</h1>
        {closed === 'quarantined' ? (
          <Reopen classroom={classroom} />
        ) : (
          <EmptyState title={t('closed')}>{t('closedHelp')}</EmptyState>
        )}
      </>
    );
  }
  if (view === null) return <Loading />;
  // After the end everything stays to be looked at, and nothing does anything.
  const desk = roomOf(view)?.ended === true ? { ...tools, inert: true } : tools;
  const question = questionOf(view);
  const prediction = revealedPredictionOf(view);
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-title font-bold">{title}</h1>
        <ConnectionPill status={status} />
      </div>
      <div className="text-heading font-semibold">
        <WaitingLine view={view} names={desk.names} />
      </div>
      <Conduct view={view} desk={desk} waves={waves} classroom={classroom} />
      <RoundLine view={view} />
      <div className="grid gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <Seats view={view} desk={desk} />
          <Panel title={t('map')}>
            <ClusterMap view={view} names={desk.names} />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Door desk={desk} />
          {question === null ? null : (
            <Panel title={t('question')}>
              <QuestionTally question={question} />
            </Panel>
          )}
          {prediction === null ? null : (
            <Panel title={t('prediction')}>
              <PredictionTally line={prediction} />
            </Panel>
          )}
          <People view={view} desk={desk} />
          <Faults view={view} desk={desk} />
          <Trouble view={view} />
          <Panel title={t('messages')}>
            <FlowPanel messages={messagesOf(view)} form="list" listHeight="max-h-[32rem]" />
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Loading() {
  const t = useTranslations('common.state');
  return (
    <div aria-busy="true" className="flex flex-col gap-4">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="h-10 w-72" />
      <Skeleton className="h-96 w-full" />
    </div>
  );
}
