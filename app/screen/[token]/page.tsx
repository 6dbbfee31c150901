import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { AreaMessages } from '../../_i18n/area-messages.tsx';
import { joinPosterForScreen } from '../../_server/join-poster.ts';
import { QrCode } from '../../_ui/qr-code.tsx';
import { Projector } from './projector.tsx';

interface ScreenPageProps {
  readonly params: Promise<{ readonly token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('projector');
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

/** The big screen of a classroom: read-only, for everybody to see. */
export default async function ScreenPage({ params }: ScreenPageProps) {
  const token = decodeURIComponent((await params).token);
  const poster = await joinPosterForScreen(token);
  if (poster === null) notFound();
  const t = await getTranslations('projector');
  const qr = poster.link === null ? null : <QrCode text={poster.link} label={t('qr')} className="size-full" />;
  return (
    <AreaMessages areas={['projector', 'cluster', 'components', 'play']}>
      <Projector token={token} poster={poster} qr={qr} />
    </AreaMessages>
  );
}
