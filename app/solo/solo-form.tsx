'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import type { ComponentName, SeatId } from '../../lib/cluster/seats.ts';
import type { LessonOffer } from '../_lessons/lesson-menu.ts';
import { api, paths } from '../_paths.ts';
import { isJoinAnswer, savePass } from '../_room/participant-pass.ts';
import { Button } from '../_ui/button.tsx';
import { ComponentTile } from '../_ui/component-icon.tsx';
import { Notice } from '../_ui/notice.tsx';
import { postJson } from '../_ui/post-json.ts';
import { RadioCards } from '../_ui/radio-cards.tsx';

interface SoloFormProps {
  readonly lesson: LessonOffer;
}

type Problem = 'chooseFirst' | 'offline' | 'tooMany' | 'unexpected';

/** Picks a seat of the lesson, makes a room of one's own and goes there. */
export function SoloForm({ lesson }: SoloFormProps) {
  const t = useTranslations('solo');
  const errors = useTranslations('common.error');
  const locale = useLocale();
  const router = useRouter();
  const [seat, setSeat] = useState<SeatId | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function start(chosen: SeatId) {
    setBusy(true);
    const outcome = await postJson(api.solo(), { lesson: lesson.id, seat: chosen, locale });
    if (!outcome.ok || !isJoinAnswer(outcome.value)) {
      setBusy(false);
      setProblem(outcome.ok ? 'unexpected' : problemOf(outcome.status, outcome.reason));
      return;
    }
    savePass(outcome.value);
    router.push(paths.play(outcome.value.classroom));
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (busy) return;
    setProblem(seat === null ? 'chooseFirst' : null);
    if (seat !== null) void start(seat);
  }

  return (
    <form method="post" onSubmit={onSubmit} className="flex flex-col gap-6">
      <RadioCards
        legend={t('pick')}
        name="seat"
        columns={lesson.soloSeats.length % 3 === 0 ? 'md:grid-cols-2 lg:grid-cols-3' : 'md:grid-cols-2'}
        selected={seat}
        onSelect={setSeat}
        cards={lesson.soloSeats.map((offer) => ({
          value: offer.seat,
          content: <SeatDescription component={offer.component} />,
        }))}
      />
      <div className="flex flex-col items-start gap-3">
        {problem === null ? null : (
          <Notice tone="error" role="alert">
            {problem === 'chooseFirst' ? t('chooseFirst') : errors(problem)}
          </Notice>
        )}
        <Button type="submit" tone="primary" inert={busy} className="w-full sm:w-auto sm:min-w-48">
          {busy ? t('starting') : t('start')}
        </Button>
        <p className="text-caption text-ink-soft">{t('note')}</p>
      </div>
    </form>
  );
}

function SeatDescription({ component }: { readonly component: ComponentName }) {
  const t = useTranslations('components');
  return (
    <span className="flex items-start gap-3">
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <strong lang={component === 'user' ? undefined : 'en'}>{t(`${component}.name`)}</strong>
        <span className="text-caption font-medium text-ink-soft">{t(`${component}.part`)}</span>
        <span className="text-ink-soft">{t(`${component}.does`)}</span>
      </span>
      <ComponentTile component={component} />
    </span>
  );
}

function problemOf(status: number, reason: string): Problem {
  if (reason === 'Offline') return 'offline';
  return status === 429 ? 'tooMany' : 'unexpected';
}
