'use client';

import { useTranslations } from 'next-intl';
import { buttonClass } from './button.tsx';
import { classNames } from './class-names.ts';
import { MoonIcon, SunIcon } from './icons.tsx';
import { THEME_COOKIE, type Theme } from './theme.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Two buttons, of which the styles show the one that leads to the other theme: right even before any script runs. */
export function ThemeSwitch() {
  const t = useTranslations('common.theme');

  function choose(theme: Theme) {
    document.documentElement.dataset['theme'] = theme;
    document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
  }

  const look = classNames(buttonClass({ tone: 'quiet', size: 'compact' }), 'size-11 px-0');
  return (
    <>
      <span className="when-light inline-flex">
        <button
          type="button"
          className={look}
          aria-label={t('toDark')}
          title={t('toDark')}
          onClick={() => choose('dark')}
        >
          <MoonIcon />
        </button>
      </span>
      <span className="when-dark">
        <button
          type="button"
          className={look}
          aria-label={t('toLight')}
          title={t('toLight')}
          onClick={() => choose('light')}
        >
          <SunIcon />
        </button>
      </span>
    </>
  );
}
