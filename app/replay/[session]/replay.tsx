'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { paths } from '../../_paths.ts';
import { ButtonLink } from '../../_ui/button.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';
import { type Loaded, loadRecording } from './load-recording.ts';
import { Theatre } from './theatre.tsx';

interface ReplayProps {
  readonly session: string;
  readonly position: number;
}

/** Fetches the recording, or says why it cannot be shown. */
export function Replay({ session, position }: ReplayProps) {
  const t = useTranslations('replay');
  const state = useTranslations('common.state');
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  useEffect(() => {
    let here = true;
    void loadRecording(session).then((result) => {
      if (here) setLoaded(result);
    });
    return () => {
      here = false;
    };
  }, [session]);
  if (loaded === null) {
    return (
      <div aria-busy="true" className="flex flex-col gap-4">
        <h1 className="sr-only">{t('title')}</h1>
        <span className="sr-only">{state('loading')}</span>
        <Skeleton className="h-12 w-full" />
        <Skeleton className="h-96 w-full" />
      </div>
    );
  }
  if (!loaded.ok || loaded.page.entries.length === 0) {
    const key = loaded.ok ? 'empty' : loaded.reason;
    return (
      <>
        <h1 className="sr-only">{t('title')}</h1>
        <EmptyState title={t(`${key}.title`)} action={<ButtonLink href={paths.home()}>{t('home')}</ButtonLink>}>
          {t(`${key}.help`)}
        </EmptyState>
      </>
    );
  }
  return <Theatre page={loaded.page} position={position} />;
}
