import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { CheckIcon, InfoIcon, WarningIcon } from './icons.tsx';

export type NoticeTone = 'info' | 'ok' | 'warning' | 'error';

const tones: Readonly<Record<NoticeTone, { readonly frame: string; readonly icon: string }>> = {
  info: { frame: 'border-accent bg-accent-soft', icon: 'text-accent' },
  ok: { frame: 'border-ok bg-ok-soft', icon: 'text-ok' },
  warning: { frame: 'border-pending bg-pending-soft', icon: 'text-pending' },
  error: { frame: 'border-failed bg-failed-soft', icon: 'text-failed' },
};

const icons = { info: InfoIcon, ok: CheckIcon, warning: WarningIcon, error: WarningIcon } as const;

interface NoticeProps {
  readonly tone: NoticeTone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons below the text. */
  readonly actions?: ReactNode;
  /** `alert` is spoken at once: only for what the reader just did or lost. */
  readonly role?: 'alert' | 'status';
  readonly className?: string;
}

/** A message inside the page that stays until it no longer holds. */
export function Notice({ tone, title, children, actions, role, className }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div
      role={role}
      className={classNames('flex gap-3 rounded-control border-l-4 px-4 py-3', tones[tone].frame, className)}
    >
      <Icon className={classNames('mt-0.5 size-5 shrink-0', tones[tone].icon)} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        {title === undefined ? null : <p className="font-semibold">{title}</p>}
        {children === undefined ? null : <div>{children}</div>}
        {actions === undefined ? null : <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
