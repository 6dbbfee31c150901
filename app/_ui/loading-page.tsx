import { useTranslations } from 'next-intl';
import { Skeleton } from './skeleton.tsx';

/** What a page shows until its data is there: the same frame, grey. */
export function LoadingPage() {
  const t = useTranslations('common.state');
  return (
    <div className="flex min-h-dvh flex-col">
      <div className="h-16 border-b border-line bg-surface" />
      <main id="content" className="mx-auto flex w-full max-w-6xl flex-col gap-4 px-4 py-8 sm:px-6 sm:py-12">
        <p role="status" className="sr-only">
          {t('loading')}
        </p>
        <Skeleton className="h-9 w-56" />
        <Skeleton className="h-6 w-80 max-w-full" />
        <Skeleton className="h-40 w-full" />
        <Skeleton className="h-40 w-full" />
      </main>
    </div>
  );
}
