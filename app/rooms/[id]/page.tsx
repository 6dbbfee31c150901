import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { AreaMessages } from '../../_i18n/area-messages.tsx';
import { paths } from '../../_paths.ts';
import { requireTeacher } from '../../_server/auth.ts';
import { waveIdsOf } from '../../_lessons/wave-ids.ts';
import { ownRoom } from '../../_server/rooms.ts';
import { AnnouncerProvider } from '../../_ui/announcer.tsx';
import { ButtonLink } from '../../_ui/button.tsx';
import { PageFrame } from '../../_ui/page-frame.tsx';
import { Desk } from './desk.tsx';

interface DeskPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('desk');
  return { title: t('title'), robots: { index: false } };
}

/** The teacher's desk of one room. Another teacher's room is no room. */
export default async function DeskPage({ params }: DeskPageProps) {
  const id = decodeURIComponent((await params).id);
  const teacher = await requireTeacher(paths.room(id));
  const room = await ownRoom(teacher.id, id);
  if (room === null) notFound();
  const nav = await getTranslations('common.nav');
  const rooms = (
    <ButtonLink href={paths.rooms()} tone="quiet" size="compact" className="min-h-11">
      {nav('rooms')}
    </ButtonLink>
  );
  return (
    <PageFrame nav={rooms}>
      <AreaMessages areas={['desk', 'cluster', 'components', 'seat', 'play']}>
        <AnnouncerProvider>
          <Desk classroom={id} title={room.title} waves={waveIdsOf(room.lessonId)} />
        </AnnouncerProvider>
      </AreaMessages>
    </PageFrame>
  );
}
