'use client';

import type { View } from '../../lib/session/view.ts';
import { usePlayTexts } from '../_room/play-texts.ts';
import { roomOf, rowsOf } from '../_room/view-facts.ts';
import { CourseStrip } from './course-strip.tsx';

/** The lesson that is about the eleven steps: there they stand from the beginning. */
const STEPS_LESSON = 'pod-creation';

interface RoundLineProps {
  readonly view: View;
  readonly most?: number;
  readonly sentence?: boolean;
}

/** Where the round stands: the eleven steps as soon as a pod takes them, before that what the round is about. */
export function RoundLine({ view, most, sentence }: RoundLineProps) {
  const texts = usePlayTexts();
  const room = roomOf(view);
  const rows = rowsOf(view);
  const title = room?.waveId == null ? undefined : texts.wave(room.waveId);
  if (rows.length > 0 || room?.lesson === STEPS_LESSON || room?.waveId == null || title === undefined) {
    return <CourseStrip rows={rows} most={most} sentence={sentence} />;
  }
  return (
    <section aria-label={title}>
      <p className="font-semibold">{title}</p>
      <p className="text-ink-soft">{texts.waveText(room.waveId)}</p>
    </section>
  );
}
