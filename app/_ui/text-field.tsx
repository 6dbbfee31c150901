import type { InputHTMLAttributes, ReactNode } from 'react';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import { CrossIcon } from './icons.tsx';

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; replaces the hint and marks the field. */
  readonly problem?: ReactNode;
  readonly inputClassName?: string;
}

/** A labelled input; hint and problem are tied to it for screen readers. */
export function TextField({ label, hint, problem, className, inputClassName, ...input }: TextFieldProps) {
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
          'min-h-12 w-full rounded-control border bg-surface px-3 py-2 text-body text-ink',
          wrong ? 'border-2 border-failed' : 'border-line-strong',
          inputClassName,
        )}
      />
      {note === undefined ? null : (
        <p id={noteId} className={classNames('flex items-start gap-1.5 text-caption', wrong ? 'font-medium text-failed' : 'text-ink-soft')}>
          {wrong ? <CrossIcon className="mt-0.5 size-4 shrink-0" /> : null}
          <span>{note}</span>
        </p>
      )}
    </div>
  );
}
