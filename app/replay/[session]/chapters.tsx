'use client';

import { useTranslations } from 'next-intl';
import { useText } from '../../_i18n/use-text.ts';
import { usePlayTexts } from '../../_room/play-texts.ts';
import type { Chapter } from './replay-messages.ts';

interface ChaptersProps {
  readonly chapters: readonly Chapter[];
  readonly index: number;
  readonly onPick: (index: number) => void;
}

/** Marks on the bar where a round begins or something breaks or is mended, and the same as a list to choose from. */
export function Chapters({ chapters, index, onPick }: ChaptersProps) {
  const t = useTranslations('replay.controls');
  const say = useText();
  const texts = usePlayTexts();
  if (chapters.length === 0) return null;
  const current = chapters.findLastIndex((chapter) => chapter.index <= index);
  const title = ({ begins }: Chapter) =>
    'said' in begins
      ? say(begins.said)
      : t('round', { number: begins.wave + 1, title: texts.wave(begins.id) ?? begins.id });
  return (
    <>
      <datalist id="chapter-marks">
        {[...new Set(chapters.map((chapter) => chapter.index))].map((at) => (
          <option key={at} value={at} />
        ))}
      </datalist>
      <label className="flex min-w-0 flex-wrap items-center gap-2 text-caption font-semibold lg:max-w-2xl lg:grow">
        {t('chapters')}
        <select
          value={current}
          onChange={(event) => onPick(chapters[Number(event.target.value)]?.index ?? index)}
          className="min-h-11 min-w-0 flex-1 rounded-control border border-line-strong bg-surface px-2"
        >
          {current < 0 ? <option value={-1}>{t('chapter')}</option> : null}
          {chapters.map((chapter, place) => (
            <option key={`${chapter.index}-${title(chapter)}`} value={place}>
              {title(chapter)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}
