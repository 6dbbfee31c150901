import type { InputHTMLAttributes, ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import { CrossIcon } from './icons.tsx';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'size'> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; replaces the hint and marks the field. */
  readonly problem?: ReactNode;
  /** `code`: few large characters in the middle. */
  readonly size?: 'normal' | 'code';
}

const sizes = {
  normal: 'min-h-12 text-body',
  code: 'min-h-16 text-center text-3xl font-bold tracking-[0.08em] tabular-nums placeholder:font-normal placeholder:opacity-60',
} as const;

/** A labelled input; hint and problem are tied to it for screen readers. */
export function TextField({ label, hint, problem, className, size = 'normal', ...input }: TextFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const wrong = problem !== undefined && problem !== null && problem !== '';
  const note = wrong ? problem : hint;
  return (
    <div className={classNames('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <input
        {...input}
        id={id}
        aria-invalid={wrong || undefined}
        aria-describedby={note === undefined ? undefined : noteId}
        className={classNames(
          'w-full rounded-control border bg-surface px-3 py-2 text-ink',
          sizes[size],
          wrong ? 'border-2 border-failed' : 'border-line-strong',
        )}
      />
      {note === undefined ? null : (
        <p
          id={noteId}
          className={classNames(
            'flex items-start gap-1.5 text-caption',
            wrong ? 'font-medium text-failed' : 'text-ink-soft',
          )}
        >
          {wrong ? <CrossIcon className="mt-0.5 size-4 shrink-0" /> : null}
          <span>{note}</span>
        </p>
      )}
    </div>
  );
}
