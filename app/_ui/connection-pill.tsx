'use client';

import { useTranslations } from 'next-intl';
import { classNames } from './class-names.ts';

export type ConnectionStatus = 'connecting' | 'connected' | 'reconnecting' | 'offline';

const dots: Readonly<Record<ConnectionStatus, string>> = {
  connecting: 'border-2 border-dashed border-pending',
  connected: 'bg-ok',
  reconnecting: 'border-2 border-dashed border-pending',
  offline: 'border-2 border-failed',
};

interface ConnectionPillProps {
  readonly status: ConnectionStatus;
  /** Hides the word on narrow screens while all is well; it stays for screen readers. */
  readonly quiet?: boolean;
}

/** How the page stands with its server: a filled, dashed or hollow dot and a word. */
export function ConnectionPill({ status, quiet = false }: ConnectionPillProps) {
  const t = useTranslations('common.connection');
  return (
    <span className="inline-flex min-h-6 items-center gap-1.5 text-caption font-medium whitespace-nowrap text-ink-soft">
      <span aria-hidden="true" className={classNames('size-2.5 rounded-full', dots[status])} />
      <span className={quiet && status === 'connected' ? 'sr-only sm:not-sr-only' : undefined}>{t(status)}</span>
    </span>
  );
}
