'use client';

import { useTranslations } from 'next-intl';
import type { ObjectLine } from '../../lib/session/view.ts';
import { keyOf, useText } from '../_i18n/use-text.ts';
import { EmptyState } from '../_ui/empty-state.tsx';
import { StatusPill, toneOfStatus } from '../_ui/status-pill.tsx';

/** The objects in sight, in words: the same as on the map, with what kubectl would say beside. */
export function ObjectTable({ objects }: { readonly objects: readonly ObjectLine[] }) {
  const t = useTranslations('cluster.map');
  const say = useText();
  if (objects.length === 0) return <EmptyState title={t('empty')}>{t('emptyHelp')}</EmptyState>;
  return (
    <ul className="flex flex-col divide-y divide-line">
      {objects.map((object) => (
        <li key={`${object.resource}/${object.namespace ?? ''}/${object.name}`} className="flex flex-col gap-1 py-2">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <span lang="en" className="font-mono text-caption font-semibold break-all">
              {object.resource}/{object.name}
            </span>
            <StatusPill tone={toneOfStatus(object.status)} lang="en">
              {object.status}
            </StatusPill>
          </div>
          <dl className="flex flex-wrap gap-x-4 gap-y-0.5 text-caption">
            {object.node === undefined ? null : <Pair label={t('node')} value={object.node} />}
            {object.resourceVersion === '' ? null : <Pair label="resourceVersion" value={object.resourceVersion} />}
            {object.detail.map(([label, value]) => (
              <Pair key={keyOf(label)} label={say(label)} value={value} />
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function Pair({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-soft">{label}</dt>
      <dd lang="en" className="font-mono break-all">
        {value}
      </dd>
    </div>
  );
}
