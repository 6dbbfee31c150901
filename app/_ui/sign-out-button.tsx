'use client';

import { useTranslations } from 'next-intl';
import { signOut } from 'next-auth/react';
import { useRouter } from 'next/navigation';
import { paths } from '../_paths.ts';
import { Button } from './button.tsx';

export function SignOutButton() {
  const t = useTranslations('common.nav');
  const router = useRouter();

  async function leave() {
    await signOut({ redirect: false });
    router.replace(paths.signedOut());
    router.refresh();
  }

  return (
    <Button tone="quiet" size="compact" className="min-h-11" onClick={() => void leave()}>
      {t('signOut')}
    </Button>
  );
}
