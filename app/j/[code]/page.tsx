import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { formatRoomCode, parseRoomCode } from '../../../lib/wire/room-code.ts';
import { AreaMessages } from '../../_i18n/area-messages.tsx';
import { paths } from '../../_paths.ts';
import { PageFrame } from '../../_ui/page-frame.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { JoinCard } from './join-card.tsx';

interface JoinPageProps {
  readonly params: Promise<{ readonly code: string }>;
  /** `t` is the longer token that a QR code carries. */
  readonly searchParams: Promise<{ readonly t?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('join');
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

export default async function JoinPage({ params, searchParams }: JoinPageProps) {
  const typed = decodeURIComponent((await params).code);
  const code = parseRoomCode(typed);
  if (code === undefined) redirect(paths.homeWithCode(typed.slice(0, 24)));
  const { t: token } = await searchParams;
  const t = await getTranslations('join');
  return (
    <PageFrame width="narrow">
      <PageHeader
        title={t('title')}
        lead={
          <>
            {t('room')} <strong className="text-lead text-ink tabular-nums">{formatRoomCode(code)}</strong>
          </>
        }
      />
      <AreaMessages areas={['join']}>
        <JoinCard code={code} token={typeof token === 'string' ? token : undefined} />
      </AreaMessages>
    </PageFrame>
  );
}
