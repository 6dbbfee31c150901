import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AreaMessages } from '../../_i18n/area-messages.tsx';
import { MENU_BY_PART } from '../../_lessons/lesson-menu.ts';
import { paths } from '../../_paths.ts';
import { requireTeacher } from '../../_server/auth.ts';
import { ButtonLink } from '../../_ui/button.tsx';
import { PageFrame } from '../../_ui/page-frame.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { NewRoomForm } from './new-room-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('teach.create');
  return { title: t('title') };
}

export default async function NewRoomPage() {
  await requireTeacher(paths.newRoom());
  const t = await getTranslations('teach.create');
  const nav = await getTranslations('common.nav');
  const rooms = (
    <ButtonLink href={paths.rooms()} tone="quiet" size="compact" className="min-h-11">
      {nav('rooms')}
    </ButtonLink>
  );
  return (
    <PageFrame nav={rooms}>
      <PageHeader title={t('title')} />
      <AreaMessages areas={['teach', 'lessons']}>
        <NewRoomForm parts={MENU_BY_PART} />
      </AreaMessages>
    </PageFrame>
  );
}
