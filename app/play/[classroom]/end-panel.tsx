'use client';

import { useTranslations } from 'next-intl';
import { CourseStrip } from '../../_cluster/course-strip.tsx';
import { paths } from '../../_paths.ts';
import { useRoom } from '../../_room/room-context.tsx';
import { rowsOf, stepsTold } from '../../_room/view-facts.ts';
import { ButtonLink } from '../../_ui/button.tsx';
import { CheckIcon, PlayIcon } from '../../_ui/icons.tsx';
import { Panel } from '../../_ui/panel.tsx';
import type { Play } from './use-play.ts';

/** The lesson is over: what came of it, and the way to the recording. */
export function EndPanel({ play, solo }: { readonly play: Play; readonly solo: boolean }) {
  const t = useTranslations('seat.end');
  const sessionId = useRoom((state) => state.sessionId);
  const notices = Object.values(play.view.notices);
  const count = (kind: 'refusal' | 'mistake') => notices.filter((notice) => notice.kind === kind).length;
  return (
    <Panel>
      <div className="flex flex-col gap-5 py-2">
        <div className="flex flex-col items-center gap-2 text-center">
          <CheckIcon className="size-10 text-ok" />
          <h2 data-focus-home tabIndex={-1} className="text-heading font-semibold">
            {t('title')}
          </h2>
          <p className="text-ink-soft">{t('counts', { refusals: count('refusal'), mistakes: count('mistake') })}</p>
        </div>
        {stepsTold(play.view) ? <CourseStrip rows={rowsOf(play.view)} sentence={false} /> : null}
        {sessionId === null ? null : (
          <ButtonLink href={paths.replay(sessionId)} tone="primary" wide>
            <PlayIcon className="size-4" />
            {t('replay')}
          </ButtonLink>
        )}
        {solo ? (
          <ButtonLink href={paths.solo()} wide>
            {t('again')}
          </ButtonLink>
        ) : null}
      </div>
    </Panel>
  );
}
