import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { AreaMessages } from '../../../_i18n/area-messages.tsx';
import { CourseNotes } from '../../../_cluster/course-notes.tsx';
import { waveIdsOf } from '../../../_lessons/wave-ids.ts';
import { paths } from '../../../_paths.ts';
import { requireTeacher } from '../../../_server/auth.ts';
import { classDebrief } from '../../../_server/debrief.ts';
import { ownRoom } from '../../../_server/rooms.ts';
import { ButtonLink } from '../../../_ui/button.tsx';
import { EmptyState } from '../../../_ui/empty-state.tsx';
import { PlayIcon } from '../../../_ui/icons.tsx';
import { PageFrame } from '../../../_ui/page-frame.tsx';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { Panel } from '../../../_ui/panel.tsx';
import { Report } from './report.tsx';

interface DebriefPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('debrief');
  return { title: t('title'), robots: { index: false } };
}

/** What a class has come to, for its teacher. Another teacher's room is no room. */
export default async function DebriefPage({ params }: DebriefPageProps) {
  const id = decodeURIComponent((await params).id);
  const teacher = await requireTeacher(paths.debrief(id));
  const room = await ownRoom(teacher.id, id);
  if (room === null) notFound();
  const found = await classDebrief(id);
  const t = await getTranslations('debrief');
  const nav = await getTranslations('common.nav');
  const rooms = (
    <ButtonLink href={paths.rooms()} tone="quiet" size="compact" className="min-h-11">
      {nav('rooms')}
    </ButtonLink>
  );
  return (
    <PageFrame nav={rooms}>
      <PageHeader
        title={`${t('title')} · ${room.title}`}
        lead={t('lead')}
        action={
          found === null ? undefined : (
            <ButtonLink href={paths.replay(found.debrief.session)} tone="primary">
              <PlayIcon className="size-4" />
              {t('replay')}
            </ButtonLink>
          )
        }
      />
      {found === null ? (
        <Panel>
          <EmptyState title={t('empty')} action={<ButtonLink href={paths.room(id)}>{t('desk')}</ButtonLink>}>
            {t('emptyHelp')}
          </EmptyState>
        </Panel>
      ) : (
        <AreaMessages areas={['debrief', 'cluster', 'components', 'course', 'play', 'seat']}>
          <Report classroom={id} debrief={found.debrief} names={found.names} waves={waveIdsOf(room.lessonId)} />
          <CourseNotes lesson={room.lessonId} />
        </AreaMessages>
      )}
    </PageFrame>
  );
}
