'use client';

import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import type { Closed } from '../../_room/room-state.ts';
import { useRetry } from '../../_room/room-context.tsx';
import { paths } from '../../_paths.ts';
import { Button, ButtonLink } from '../../_ui/button.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { LockIcon } from '../../_ui/icons.tsx';
import { PageFrame } from '../../_ui/page-frame.tsx';
import { Panel } from '../../_ui/panel.tsx';

interface ClosedDoorProps {
  readonly closed: Exclude<Closed, 'ended'>;
  /** The pass opens nothing any more. */
  readonly onForget: () => void;
}

/** Says why the room does not open, and what can be done about it. */
export function ClosedDoor({ closed, onForget }: ClosedDoorProps) {
  const t = useTranslations('seat.closed');
  const retry = useRetry();
  const useless = closed === 'unknown' || closed === 'removed' || closed === 'banned';
  useEffect(() => {
    if (useless) onForget();
  }, [useless, onForget]);
  return (
    <PageFrame width="narrow">
      <Panel>
        <div role="alert">
          <h1 className="sr-only">{t(`${closed}.title`)}</h1>
          <EmptyState
            title={t(`${closed}.title`)}
            icon={<LockIcon className="size-10" />}
            action={
              useless ? (
                <ButtonLink href={paths.home()} tone="primary">
                  {t('home')}
                </ButtonLink>
              ) : closed === 'outdated' ? (
                <Button tone="primary" onClick={() => window.location.reload()}>
                  {t('reload')}
                </Button>
              ) : (
                <Button tone="primary" onClick={retry}>
                  {t('retry')}
                </Button>
              )
            }
          >
            {t(`${closed}.body`)}
          </EmptyState>
        </div>
      </Panel>
    </PageFrame>
  );
}
