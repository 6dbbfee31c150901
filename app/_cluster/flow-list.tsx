'use client';

import { useTranslations } from 'next-intl';
import type { FlowLine } from '../../lib/session/view.ts';
import { messageLabel } from './message-text.tsx';
import { ComponentNameText } from '../_ui/component-name.tsx';
import { classNames } from '../_ui/class-names.ts';

interface FlowListProps {
  readonly messages: readonly FlowLine[];
  /** The number of the first message. */
  readonly first?: number;
  readonly current?: string;
  readonly newestFirst?: boolean;
}

/** The messages as a numbered list: the same as the diagram, for narrow screens and for readers who do not see it. */
export function FlowList({ messages, first = 1, current, newestFirst = false }: FlowListProps) {
  const t = useTranslations('cluster.flow');
  const numbered = messages.map((message, index) => ({ message, number: first + index }));
  return (
    <ol className="flex flex-col divide-y divide-line">
      {(newestFirst ? numbered.reverse() : numbered).map(({ message, number }) => (
        <li key={message.id} className={classNames('flex gap-3 px-1 py-2', message.id === current && 'bg-accent-soft')}>
          <span className="w-8 shrink-0 text-end text-caption text-ink-soft tabular-nums">{number}</span>
          <div className="min-w-0">
            <p className="text-caption">
              <ComponentNameText className="font-semibold">{message.from}</ComponentNameText>
              {' → '}
              <ComponentNameText className="font-semibold">{message.to}</ComponentNameText>{' '}
              <span className="text-ink-soft">{t(message.kind)}</span>{' '}
              {message.underway ? <span className="font-semibold text-accent">{t('underway')}</span> : null}
            </p>
            <p lang="en" className="font-mono text-caption break-words">
              {messageLabel(message)}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
