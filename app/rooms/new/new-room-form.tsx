'use client';

import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { type Locale, LOCALES } from '../../../lib/i18n/locales.ts';
import type { LessonOffer } from '../../_lessons/lesson-menu.ts';
import { api, paths } from '../../_paths.ts';
import { Badge } from '../../_ui/badge.tsx';
import { Button } from '../../_ui/button.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { postJson } from '../../_ui/post-json.ts';
import { RadioCards } from '../../_ui/radio-cards.tsx';
import { TextField } from '../../_ui/text-field.tsx';

interface NewRoomFormProps {
  readonly lessons: readonly LessonOffer[];
}

/** Lesson, title and language; then straight to the control room. */
export function NewRoomForm({ lessons }: NewRoomFormProps) {
  const t = useTranslations('teach.create');
  const titles = useTranslations('lessons');
  const errors = useTranslations('common.error');
  const router = useRouter();
  const [lessonId, setLessonId] = useState(lessons[0]?.id ?? null);
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
    <form method="post" onSubmit={onSubmit} className="flex flex-col gap-6">
      {problem === null ? null : (
        <Notice tone="error" role="alert">
          {problem === 'offline' ? errors('offline') : t('refused')}
        </Notice>
      )}
      <RadioCards
        legend={t('lesson')}
        name="lesson"
        columns="md:grid-cols-2"
        selected={lessonId}
        onSelect={setLessonId}
        cards={lessons.map((lesson) => ({ value: lesson.id, content: <LessonCard lesson={lesson} /> }))}
      />
      <TextField label={t('name')} hint={t('nameHint')} name="title" maxLength={80} autoComplete="off" />
      <div className="flex flex-col gap-1.5">
        <RadioCards
          legend={t('language')}
          name="locale"
          columns="sm:grid-cols-2"
          selected={locale}
          onSelect={setLocale}
          cards={LOCALES.map((value) => ({ value, content: <LanguageName locale={value} /> }))}
        />
        <p className="text-caption text-ink-soft">{t('languageHint')}</p>
      </div>
      <Button type="submit" tone="primary" wide inert={busy}>
        {busy ? t('submitting') : t('submit')}
      </Button>
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
  const titles = useTranslations('lessons');
  return (
    <span className="flex flex-col gap-2">
      <strong>{titles(`${lesson.id}.title`)}</strong>
      <span className="text-ink-soft">{titles(`${lesson.id}.summary`)}</span>
      <span className="flex flex-wrap gap-2">
        <Badge>{t('minutes', { minutes: lesson.minutes })}</Badge>
        <Badge>{t('people', lesson.people)}</Badge>
      </span>
    </span>
  );
}

function classroomOf(value: unknown): string | undefined {
  const classroom: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'classroom') : undefined;
  return typeof classroom === 'string' ? classroom : undefined;
}
