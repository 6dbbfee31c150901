'use client';

import { useTranslations } from 'next-intl';
import type { ComponentName } from '../../../lib/cluster/seats.ts';
import { CAST, ComponentIcon } from '../../_ui/component-icon.tsx';
import { Panel } from '../../_ui/panel.tsx';

/** How a component learns of things, what it does then, and what it leaves to others. */
export function Duty({ component }: { readonly component: ComponentName }) {
  const t = useTranslations('seat.help');
  const about = useTranslations('seat.duties');
  const parts = [
    { label: t('learns'), text: about(`${component}.learns`) },
    { label: t('acts'), text: about(`${component}.acts`) },
    { label: t('never'), text: about(`${component}.never`) },
  ];
  return (
    <dl className="flex flex-col gap-2">
      {parts.map(({ label, text }) => (
        <div key={label}>
          <dt className="text-caption font-semibold text-ink-soft">{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The whole cast, to look up what may be expected of the others. */
export function Duties() {
  const t = useTranslations('seat.help');
  const about = useTranslations('components');
  return (
    <Panel title={t('everybody')}>
      <ul className="flex flex-col divide-y divide-line">
        {CAST.map((component) => (
          <li key={component}>
            <details className="py-1">
              <summary className="min-h-11 py-2 font-medium">
                <span lang={component === 'user' ? undefined : 'en'} className="mr-2">
                  {about(`${component}.name`)}
                </span>
                <ComponentIcon component={component} className="inline size-4 align-[-0.15em] text-ink-soft" />
              </summary>
              <div className="pb-3 pl-4">
                <Duty component={component} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
