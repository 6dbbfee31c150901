'use client';

import { useTranslations } from 'next-intl';
import { courseNotesOf } from '../../lib/course/course-notes.ts';
import { Panel } from '../_ui/panel.tsx';

/** What the course says of a lesson's subject and what is really so, side by side; what has to be corrected is open. */
export function CourseNotes({ lesson }: { readonly lesson: string }) {
  const t = useTranslations('course');
  const label = useTranslations('seat.help');
  const notes = courseNotesOf(lesson);
  if (notes.length === 0) return null;
  return (
    <Panel title={label('notes')}>
      <ul className="flex flex-col divide-y divide-line">
        {notes.map(({ id, corrected }) => (
          <li key={id}>
            <details className="py-1" open={corrected}>
              <summary className="min-h-11 py-2 font-medium">{t(`${id}.title`)}</summary>
              <dl className="flex flex-col gap-2 pb-3 pl-4">
                <div>
                  <dt className="text-caption font-semibold text-ink-soft">{label('course')}</dt>
                  <dd>{t(`${id}.says`)}</dd>
                </div>
                <div>
                  <dt className="text-caption font-semibold text-ink-soft">{label('truth')}</dt>
                  <dd>{t(`${id}.truth`)}</dd>
                </div>
              </dl>
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
