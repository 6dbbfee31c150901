import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AreaMessages } from '../_i18n/area-messages.tsx';
import { LESSON_MENU } from '../_lessons/lesson-menu.ts';
import { PageFrame } from '../_ui/page-frame.tsx';
import { PageHeader } from '../_ui/page-header.tsx';
import { SoloForm } from './solo-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('solo');
  return { title: t('title') };
}

export default async function SoloPage() {
  const t = await getTranslations('solo');
  return (
    <PageFrame>
      <PageHeader title={t('title')} lead={t('lead')} />
      <AreaMessages areas={['solo', 'lessons', 'components']}>
        <SoloForm lessons={LESSON_MENU} />
      </AreaMessages>
    </PageFrame>
  );
}
