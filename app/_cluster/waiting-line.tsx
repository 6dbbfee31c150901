'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { SeatId } from '../../lib/cluster/seats.ts';
import type { View } from '../../lib/session/view.ts';
import { roomOf } from '../_room/view-facts.ts';
import { classNames } from '../_ui/class-names.ts';
import { ComponentNameText } from '../_ui/component-name.tsx';
import { CheckIcon, ClockIcon, PauseIcon } from '../_ui/icons.tsx';

interface WaitingLineProps {
  readonly view: View;
  readonly names: Readonly<Record<string, string>>;
}

/** The one sentence of a running lesson: whom the class is waiting for, and since when. */
export function WaitingLine({ view, names }: WaitingLineProps) {
  const t = useTranslations('cluster.waiting');
  const room = roomOf(view);
  const waitingFor = room?.waitingFor ?? null;
  const seconds = useSecondsSince(waitingFor);
  if (room === null) return null;
  if (room.ended) return <Line icon="check">{t('ended')}</Line>;
  if (room.wave < 0) return <Line icon="clock">{t('lobby')}</Line>;
  if (room.mode === 'paused') return <Line icon="pause">{t('paused')}</Line>;
  if (room.waveDone && waitingFor === null) return <Line icon="check">{t('done')}</Line>;
  if (waitingFor === null)
    return <Line icon="clock">{t('nobody', { clock: clockText(Math.floor(room.clock / 1_000)) })}</Line>;
  const player = view.seats[waitingFor]?.player ?? null;
  return (
    <Line icon="clock">
      <span className="font-normal text-ink-soft">{t('seat')}</span>{' '}
      <ComponentNameText className="font-bold">{waitingFor}</ComponentNameText>{' '}
      <span>({player === null ? t('bot') : (names[player] ?? t('bot'))})</span>{' '}
      <span role="timer" aria-live="off" className="font-normal text-ink-soft tabular-nums">
        {clockText(seconds)}
      </span>
    </Line>
  );
}

const icons = { clock: ClockIcon, check: CheckIcon, pause: PauseIcon } as const;

function Line({ icon, children }: { readonly icon: keyof typeof icons; readonly children: React.ReactNode }) {
  const Icon = icons[icon];
  return (
    <p className="flex items-start gap-2 font-semibold">
      <Icon
        className={classNames('mt-[0.25em] size-[1.1em] shrink-0', icon === 'check' ? 'text-ok' : 'text-pending')}
      />
      <span className="min-w-0">{children}</span>
    </p>
  );
}

/** Minutes and seconds: `1:05`. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Whole seconds on this device since the class began to wait for this seat. */
export function useSecondsSince(seat: SeatId | null): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    if (seat === null) return undefined;
    const began = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - began) / 1000)), 1_000);
    return () => clearInterval(timer);
  }, [seat]);
  return seconds;
}
