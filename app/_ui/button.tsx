import Link from 'next/link';
import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** `primary`: the one act of a view. `secondary`: other acts. `quiet`: acts in passing. `danger`: takes something away. */
export type ButtonTone = 'primary' | 'secondary' | 'quiet' | 'danger';

/** `touch`: at least 48 px high, for phones and for the main act. `compact`: 36 px, for tables and headers. */
export type ButtonSize = 'touch' | 'compact';

interface ButtonLook {
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  /** As wide as its container. */
  readonly wide?: boolean;
}

const base =
  'inline-flex items-center justify-center gap-2 rounded-control border text-center font-semibold no-underline select-none ' +
  'transition-colors aria-disabled:cursor-not-allowed aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-60';

const tones: Readonly<Record<ButtonTone, string>> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-line-strong bg-surface text-ink hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-ink hover:bg-sunken',
  danger: 'border-failed bg-surface text-failed hover:bg-failed-soft',
};

const sizes: Readonly<Record<ButtonSize, string>> = {
  touch: 'min-h-12 px-5 py-2 text-body',
  compact: 'min-h-9 px-3 py-1 text-caption whitespace-nowrap',
};

/** The classes of a button, for links and native elements that must look like one. */
export function buttonClass({ tone = 'secondary', size = 'touch', wide = false }: ButtonLook): string {
  return classNames(base, tones[tone], sizes[size], wide && 'w-full');
}

interface ButtonProps extends ButtonLook, ButtonHTMLAttributes<HTMLButtonElement> {
  readonly children: ReactNode;
  /** Keeps the button in the tab order but without effect; say why next to it. */
  readonly inert?: boolean;
}

export function Button({ tone, size, wide, inert, className, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={inert === true ? true : rest['aria-disabled']}
      onClick={inert === true ? prevent : onClick}
      className={classNames(buttonClass({ tone, size, wide }), className)}
    />
  );
}

function prevent(event: MouseEvent): void {
  event.preventDefault();
}

interface ButtonLinkProps extends ButtonLook {
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string;
  /** Tells apart links that look alike; begins with the visible words. */
  readonly label?: string;
  /** Opens in a window of its own. */
  readonly newWindow?: boolean;
}

/** Goes somewhere, looks like a button. */
export function ButtonLink({ href, tone, size, wide, className, label, newWindow = false, children }: ButtonLinkProps) {
  return (
    <Link
      href={href}
      aria-label={label}
      className={classNames(buttonClass({ tone, size, wide }), className)}
      {...(newWindow ? { target: '_blank', rel: 'noopener' } : {})}
    >
      {children}
    </Link>
  );
}
