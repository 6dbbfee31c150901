'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { type Locale, LOCALES } from '../../../lib/i18n/locales.ts';
import { LessonPlace } from '../../_lessons/lesson-list.tsx';
import type { LessonOffer, PartOfMenu } from '../../_lessons/lesson-menu.ts';
import { api, paths } from '../../_paths.ts';
import { Badge } from '../../_ui/badge.tsx';
import { Button } from '../../_ui/button.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { postJson } from '../../_ui/post-json.ts';
import { RadioCards } from '../../_ui/radio-cards.tsx';
import { TextField } from '../../_ui/text-field.tsx';

interface NewRoomFormProps {
  readonly parts: readonly PartOfMenu[];
}

/** Lesson, title and language; then straight to the control room. */
export function NewRoomForm({ parts }: NewRoomFormProps) {
  const t = useTranslations('teach.create');
  const titles = useTranslations('lessons');
  const course = useTranslations('common.course');
  const errors = useTranslations('common.error');
  const router = useRouter();
  const [lessonId, setLessonId] = useState(parts[0]?.lessons[0]?.id ?? null);
  const [locale, setLocale] = useState<Locale>(useLocale());
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<'offline' | 'refused' | null>(null);

  async function create(lesson: LessonOffer['id'], typed: string) {
    setBusy(true);
    setProblem(null);
    const title = typed.trim() === '' ? titles(`${lesson}.title`) : typed.trim();
    const outcome = await postJson(api.rooms(), { lessonId: lesson, title, locale });
    const classroom = outcome.ok ? classroomOf(outcome.value) : undefined;
    if (classroom !== undefined) {
      router.push(paths.room(classroom));
      return;
    }
    setBusy(false);
    setProblem(!outcome.ok && outcome.reason === 'Offline' ? 'offline' : 'refused');
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const title = new FormData(event.currentTarget).get('title');
    if (!busy && lessonId !== null) void create(lessonId, typeof title === 'string' ? title : '');
  }

  return (
    <form method="post" onSubmit={onSubmit} className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <fieldset className="flex min-w-0 flex-col gap-6">
        <legend className="sr-only">{t('lesson')}</legend>
        {parts.map(({ part, lessons }) => (
          <RadioCards
            key={part}
            legend={<span className="text-lead">{course(`part.${part}`)}</span>}
            name="lesson"
            columns="md:grid-cols-2"
            selected={lessonId}
            onSelect={setLessonId}
            cards={lessons.map((lesson) => ({ value: lesson.id, content: <LessonCard lesson={lesson} /> }))}
          />
        ))}
      </fieldset>
      <div className="flex flex-col gap-6 self-start lg:sticky lg:top-6">
        {lessonId === null ? null : (
          <p aria-live="polite" className="max-lg:hidden">
            <span className="block text-caption text-ink-soft">{t('lesson')}</span>
            <strong className="text-lead">{titles(`${lessonId}.title`)}</strong>
          </p>
        )}
        <p className="text-caption text-ink-soft">{t('peopleHint')}</p>
        <TextField label={t('name')} hint={t('nameHint')} name="title" maxLength={80} autoComplete="off" />
        <div className="flex flex-col gap-1.5">
          <RadioCards
            legend={t('language')}
            name="locale"
            columns="grid-cols-2"
            dense
            selected={locale}
            onSelect={setLocale}
            cards={LOCALES.map((value) => ({ value, content: <LanguageName locale={value} /> }))}
          />
          <p className="text-caption text-ink-soft">{t('languageHint')}</p>
        </div>
        {problem === null ? null : (
          <Notice tone="error" role="alert">
            {problem === 'offline' ? errors('offline') : t('refused')}
          </Notice>
        )}
        <Button type="submit" tone="primary" wide inert={busy}>
          {busy ? t('submitting') : t('submit')}
        </Button>
      </div>
    </form>
  );
}

function LanguageName({ locale }: { readonly locale: Locale }) {
  const t = useTranslations('teach.create');
  return (
    <span lang={locale} className="font-medium">
      {locale === 'ko' ? t('korean') : t('english')}
    </span>
  );
}

function LessonCard({ lesson }: { readonly lesson: LessonOffer }) {
  const t = useTranslations('teach.create');
  const course = useTranslations('common.course');
  const titles = useTranslations('lessons');
  return (
    <span className="flex flex-col gap-2">
      <span className="flex items-start gap-2">
        <strong className="flex-1">{titles(`${lesson.id}.title`)}</strong>
        <LessonPlace place={lesson.place} />
      </span>
      <span className="text-ink-soft">{titles(`${lesson.id}.summary`)}</span>
      <span className="flex flex-wrap gap-2">
        <Badge>{course('minutes', { minutes: lesson.minutes })}</Badge>
        <Badge>{t('people', { most: lesson.people.most })}</Badge>
      </span>
    </span>
  );
}

function classroomOf(value: unknown): string | undefined {
  const classroom: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'classroom') : undefined;
  return typeof classroom === 'string' ? classroom : undefined;
}
