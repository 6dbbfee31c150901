import { classNames } from './class-names.ts';

interface ComponentNameTextProps {
  /** A component or seat id, such as `kube-scheduler` or `kubelet@node-2`. */
  readonly children: string;
  readonly className?: string;
}

/** A component's name: never translated, marked as English for screen readers, never broken inside a word. */
export function ComponentNameText({ children, className }: ComponentNameTextProps) {
  const [component, node] = children.split('@');
  return (
    <span lang="en" className={classNames('break-keep [overflow-wrap:normal]', className)}>
      <span className="inline-block max-w-full">{component}</span>
      {node === undefined ? null : (
        <>
          {' '}
          <span className="font-normal whitespace-nowrap text-ink-soft">{`· ${node}`}</span>
        </>
      )}
    </span>
  );
}
