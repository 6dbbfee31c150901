import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AreaMessages } from '../../_i18n/area-messages.tsx';
import { PageFrame } from '../../_ui/page-frame.tsx';
import { Replay } from './replay.tsx';

interface ReplayPageProps {
  readonly params: Promise<{ readonly session: string }>;
  /** `e`: the entry to begin at. */
  readonly searchParams: Promise<{ readonly e?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('replay');
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

/** A recorded session, step by step, as everybody or as one seat saw it. */
export default async function ReplayPage({ params, searchParams }: ReplayPageProps) {
  const { session } = await params;
  const { e } = await searchParams;
  const position = typeof e === 'string' && /^\d{1,9}$/.test(e) ? Number(e) : 1;
  return (
    <PageFrame>
      <AreaMessages areas={['replay', 'cluster', 'components', 'seat', 'lessons', 'play']}>
        <Replay session={decodeURIComponent(session)} position={position} />
      </AreaMessages>
    </PageFrame>
  );
}
