import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { messagesFor } from '../lib/i18n/catalogue.ts';
import { DEFAULT_LOCALE, parseLocale } from '../lib/i18n/locales.ts';
import { AnnouncerProvider } from './_ui/announcer.tsx';
import { parseTheme, THEME_COOKIE } from './_ui/theme.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return {
    title: { default: t('product'), template: `%s · ${t('product')}` },
    description: t('tagline'),
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#131c2e' },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const locale = parseLocale(await getLocale()) ?? DEFAULT_LOCALE;
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const t = await getTranslations('common');
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <a
          href="#content"
          className="sr-only z-50 rounded-control bg-accent px-4 py-3 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {t('skip')}
        </a>
        <NextIntlClientProvider locale={locale} messages={messagesFor(locale, ['common'])} timeZone="Asia/Seoul">
          <AnnouncerProvider>{children}</AnnouncerProvider>
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
