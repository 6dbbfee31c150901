import { classNames } from './class-names.ts';

interface SkeletonProps {
  /** Size by Tailwind classes, the same as what will stand there: nothing jumps. */
  readonly className?: string;
}

/** A grey place-holder. Put one `role="status"` with words beside a group of them. */
export function Skeleton({ className }: SkeletonProps) {
  return <div aria-hidden="true" className={classNames('animate-pulse rounded-control bg-sunken', className)} />;
}
