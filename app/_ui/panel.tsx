import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Which part of the cluster something belongs to: said by colour, always beside a name or shape. */
export type Plane = 'control' | 'node' | 'user';

const bands: Readonly<Record<Plane, string>> = {
  control: 'border-t-4 border-t-plane-control',
  node: 'border-t-4 border-t-plane-node',
  user: 'border-t-4 border-t-plane-user',
};

interface PanelProps {
  readonly children: ReactNode;
  readonly title?: ReactNode;
  /** Shown at the end of the title's line. */
  readonly aside?: ReactNode;
  /** Colours the upper edge. */
  readonly plane?: Plane;
  /** The title's level in the page's outline. */
  readonly level?: 2 | 3;
  /** `none` lets the content reach the edges. */
  readonly padding?: 'normal' | 'none';
  readonly className?: string;
  readonly label?: string;
}

/** A framed part of a page. With a title or label it is a landmark. */
export function Panel({ children, title, aside, plane, level = 2, padding = 'normal', className, label }: PanelProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  const Frame = label === undefined ? 'div' : 'section';
  return (
    <Frame
      aria-label={label}
      className={classNames(
        'flex min-w-0 flex-col rounded-panel border border-line bg-surface shadow-panel',
        plane !== undefined && bands[plane],
        className,
      )}
    >
      {title === undefined ? null : (
        <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 pt-3 sm:px-5">
          <Heading className="text-lead font-semibold">{title}</Heading>
          {aside}
        </div>
      )}
      <div className={classNames('min-w-0 flex-1', padding === 'normal' && 'px-4 py-4 sm:px-5')}>{children}</div>
    </Frame>
  );
}
