import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { paths } from '../_paths.ts';

/** The last line of pages outside a lesson. */
export function SiteFooter() {
  const t = useTranslations('common');
  return (
    <footer className="border-t border-line">
      <div className="mx-auto flex max-w-(--page) flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-4 text-caption text-ink-soft sm:px-6">
        <p>{t('tagline')}</p>
        <Link
          href={paths.privacy()}
          className="inline-flex min-h-6 items-center underline underline-offset-4 hover:text-ink"
        >
          {t('nav.privacy')}
        </Link>
      </div>
    </footer>
  );
}
