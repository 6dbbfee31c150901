import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface BadgeProps {
  readonly children: ReactNode;
  readonly tone?: 'plain' | 'accent';
  readonly className?: string;
}

/** A small label that says what something is, not how it is doing (that is a StatusPill). */
export function Badge({ children, tone = 'plain', className }: BadgeProps) {
  return (
    <span
      className={classNames(
        'inline-flex min-h-6 items-center rounded-full px-2.5 text-caption font-medium whitespace-nowrap',
        tone === 'accent' ? 'bg-accent-soft text-ink' : 'bg-sunken text-ink',
        className,
      )}
    >
      {children}
    </span>
  );
}
