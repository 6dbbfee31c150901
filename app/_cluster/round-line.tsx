'use client';

import type { View } from '../../lib/session/view.ts';
import { usePlayTexts } from '../_room/play-texts.ts';
import { roomOf, rowsOf, stepsTold } from '../_room/view-facts.ts';
import { CourseStrip } from './course-strip.tsx';

interface RoundLineProps {
  readonly view: View;
  readonly most?: number;
  readonly sentence?: boolean;
}

/** Where the round stands: the eleven steps as soon as they tell it, before that what the round is about. */
export function RoundLine({ view, most, sentence }: RoundLineProps) {
  const texts = usePlayTexts();
  if (stepsTold(view)) return <CourseStrip rows={rowsOf(view)} most={most} sentence={sentence} />;
  const room = roomOf(view);
  const title = room?.waveId == null ? undefined : texts.wave(room.waveId);
  if (room?.waveId == null || title === undefined) return null;
  return (
    <section aria-label={title}>
      <p className="font-semibold">{title}</p>
      <p className="text-ink-soft">{texts.waveText(room.waveId)}</p>
    </section>
  );
}
