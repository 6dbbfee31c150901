'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { FlowLine } from '../../lib/session/view.ts';
import { Button } from '../_ui/button.tsx';
import { EmptyState } from '../_ui/empty-state.tsx';
import { FlowDiagram } from './flow-diagram.tsx';
import { singleRows } from './flow-rows.ts';
import { FlowList } from './flow-list.tsx';

interface FlowPanelProps {
  readonly messages: readonly FlowLine[];
  /** How it begins; the reader may change it. */
  readonly form: 'diagram' | 'list';
  readonly current?: string;
  /** Height of the diagram by Tailwind classes. */
  readonly height?: string;
  /** Height of the list by Tailwind classes, where the page around it must stay short; else the list is as long as it is. */
  readonly listHeight?: string;
}

/** The messages as diagram or list, with a switch between them and one that stops following. */
export function FlowPanel({
  messages,
  form: beginning,
  current,
  height = 'max-h-[60dvh]',
  listHeight,
}: FlowPanelProps) {
  const t = useTranslations('cluster.flow');
  const [form, setForm] = useState(beginning);
  const [following, setFollowing] = useState(true);
  if (messages.length === 0) return <EmptyState title={t('empty')}>{t('emptyHelp')}</EmptyState>;
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button size="compact" onClick={() => setForm(form === 'list' ? 'diagram' : 'list')}>
          {form === 'list' ? t('asDiagram') : t('asList')}
        </Button>
        {form === 'diagram' ? (
          <Button size="compact" tone="quiet" aria-pressed={following} onClick={() => setFollowing(!following)}>
            {following ? t('following') : t('notFollowing')}
          </Button>
        ) : null}
      </div>
      {form === 'diagram' ? (
        <FlowDiagram
          rows={singleRows(messages)}
          following={following}
          current={current}
          className={`rounded-control border border-line bg-surface ${height}`}
        />
      ) : listHeight === undefined ? (
        <FlowList messages={messages} newestFirst current={current} />
      ) : (
        // A region that scrolls must be reachable by keyboard.
        <div role="region" aria-label={t('list')} tabIndex={0} className={`overflow-y-auto ${listHeight}`}>
          <FlowList messages={messages} newestFirst current={current} />
        </div>
      )}
    </div>
  );
}
