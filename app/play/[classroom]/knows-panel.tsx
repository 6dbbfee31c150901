'use client';

import { useTranslations } from 'next-intl';
import type { JsonValue } from '../../../lib/kernel/json.ts';
import type { View } from '../../../lib/session/view.ts';
import { ComponentNameText } from '../../_ui/component-name.tsx';
import { EmptyState } from '../../_ui/empty-state.tsx';
import { Panel } from '../../_ui/panel.tsx';
import { JsonFacts } from './json-facts.tsx';

/** What my seats really know, and nothing more: no component sees the whole cluster but through its own watches. */
export function KnowsPanel({ view }: { readonly view: View }) {
  const t = useTranslations('seat.knows');
  const topics = Object.entries(view.knows);
  return (
    <section aria-label={t('title')} className="flex flex-col gap-3">
      <h2 className="text-lead font-semibold">{t('title')}</h2>
      {topics.length === 0 ? (
        <Panel>
          <EmptyState title={t('emptyTitle')}>{t('emptyBody')}</EmptyState>
        </Panel>
      ) : (
        topics.map(([key, value]) => <Topic key={key} seat={key.slice(0, key.lastIndexOf('/'))} value={value} />)
      )}
    </section>
  );
}

function Topic({ seat, value }: { readonly seat: string; readonly value: JsonValue }) {
  const terminal = terminalOf(value);
  return (
    <Panel level={3} title={<ComponentNameText>{seat}</ComponentNameText>}>
      {terminal === null ? <JsonFacts value={value} /> : <Terminal lines={terminal} />}
    </Panel>
  );
}

function terminalOf(value: JsonValue): readonly string[] | null {
  const lines = typeof value === 'object' && value !== null && 'terminal' in value ? value.terminal : undefined;
  return Array.isArray(lines) ? lines.map(String) : null;
}

/** What kubectl printed, in its own words. */
function Terminal({ lines }: { readonly lines: readonly string[] }) {
  const t = useTranslations('seat.knows');
  if (lines.length === 0) return <p className="text-ink-soft">{t('noOutput')}</p>;
  return (
    <div
      role="log"
      lang="en"
      tabIndex={0}
      aria-label={t('terminal')}
      className="max-h-72 overflow-auto rounded-control bg-sunken p-3 font-mono text-caption whitespace-pre"
    >
      {lines.join('\n')}
    </div>
  );
}
