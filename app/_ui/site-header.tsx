import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { paths } from '../_paths.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { ThemeSwitch } from './theme-switch.tsx';
import { Sign } from './wordmark.tsx';

interface SiteHeaderProps {
  /** Links or buttons of this part of the site, before the language. */
  readonly children?: ReactNode;
  /** Whether phones show the name beside the sign; not when there are links, unless these are hidden there. */
  readonly nameOnPhones?: boolean;
}

/** The first line of every page outside a lesson. Language and theme are always at its end. */
export function SiteHeader({ children, nameOnPhones = children === undefined }: SiteHeaderProps) {
  const t = useTranslations('common');
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex min-h-16 max-w-(--page) items-center gap-1 px-3 sm:gap-2 sm:px-6">
        <Link
          href={paths.home()}
          aria-label={t('nav.home')}
          className="mr-auto inline-flex min-h-11 items-center gap-2 rounded-control text-heading font-bold text-ink no-underline"
        >
          <Sign className="size-8" />
          <span lang="en" className={nameOnPhones ? 'max-[22rem]:sr-only' : 'max-sm:sr-only'}>
            {t('product')}
          </span>
        </Link>
        {children === undefined ? null : (
          <nav aria-label={t('nav.label')} className="flex items-center gap-1 sm:gap-2">
            {children}
          </nav>
        )}
        <LanguageSwitch />
        <div className="-mr-2 inline-flex sm:-mr-3">
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}
