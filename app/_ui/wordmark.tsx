import { classNames } from './class-names.ts';

/** The product's sign: a hull with three crates, one for each plane. */
export function Sign({ className = 'size-8' }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={classNames('shrink-0', className)}>
      <rect x="5" y="9" width="6.5" height="8" rx="1.5" className="fill-plane-user" />
      <rect x="12.75" y="5" width="6.5" height="12" rx="1.5" className="fill-plane-control" />
      <rect x="20.5" y="9" width="6.5" height="8" rx="1.5" className="fill-plane-node" />
      <path
        d="M2.5 19.500h27l-3.2 6.400a2.5 2.5 0 0 1-2.2 1.400H7.900a2.5 2.5 0 0 1-2.2-1.400L2.5 19.500Z"
        className="fill-ink"
      />
    </svg>
  );
}
