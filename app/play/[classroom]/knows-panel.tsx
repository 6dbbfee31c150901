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
        topics.map(([key, value]) => {
          const slash = key.lastIndexOf('/');
          return <Topic key={key} seat={key.slice(0, slash)} topic={key.slice(slash + 1)} value={value} />;
        })
      )}
    </section>
  );
}

interface TopicProps {
  readonly seat: string;
  /** For what a terminal shows, the name of the command that printed it. */
  readonly topic: string;
  readonly value: JsonValue;
}

function Topic({ seat, topic, value }: TopicProps) {
  const terminal = terminalOf(value);
  return (
    <Panel level={3} title={<ComponentNameText>{seat}</ComponentNameText>}>
      {terminal === null ? <JsonFacts value={value} /> : <Terminal tool={topic} lines={terminal} />}
    </Panel>
  );
}

function terminalOf(value: JsonValue): readonly string[] | null {
  const lines = typeof value === 'object' && value !== null && 'terminal' in value ? value.terminal : undefined;
  return Array.isArray(lines) ? lines.map(String) : null;
}

/** What kubectl or etcdctl printed, in its own words. */
function Terminal({ tool, lines }: { readonly tool: string; readonly lines: readonly string[] }) {
  const t = useTranslations('seat.knows');
  if (lines.length === 0) return <p className="text-ink-soft">{t('noOutput', { tool })}</p>;
  return (
    <div
      role="log"
      lang="en"
      tabIndex={0}
      aria-label={t('terminal', { tool })}
      className="max-h-72 overflow-auto rounded-control bg-sunken p-3 font-mono text-caption whitespace-pre"
    >
      {lines.join('\n')}
    </div>
  );
}
