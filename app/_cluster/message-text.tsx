'use client';

import { useTranslations } from 'next-intl';
import type { FlowLine } from '../../lib/session/view.ts';
import { shortPath } from '../_room/view-facts.ts';
import { ComponentNameText } from '../_ui/component-name.tsx';

/** A message in one line: who to whom, and what. */
export function MessageText({ message }: { readonly message: FlowLine }) {
  const t = useTranslations('cluster.flow');
  return (
    <span className="inline">
      <ComponentNameText className="font-semibold text-ink">{message.from}</ComponentNameText>
      {' → '}
      <ComponentNameText className="font-semibold text-ink">{message.to}</ComponentNameText>{' '}
      <span className="whitespace-nowrap">{t(message.kind)}</span>{' '}
      <span lang="en" className="font-mono text-[0.9em] text-ink">
        {messageLabel(message)}
      </span>
    </span>
  );
}

/** What a message says, as short as it can be understood: `POST pods`, `201 pods`, `ADDED pods/web`. */
export function messageLabel({ kind, verb, path, status }: FlowLine): string {
  const about = shortPath(path);
  return kind === 'answer' ? `${status ?? ''} ${verb} ${about}`.trim() : `${verb} ${about}`;
}
