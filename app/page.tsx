import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { AreaMessages } from './_i18n/area-messages.tsx';
import { ClusterPicture } from './_landing/cluster-picture.tsx';
import { CodeForm } from './_landing/code-form.tsx';
import { LessonList } from './_lessons/lesson-list.tsx';
import { LESSON_MENU, MENU_BY_PART } from './_lessons/lesson-menu.ts';
import { paths } from './_paths.ts';
import { ButtonLink } from './_ui/button.tsx';
import { PageFrame } from './_ui/page-frame.tsx';
import { Panel } from './_ui/panel.tsx';

interface LandingProps {
  readonly searchParams: Promise<{ readonly code?: string | string[] }>;
}

export default async function LandingPage({ searchParams }: LandingProps) {
  const { code } = await searchParams;
  const t = await getTranslations('landing');
  const nav = await getTranslations('common.nav');
  const signIn = (
    <ButtonLink href={paths.rooms()} tone="quiet" size="compact" className="min-h-11 max-sm:hidden">
      {nav('signIn')}
    </ButtonLink>
  );
  return (
    <PageFrame nav={signIn} nameOnPhones>
      <div className="grid items-center gap-8 lg:grid-cols-2 lg:gap-16">
        <div className="flex flex-col gap-6">
          <div className="flex flex-col gap-3">
            <h1 className="text-title font-bold sm:text-display">{t('title')}</h1>
            <p className="max-w-prose text-body text-ink-soft sm:text-lead">{t('lead')}</p>
          </div>
          <Panel className="max-w-md">
            <AreaMessages areas={['landing']}>
              <CodeForm typed={typeof code === 'string' ? code : undefined} />
            </AreaMessages>
          </Panel>
        </div>
        <div className="hidden sm:block">
          <ClusterPicture />
        </div>
      </div>
      <OtherWays />
      <HowItGoes />
      <Lessons />
    </PageFrame>
  );
}

function OtherWays() {
  const t = useTranslations('landing');
  const ways = [
    { id: 'solo', href: paths.solo() },
    { id: 'teacher', href: paths.newRoom() },
  ] as const;
  return (
    <div className="mt-8 grid gap-4 sm:mt-12 sm:grid-cols-2">
      {ways.map(({ id, href }) => (
        <Panel key={id}>
          <div className="flex h-full flex-col items-start gap-3">
            <h2 className="text-lead font-semibold">{t(`${id}.title`)}</h2>
            <p className="grow text-ink-soft">{t(`${id}.body`)}</p>
            <ButtonLink href={href}>{t(`${id}.link`)}</ButtonLink>
          </div>
        </Panel>
      ))}
    </div>
  );
}

function Lessons() {
  const t = useTranslations('landing.lessons');
  return (
    <section className="mt-12 sm:mt-16">
      <h2 className="text-heading font-semibold">{t('title', { count: LESSON_MENU.length })}</h2>
      <p className="mt-1 mb-6 text-ink-soft">{t('lead')}</p>
      <LessonList parts={MENU_BY_PART} level={3} />
    </section>
  );
}

function HowItGoes() {
  const t = useTranslations('landing.how');
  return (
    <section className="mt-12 sm:mt-16">
      <h2 className="mb-6 text-heading font-semibold">{t('title')}</h2>
      <ol className="grid gap-6 md:grid-cols-3 md:gap-8">
        {(['one', 'two', 'three'] as const).map((step, index) => (
          <li key={step} className="flex gap-4">
            <span
              aria-hidden="true"
              className="inline-flex size-9 shrink-0 items-center justify-center rounded-full border border-line-strong font-bold tabular-nums"
            >
              {index + 1}
            </span>
            <div>
              <h3 className="text-lead font-semibold">{t(`${step}.title`)}</h3>
              <p className="mt-1 text-ink-soft">{t(`${step}.body`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
