'use client';

import { useTranslations } from 'next-intl';
import { signIn } from 'next-auth/react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { paths } from '../_paths.ts';
import type { SetupField, SetupOutcome } from '../_server/setup.ts';
import { Button } from '../_ui/button.tsx';
import { Notice } from '../_ui/notice.tsx';
import { Panel } from '../_ui/panel.tsx';
import { TextField } from '../_ui/text-field.tsx';
import { createAccount } from './actions.ts';

interface SetupFormProps {
  readonly token: string;
  readonly passwordLength: { readonly least: number; readonly most: number };
}

type Failure = Exclude<SetupOutcome, { ok: true }> | { readonly ok: false; readonly problem: 'unexpected' };

/** Makes the account and signs in with it. */
export function SetupForm({ token, passwordLength }: SetupFormProps) {
  const t = useTranslations('teach.setup');
  const errors = useTranslations('common.error');
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  function fail(found: Failure) {
    setBusy(false);
    setFailure(found);
    const field = found.problem === 'fields' ? found.fields[0] : found.problem === 'taken' ? 'email' : undefined;
    if (field !== undefined) form.current?.querySelector<HTMLInputElement>(`input[name=${field}]`)?.focus();
  }

  async function submit(data: FormData) {
    setBusy(true);
    setFailure(null);
    try {
      const outcome = await createAccount(data);
      if (!outcome.ok) {
        fail(outcome);
        return;
      }
      await signIn('credentials', { email: data.get('email'), password: data.get('password'), redirect: false });
      router.replace(paths.rooms());
      router.refresh();
    } catch {
      fail({ ok: false, problem: 'unexpected' });
    }
  }

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!busy) void submit(new FormData(event.currentTarget));
  }

  const wrong = (field: SetupField) => failure?.problem === 'fields' && failure.fields.includes(field);
  const emailProblem =
    failure?.problem === 'taken' ? t('problem.taken') : wrong('email') ? t('problem.email') : undefined;
  return (
    <Panel>
      <form ref={form} method="post" onSubmit={onSubmit} noValidate className="flex flex-col gap-5">
        {failure?.problem === 'link' || failure?.problem === 'unexpected' ? (
          <Notice tone="error" role="alert">
            {failure.problem === 'link' ? t('problem.link') : errors('unexpected')}
          </Notice>
        ) : null}
        <input type="hidden" name="token" value={token} />
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          problem={wrong('name') ? t('problem.name') : undefined}
          name="name"
          autoComplete="name"
          required
          maxLength={80}
        />
        <TextField
          label={t('email')}
          hint={t('emailHint')}
          problem={emailProblem}
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
        />
        <TextField
          label={t('password')}
          hint={t('passwordHint', { count: passwordLength.least })}
          problem={wrong('password') ? t('problem.password', { count: passwordLength.least }) : undefined}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          maxLength={passwordLength.most}
        />
        <Button type="submit" tone="primary" wide inert={busy}>
          {busy ? t('submitting') : t('submit')}
        </Button>
      </form>
    </Panel>
  );
}
