import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AreaMessages } from '../../_i18n/area-messages.tsx';
import { PlayRoom } from './play-room.tsx';

interface PlayPageProps {
  readonly params: Promise<{ readonly classroom: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('seat');
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

/** A student's place in a room. The page is the same for everybody: who one is, is in the browser's own storage. */
export default async function PlayPage({ params }: PlayPageProps) {
  const { classroom } = await params;
  return (
    <AreaMessages areas={['seat', 'cluster', 'components', 'play', 'course']}>
      <PlayRoom classroom={decodeURIComponent(classroom)} />
    </AreaMessages>
  );
}
