'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import type { Debrief } from '../../../../lib/record/debrief.ts';
import { CourseStrip } from '../../../_cluster/course-strip.tsx';
import { paths } from '../../../_paths.ts';
import { usePlayTexts } from '../../../_room/play-texts.ts';
import { ButtonLink } from '../../../_ui/button.tsx';
import { Panel } from '../../../_ui/panel.tsx';
import { StatusPill } from '../../../_ui/status-pill.tsx';

interface RoundsProps {
  readonly debrief: Debrief;
  readonly waves: readonly string[];
}

/** The rounds in the order they were begun, and the eleven steps of every pod, each a way into the replay. */
export function Rounds({ debrief, waves }: RoundsProps) {
  const t = useTranslations('debrief.rounds');
  const texts = usePlayTexts();
  const router = useRouter();
  const { chapters, rows, session } = debrief;
  const go = (position: number) => router.push(paths.replay(session, position));
  return (
    <Panel title={t('title')}>
      {chapters.length === 0 ? <p className="text-ink-soft">{t('none')}</p> : null}
      <ol className="flex flex-col divide-y divide-line">
        {chapters.map(({ wave, start, reached }) => {
          const id = waves[wave] ?? '';
          const number = wave + 1;
          return (
            <li key={`${start.session}-${start.position}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <strong className="min-w-48 flex-1">{t('round', { number, title: texts.wave(id) ?? id })}</strong>
              <StatusPill tone={reached ? 'ok' : 'neutral'}>{reached ? t('reached') : t('open')}</StatusPill>
              <ButtonLink
                href={paths.replay(start.session, start.position)}
                size="compact"
                className="min-h-11"
                label={t('fromOf', { number })}
              >
                {t('from')}
              </ButtonLink>
            </li>
          );
        })}
      </ol>
      {rows.length === 0 ? null : (
        <div className="mt-4 flex flex-col gap-2">
          <p className="text-caption text-ink-soft">{t('steps')}</p>
          <CourseStrip rows={rows} onPick={go} sentence={false} />
        </div>
      )}
    </Panel>
  );
}
