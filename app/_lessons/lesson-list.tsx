import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { paths } from '../_paths.ts';
import { classNames } from '../_ui/class-names.ts';
import type { LessonOffer, PartOfMenu } from './lesson-menu.ts';

interface LessonListProps {
  readonly parts: readonly PartOfMenu[];
  /** The level of the parts' names in the page's outline. */
  readonly level: 2 | 3;
  /** With what each lesson is about. */
  readonly detailed?: boolean;
}

/** On wide screens short parts share a line: as many of its four columns as they have lessons. */
const shapes: Readonly<Record<number, { readonly part: string; readonly list: string }>> = {
  1: { part: 'lg:col-span-1', list: 'lg:grid-cols-1' },
  2: { part: 'lg:col-span-2', list: 'lg:grid-cols-2' },
  3: { part: 'lg:col-span-3', list: 'lg:grid-cols-3' },
};

/** The course, part by part: every lesson is a way to play it alone, and as large as a thumb. */
export function LessonList({ parts, level, detailed = false }: LessonListProps) {
  const t = useTranslations('common.course');
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <div className="grid gap-x-3 gap-y-6 lg:grid-cols-4">
      {parts.map(({ part, lessons }) => (
        <section key={part} className={classNames('flex flex-col', shapes[lessons.length]?.part ?? 'lg:col-span-4')}>
          <Heading className="mb-2 text-lead font-semibold">{t(`part.${part}`)}</Heading>
          <ul
            className={classNames('grid grow gap-3 sm:grid-cols-2', shapes[lessons.length]?.list ?? 'lg:grid-cols-4')}
          >
            {lessons.map((lesson) => (
              <li key={lesson.id} className="flex">
                <LessonLink lesson={lesson} detailed={detailed} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function LessonLink({ lesson, detailed }: { readonly lesson: LessonOffer; readonly detailed: boolean }) {
  const t = useTranslations('common.course');
  const titles = useTranslations('lessons');
  return (
    <Link
      href={paths.solo(lesson.id)}
      className="flex min-h-12 w-full items-start gap-3 rounded-panel border border-line bg-surface px-4 py-3 text-ink no-underline hover:border-line-strong"
    >
      <LessonPlace place={lesson.place} />
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="font-semibold">{titles(`${lesson.id}.title`)}</span>
        {detailed ? <span className="text-ink-soft">{titles(`${lesson.id}.summary`)}</span> : null}
        <span className="text-caption text-ink-soft">{t('minutes', { minutes: lesson.minutes })}</span>
      </span>
    </Link>
  );
}

/** Which lesson of the course it is. */
export function LessonPlace({ place }: { readonly place: number }) {
  return (
    <span className="mt-0.5 inline-flex h-6 w-7 shrink-0 items-center justify-center rounded-full bg-sunken text-caption font-semibold tabular-nums">
      {place}
    </span>
  );
}
