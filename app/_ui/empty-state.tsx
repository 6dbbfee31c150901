import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** A picture of size-10 or so. */
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
}

/** What stands where nothing is yet, with the way to the first thing. */
export function EmptyState({ title, children, icon, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 px-4 py-10 text-center">
      {icon === undefined ? null : <div className="text-ink-soft">{icon}</div>}
      <p data-focus-home tabIndex={-1} className="text-lead font-semibold">
        {title}
      </p>
      {children === undefined ? null : <p className="max-w-prose text-ink-soft">{children}</p>}
      {action === undefined ? null : <div className="mt-2">{action}</div>}
    </div>
  );
}
