import { useTranslations } from 'next-intl';
import { PageFrame } from './page-frame.tsx';
import { Skeleton } from './skeleton.tsx';

/** What a page shows until its data is there: the same frame, grey. */
export function LoadingPage() {
  const t = useTranslations('common.state');
  return (
    <PageFrame>
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <div className="flex flex-col gap-4">
        <Skeleton className="h-9 w-56" />
        <Skeleton className="h-6 w-80 max-w-full" />
        <Skeleton className="mt-4 h-40 w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    </PageFrame>
  );
}
