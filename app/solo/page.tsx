import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AreaMessages } from '../_i18n/area-messages.tsx';
import { LessonList } from '../_lessons/lesson-list.tsx';
import { type LessonOffer, lessonOffer, MENU_BY_PART } from '../_lessons/lesson-menu.ts';
import { paths } from '../_paths.ts';
import { Badge } from '../_ui/badge.tsx';
import { ButtonLink } from '../_ui/button.tsx';
import { PageFrame } from '../_ui/page-frame.tsx';
import { PageHeader } from '../_ui/page-header.tsx';
import { SoloForm } from './solo-form.tsx';

interface SoloProps {
  readonly searchParams: Promise<{ readonly lesson?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('solo');
  return { title: t('title') };
}

/** First the lessons; then, at an address of its own, the seats of one. */
export default async function SoloPage({ searchParams }: SoloProps) {
  const { lesson: id } = await searchParams;
  const lesson = typeof id === 'string' ? lessonOffer(id) : undefined;
  const t = await getTranslations('solo');
  return (
    <PageFrame>
      {lesson === undefined ? (
        <>
          <PageHeader title={t('title')} lead={t('lead')} />
          <LessonList parts={MENU_BY_PART} level={2} detailed />
        </>
      ) : (
        <LessonAlone lesson={lesson} />
      )}
    </PageFrame>
  );
}

async function LessonAlone({ lesson }: { readonly lesson: LessonOffer }) {
  const t = await getTranslations('solo');
  const titles = await getTranslations('lessons');
  const course = await getTranslations('common.course');
  const others = (
    <ButtonLink href={paths.solo()} size="compact" className="min-h-11">
      {t('others')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={titles(`${lesson.id}.title`)}
        lead={
          <>
            {titles(`${lesson.id}.summary`)}{' '}
            <Badge className="align-middle">{course('minutes', { minutes: lesson.minutes })}</Badge>
          </>
        }
        action={others}
      />
      <AreaMessages areas={['solo', 'components']}>
        <SoloForm lesson={lesson} />
      </AreaMessages>
    </>
  );
}
