import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { CheckIcon, ClockIcon, CrossIcon, InfoIcon, QuestionIcon } from './icons.tsx';

export type StatusTone = 'ok' | 'pending' | 'failed' | 'unknown' | 'neutral';

const tones: Readonly<Record<StatusTone, string>> = {
  ok: 'border-ok text-ok',
  pending: 'border-pending text-pending',
  failed: 'border-failed text-failed',
  unknown: 'border-dashed border-unknown text-unknown',
  neutral: 'border-line-strong text-ink-soft',
};

const icons = {
  ok: CheckIcon,
  pending: ClockIcon,
  failed: CrossIcon,
  unknown: QuestionIcon,
  neutral: InfoIcon,
} as const;

interface StatusPillProps {
  readonly tone: StatusTone;
  /** The word; the icon repeats the tone for those who do not see colours. */
  readonly children: ReactNode;
  /** `en` for words that Kubernetes prints, such as Pending. */
  readonly lang?: 'en';
  readonly className?: string;
}

export function StatusPill({ tone, children, lang, className }: StatusPillProps) {
  const Icon = icons[tone];
  return (
    <span
      lang={lang}
      className={classNames(
        'inline-flex min-h-6 items-center gap-1 rounded-full border bg-surface px-2 text-caption font-semibold whitespace-nowrap',
        tones[tone],
        className,
      )}
    >
      <Icon className="size-3.5 shrink-0" />
      {children}
    </span>
  );
}

/** The tone of a word as kubectl prints it. */
export function toneOfStatus(status: string): StatusTone {
  if (/^(Running|Ready|Succeeded|Completed|Active|True|Bound|connected)$/.test(status)) return 'ok';
  if (/^(Unknown|NotReady)(,SchedulingDisabled)?$/.test(status)) return 'unknown';
  if (/(Failed|Error|BackOff|Err|Evicted|OOMKilled|False|refused|timed-out|unknown-host)/.test(status)) return 'failed';
  if (/^(Pending|ContainerCreating|Terminating|Waiting|Scheduled)/.test(status)) return 'pending';
  return 'neutral';
}
