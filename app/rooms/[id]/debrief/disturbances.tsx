'use client';

import { useTranslations } from 'next-intl';
import type { DisturbanceRecord } from '../../../../lib/record/debrief.ts';
import { tellDisturbance } from '../../../../lib/record/disturbances.ts';
import { useText } from '../../../_i18n/use-text.ts';
import { paths } from '../../../_paths.ts';
import { ButtonLink } from '../../../_ui/button.tsx';
import { Panel } from '../../../_ui/panel.tsx';

/** What was broken and mended during class, and by whom, each with its place in the replay. */
export function Disturbances({ disturbances }: { readonly disturbances: readonly DisturbanceRecord[] }) {
  const t = useTranslations('debrief.disturbances');
  const say = useText();
  return (
    <Panel title={t('title')}>
      {disturbances.length === 0 ? <p className="text-ink-soft">{t('none')}</p> : null}
      <ol className="flex flex-col divide-y divide-line">
        {disturbances.map((one) => {
          const { session, position } = one.moment;
          return (
            <li
              key={`${session}-${position}-${one.fault.kind}`}
              className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-2"
            >
              <p className="min-w-48 flex-1">{say(tellDisturbance(one))}</p>
              <ButtonLink
                href={paths.replay(session, position)}
                size="compact"
                className="min-h-11"
                label={t('lookOf', { position })}
              >
                {t('look')}
              </ButtonLink>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
