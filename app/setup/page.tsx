import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AreaMessages } from '../_i18n/area-messages.tsx';
import { paths } from '../_paths.ts';
import { isSetupTokenOpen, passwordLength } from '../_server/setup.ts';
import { ButtonLink } from '../_ui/button.tsx';
import { PageFrame } from '../_ui/page-frame.tsx';
import { PageHeader } from '../_ui/page-header.tsx';
import { SetupForm } from './setup-form.tsx';

interface SetupPageProps {
  readonly searchParams: Promise<{ readonly token?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('teach.setup');
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

export default async function SetupPage({ searchParams }: SetupPageProps) {
  const { token } = await searchParams;
  const t = await getTranslations('teach.setup');
  if (typeof token !== 'string' || !(await isSetupTokenOpen(token))) {
    return (
      <PageFrame width="narrow">
        <PageHeader title={t('badLinkTitle')} lead={t('badLink')} />
        <ButtonLink href={paths.login()} tone="primary">
          {t('toSignIn')}
        </ButtonLink>
      </PageFrame>
    );
  }
  return (
    <PageFrame width="narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      <AreaMessages areas={['teach']}>
        <SetupForm token={token} passwordLength={passwordLength} />
      </AreaMessages>
    </PageFrame>
  );
}
