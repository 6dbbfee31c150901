'use client';

import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo, useState, useSyncExternalStore } from 'react';
import type { Credentials } from '../../_room/connection.ts';
import { forgetPass, holdsPassInTab, type ParticipantPass, readPass, savePass } from '../../_room/participant-pass.ts';
import { RoomProvider, useRoom } from '../../_room/room-context.tsx';
import { paths } from '../../_paths.ts';
import { Button, ButtonLink } from '../../_ui/button.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { PageFrame } from '../../_ui/page-frame.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';
import { ClosedDoor } from './closed-door.tsx';
import { SeatConsole } from './seat-console.tsx';

interface PlayRoomProps {
  readonly classroom: string;
}

/** Finds out who this tab is in the room, asks once if another tab was it, and opens the line. */
export function PlayRoom({ classroom }: PlayRoomProps) {
  const [agreed, setAgreed] = useState(false);
  const stored = useStoredPass(classroom);
  if (stored === undefined) return <PlaySkeleton />;
  if (stored === null) return <NoPass />;
  if (!agreed && !stored.inTab) {
    const go = () => {
      savePass(stored.pass);
      setAgreed(true);
    };
    return <Continue pass={stored.pass} onContinue={go} />;
  }
  return <Connected pass={stored.pass} />;
}

interface StoredPass {
  readonly pass: ParticipantPass;
  readonly inTab: boolean;
}

/** Undefined until the browser's storage can be read; then read once, so that the line keeps its credentials. */
function useStoredPass(classroom: string): StoredPass | null | undefined {
  const hydrated = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  return useMemo(() => {
    if (!hydrated) return undefined;
    const pass = readPass(classroom);
    return pass === null ? null : { pass, inTab: holdsPassInTab(classroom) };
  }, [hydrated, classroom]);
}

function Connected({ pass }: { readonly pass: ParticipantPass }) {
  const credentials = useMemo<Credentials>(() => ({ kind: 'participant', token: pass.token }), [pass.token]);
  return (
    <RoomProvider credentials={credentials} fallback={<PlaySkeleton />}>
      <Door pass={pass}>
        <SeatConsole pass={pass} />
      </Door>
    </RoomProvider>
  );
}

/** Before the first view and after the last. A lesson that has ended stays open to look at. */
function Door({ pass, children }: { readonly pass: ParticipantPass; readonly children: ReactNode }) {
  const closed = useRoom((state) => state.closed);
  const ready = useRoom((state) => state.view !== null && state.roster !== null);
  if (closed !== null && closed !== 'ended') {
    const forget = () => forgetPass(pass.classroom);
    return <ClosedDoor closed={closed} onForget={forget} />;
  }
  return ready ? children : <PlaySkeleton />;
}

function NoPass() {
  const t = useTranslations('seat.pass');
  return (
    <PageFrame width="narrow">
      <h1 className="sr-only">{t('noneTitle')}</h1>
      <Panel>
        <EmptyState
          title={t('noneTitle')}
          action={
            <ButtonLink href={paths.home()} tone="primary">
              {t('join')}
            </ButtonLink>
          }
        >
          {t('noneBody')}
        </EmptyState>
      </Panel>
    </PageFrame>
  );
}

function Continue({ pass, onContinue }: { readonly pass: ParticipantPass; readonly onContinue: () => void }) {
  const t = useTranslations('seat.pass');
  return (
    <PageFrame width="narrow">
      <Panel>
        <div className="flex flex-col items-center gap-4 py-4 text-center">
          <h1 className="text-heading font-semibold">{t('again', { name: pass.nickname })}</h1>
          <p className="text-ink-soft">{t('againBody')}</p>
          <Button tone="primary" wide onClick={onContinue}>
            {t('continue')}
          </Button>
          <ButtonLink href={pass.code === undefined ? paths.home() : paths.join(pass.code)} wide>
            {t('other')}
          </ButtonLink>
        </div>
      </Panel>
    </PageFrame>
  );
}

function PlaySkeleton() {
  const t = useTranslations('common.state');
  return (
    <main id="content" className="flex min-h-dvh flex-col">
      <h1 className="sr-only">{t('loading')}</h1>
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <div className="flex min-h-14 items-center gap-3 border-b border-line bg-surface px-4">
        <Skeleton className="size-8" />
        <Skeleton className="h-6 w-40" />
      </div>
      <div className="mx-auto flex w-full max-w-xl flex-col gap-4 p-4">
        <Skeleton className="h-14 w-full" />
        <Skeleton className="h-64 w-full" />
      </div>
    </main>
  );
}
