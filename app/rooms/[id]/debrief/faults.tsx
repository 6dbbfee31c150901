'use client';

import { useTranslations } from 'next-intl';
import type { Fault } from '../../../../lib/record/debrief.ts';
import { OutcomeNotice } from '../../../_cards/outcome-notice.tsx';
import { paths } from '../../../_paths.ts';
import { ButtonLink } from '../../../_ui/button.tsx';
import { ComponentNameText } from '../../../_ui/component-name.tsx';
import { Panel } from '../../../_ui/panel.tsx';

/** What was refused and what went wrong, each once, with why and with its first place in the replay. */
export function Faults({ faults }: { readonly faults: readonly Fault[] }) {
  const t = useTranslations('debrief.faults');
  return (
    <Panel title={t('title')}>
      {faults.length === 0 ? <p className="text-ink-soft">{t('none')}</p> : null}
      <ul className="flex flex-col gap-5">
        {faults.map(({ kind, seat, reason, params, count, first }) => (
          <li key={`${kind}-${seat}-${reason}`} className="flex flex-col gap-2">
            <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
              <p>
                <strong>
                  <ComponentNameText>{seat}</ComponentNameText>
                </strong>{' '}
                <span className="text-caption text-ink-soft">{t('times', { count })}</span>
              </p>
              <ButtonLink
                href={paths.replay(first.session, first.position)}
                size="compact"
                className="min-h-11"
                label={t('lookOf', { seat, position: first.position })}
              >
                {t('look')}
              </ButtonLink>
            </div>
            <OutcomeNotice kind={kind} reason={reason} params={params} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
