import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { AreaMessages } from '../_i18n/area-messages.tsx';
import { paths } from '../_paths.ts';
import { currentTeacher, hasNoTeacher } from '../_server/auth.ts';
import { Notice } from '../_ui/notice.tsx';
import { PageFrame } from '../_ui/page-frame.tsx';
import { PageHeader } from '../_ui/page-header.tsx';
import { LoginForm } from './login-form.tsx';

interface LoginPageProps {
  readonly searchParams: Promise<{ readonly next?: string | string[]; readonly out?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('teach.signIn');
  return { title: t('title') };
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  const { next, out } = await searchParams;
  const target = ownPath(next) ?? paths.rooms();
  if ((await currentTeacher()) !== null) redirect(target);
  const fresh = await hasNoTeacher();
  const t = await getTranslations('teach.signIn');
  return (
    <PageFrame width="narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="flex flex-col gap-4">
        {out === undefined ? null : (
          <Notice tone="ok" role="status">
            {t('done')}
          </Notice>
        )}
        {fresh ? <Notice tone="warning">{t('firstUse')}</Notice> : null}
        {next === undefined || fresh ? null : <Notice tone="info">{t('needed')}</Notice>}
        <AreaMessages areas={['teach']}>
          <LoginForm target={target} />
        </AreaMessages>
      </div>
    </PageFrame>
  );
}

/** A path of this site, never an address of another. */
function ownPath(next: string | string[] | undefined): string | undefined {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : undefined;
}
