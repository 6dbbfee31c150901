'use client';

import { useTranslations } from 'next-intl';
import { paths } from './_paths.ts';
import { Button, ButtonLink } from './_ui/button.tsx';

/** Shown instead of a page whose drawing failed; the live class is not touched by it. */
export default function PageError({ reset }: { readonly error: Error; readonly reset: () => void }) {
  const t = useTranslations('common');
  return (
    <main id="content" className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-4 px-4 py-12 sm:px-6">
      <h1 className="text-title font-bold">{t('error.title')}</h1>
      <p className="text-ink-soft">{t('error.body')}</p>
      <div className="flex flex-wrap gap-2">
        <Button tone="primary" onClick={reset}>
          {t('action.retry')}
        </Button>
        <ButtonLink href={paths.home()}>{t('error.home')}</ButtonLink>
      </div>
    </main>
  );
}
