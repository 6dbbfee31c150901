'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { ClusterMap } from '../../_cluster/cluster-map.tsx';
import { FlowPanel } from '../../_cluster/flow-panel.tsx';
import { ObjectTable } from '../../_cluster/object-table.tsx';
import type { View } from '../../../lib/session/view.ts';
import type { ParticipantPass } from '../../_room/participant-pass.ts';
import { useRoom } from '../../_room/room-context.tsx';
import { messagesOf, questionOf, roomOf } from '../../_room/view-facts.ts';
import { useAnnounce } from '../../_ui/announcer.tsx';
import { FocusKeeper } from '../../_ui/focus-keeper.tsx';
import { Tabs } from '../../_ui/tabs.tsx';
import { useMediaQuery } from '../../_ui/use-media-query.ts';
import { ConsoleHeader, ReadOnlyBanner } from './console-header.tsx';
import { HelpPanel } from './help-panel.tsx';
import { KnowsPanel } from './knows-panel.tsx';
import { Todo } from './todo.tsx';
import { type Play, usePlay } from './use-play.ts';

interface SeatConsoleProps {
  readonly pass: ParticipantPass;
}

export function SeatConsole(props: SeatConsoleProps) {
  const view = useRoom((state) => state.view);
  return view === null ? null : <Console {...props} view={view} />;
}

type TabId = 'todo' | 'knows' | 'map' | 'flow' | 'help';

interface ConsoleProps extends SeatConsoleProps {
  readonly view: View;
}

/** Phones: one column with tabs within reach of the thumb. Laptops: the task, what I know, and the pictures. */
function Console({ pass, view }: ConsoleProps) {
  const play = usePlay(view);
  const t = useTranslations('seat');
  const wide = useMediaQuery('(min-width: 64rem)');
  const [tab, setTab] = useState<TabId>('todo');
  useConnectionNews();
  const ended = roomOf(view)?.ended ?? false;
  useEffect(() => {
    if (ended) setTab('todo');
  }, [ended]);
  const solo = pass.code === undefined;
  const question = questionOf(play.view);
  const unanswered = question !== null && question.status === 'open' && question.mine === undefined ? 1 : 0;
  const waiting = ended ? 0 : play.cards.length + unanswered;
  const panels: Record<TabId, ReactNode> = {
    todo: <Todo play={play} solo={solo} />,
    knows: <KnowsPanel view={play.view} />,
    map: <MapPanel play={play} />,
    flow: <FlowPanel messages={messagesOf(play.view)} form={wide ? 'diagram' : 'list'} height="max-h-[70dvh]" />,
    help: <HelpPanel play={play} solo={solo} />,
  };
  const tabs = (['todo', 'map', 'flow', 'help'] as const).map((id) => ({
    id,
    label: t(`tabs.${id}`),
    ...(id === 'todo' && { count: waiting }),
  }));
  const sideTabs = tabs.filter(({ id }) => id !== 'todo');
  return (
    <FocusKeeper className="flex h-dvh flex-col outline-none">
      <ConsoleHeader play={play} nickname={play.names[play.me ?? ''] ?? pass.nickname} />
      <ReadOnlyBanner />
      {wide ? (
        <main
          id="content"
          tabIndex={-1}
          className="grid min-h-0 flex-1 grid-cols-[minmax(22rem,5fr)_minmax(15rem,3fr)_minmax(26rem,6fr)] outline-none"
        >
          <Column label={t('tabs.todo')}>{panels.todo}</Column>
          <Column label={t('tabs.knows')}>{panels.knows}</Column>
          <div className="flex min-h-0 flex-col border-l border-line">
            <Tabs
              tabs={sideTabs}
              selected={tab === 'todo' ? 'map' : tab}
              onSelect={setTab}
              label={t('tabs.label')}
              className="flex-1"
            >
              <Scroll key={tab}>{panels[tab === 'todo' ? 'map' : tab]}</Scroll>
            </Tabs>
          </div>
        </main>
      ) : (
        <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
          <Tabs tabs={tabs} selected={tab} onSelect={setTab} label={t('tabs.label')} place="bottom" className="flex-1">
            <Scroll key={tab}>
              {panels[tab]}
              {tab === 'map' ? <div className="mt-6">{panels.knows}</div> : null}
            </Scroll>
          </Tabs>
        </main>
      )}
    </FocusKeeper>
  );
}

function Column({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section aria-label={label} className="min-h-0 border-l border-line first:border-l-0">
      <Scroll>{children}</Scroll>
    </section>
  );
}

/** Can be scrolled by keyboard even where nothing in it takes the focus. */
function Scroll({ children }: { readonly children: ReactNode }) {
  return (
    <div tabIndex={0} className="relative h-full overflow-y-auto overscroll-contain p-4 outline-offset-[-3px]">
      {children}
    </div>
  );
}

function MapPanel({ play }: { readonly play: Play }) {
  const t = useTranslations('cluster.map');
  return (
    <div className="flex flex-col gap-4">
      <ClusterMap view={play.view} names={play.names} mine={play.seats} />
      <details className="rounded-control border border-line bg-surface px-4 py-2">
        <summary className="min-h-8 font-semibold">{t('asList')}</summary>
        <ObjectTable objects={Object.values(play.view.objects)} />
      </details>
    </div>
  );
}

/** Tells once how much was missed while the connection was away. */
function useConnectionNews(): void {
  const t = useTranslations('common.connection');
  const announce = useAnnounce();
  const missed = useRoom((state) => state.missed);
  const status = useRoom((state) => state.status);
  useEffect(() => {
    if (status === 'connected' && missed !== null && missed >= 0) announce(t('back', { count: missed }));
  }, [status, missed, announce, t]);
}
