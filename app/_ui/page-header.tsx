import type { ReactNode } from 'react';

interface PageHeaderProps {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  /** The page's main act, at the end of the line. */
  readonly action?: ReactNode;
}

/** The page's h1 with one sentence below it. */
export function PageHeader({ title, lead, action }: PageHeaderProps) {
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4 sm:mb-8">
      <div className="flex flex-col gap-2">
        <h1 className="text-title font-bold">{title}</h1>
        {lead === undefined ? null : <p className="max-w-prose text-ink-soft">{lead}</p>}
      </div>
      {action}
    </div>
  );
}
