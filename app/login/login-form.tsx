'use client';

import { useTranslations } from 'next-intl';
import { signIn } from 'next-auth/react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../_ui/button.tsx';
import { Notice } from '../_ui/notice.tsx';
import { Panel } from '../_ui/panel.tsx';
import { TextField } from '../_ui/text-field.tsx';

interface LoginFormProps {
  /** Where to go afterwards. */
  readonly target: string;
}

type Failure = 'refused' | 'offline' | 'unexpected';

export function LoginForm({ target }: LoginFormProps) {
  const t = useTranslations('teach.signIn');
  const errors = useTranslations('common.error');
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  function fail(found: Failure) {
    setBusy(false);
    setFailure(found);
    form.current?.querySelector<HTMLInputElement>('input[name=password]')?.focus();
  }

  async function submit(data: FormData) {
    setBusy(true);
    setFailure(null);
    try {
      const answer = await signIn('credentials', {
        email: data.get('email'),
        password: data.get('password'),
        redirect: false,
      });
      if (answer?.ok !== true) {
        fail('refused');
        return;
      }
      router.replace(target);
      router.refresh();
    } catch {
      fail(navigator.onLine ? 'unexpected' : 'offline');
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!busy) void submit(new FormData(event.currentTarget));
  }

  return (
    <Panel>
      <form ref={form} method="post" onSubmit={onSubmit} className="flex flex-col gap-5">
        {failure === null ? null : (
          <Notice tone="error" role="alert">
            {failure === 'refused' ? t('refused') : errors(failure)}
          </Notice>
        )}
        <TextField label={t('email')} name="email" type="email" autoComplete="username" required maxLength={254} />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
        />
        <Button type="submit" tone="primary" wide inert={busy}>
          {busy ? t('submitting') : t('submit')}
        </Button>
      </form>
    </Panel>
  );
}
