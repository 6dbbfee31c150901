'use client';

import { useTranslations } from 'next-intl';
import type { View } from '../../../lib/session/view.ts';
import { usePlayTexts } from '../../_room/play-texts.ts';
import { noticesOf } from '../../_room/view-facts.ts';
import { ComponentNameText } from '../../_ui/component-name.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { StatusPill } from '../../_ui/status-pill.tsx';

const SHOWN_MAX = 8;

/** What was refused and what went wrong lately, newest first: where a word from the teacher may help. */
export function Trouble({ view }: { readonly view: View }) {
  const t = useTranslations('desk.trouble');
  const texts = usePlayTexts();
  const notices = noticesOf(view)
    .filter(({ kind }) => kind !== 'mark')
    .slice(-SHOWN_MAX)
    .toReversed();
  return (
    <Panel title={t('title')}>
      {notices.length === 0 ? <p className="text-ink-soft">{t('none')}</p> : null}
      <ul className="flex flex-col divide-y divide-line">
        {notices.map(({ position, seat, kind, reason, params }) => (
          <li key={`${position}-${reason}`} className="flex flex-col gap-1 py-2">
            <span className="flex flex-wrap items-center gap-2">
              <StatusPill tone={kind === 'mistake' ? 'pending' : 'failed'}>
                {kind === 'mistake' ? t('mistake') : t('refusal')}
              </StatusPill>
              <strong>
                <ComponentNameText>{seat}</ComponentNameText>
              </strong>
              <span className="text-caption text-ink-soft tabular-nums">{t('entry', { position })}</span>
            </span>
            {texts.outcome(kind === 'mistake' ? 'mistake' : 'refusal', reason, params).what}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
