'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState, useTransition } from 'react';
import { formatRoomCode, parseRoomCode } from '../../lib/wire/room-code.ts';
import { paths } from '../_paths.ts';
import { Button } from '../_ui/button.tsx';
import { TextField } from '../_ui/text-field.tsx';

interface CodeFormProps {
  /** What was typed before, when it was not a code. */
  readonly typed?: string;
}

/** Asks for the room's code. A plain GET form until scripts are there. */
export function CodeForm({ typed }: CodeFormProps) {
  const t = useTranslations('landing.code');
  const errors = useTranslations('common.error');
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState<'malformed' | 'offline' | null>(typed === undefined ? null : 'malformed');
  const [searching, startSearching] = useTransition();

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const value = new FormData(event.currentTarget).get('code');
    const code = parseRoomCode(typeof value === 'string' ? value : '');
    const found = code === undefined ? 'malformed' : navigator.onLine ? null : 'offline';
    setProblem(found);
    if (code === undefined || found !== null) {
      form.current?.querySelector('input')?.focus();
      return;
    }
    startSearching(() => router.push(paths.join(code)));
  }

  const problemText = problem === null ? undefined : problem === 'offline' ? errors('offline') : t('malformed');
  return (
    <form
      ref={form}
      action={paths.joinForm()}
      method="get"
      onSubmit={onSubmit}
      noValidate
      className="flex flex-col gap-4"
    >
      <TextField
        label={t('label')}
        hint={t('hint')}
        problem={problemText}
        name="code"
        inputMode="numeric"
        autoComplete="off"
        maxLength={24}
        placeholder={formatRoomCode('000000')}
        defaultValue={typed}
        size="code"
      />
      <Button type="submit" tone="primary" wide aria-disabled={searching}>
        {searching ? t('searching') : t('submit')}
      </Button>
      <p className="text-caption text-ink-soft">{t('note')}</p>
    </form>
  );
}
