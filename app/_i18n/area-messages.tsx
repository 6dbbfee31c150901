import { NextIntlClientProvider } from 'next-intl';
import { getLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { type MessageArea, messagesFor } from '../../lib/i18n/catalogue.ts';
import { DEFAULT_LOCALE, parseLocale } from '../../lib/i18n/locales.ts';
import type { MessageTree } from '../../lib/i18n/shape.ts';

interface AreaMessagesProps {
  readonly areas: readonly MessageArea[];
  /** Further messages by area name, such as a lesson's texts. */
  readonly more?: MessageTree;
  readonly children: ReactNode;
}

/** Gives the client components below it the texts of these areas (and `common`), and no others. */
export async function AreaMessages({ areas, more, children }: AreaMessagesProps) {
  const locale = parseLocale(await getLocale()) ?? DEFAULT_LOCALE;
  const messages = { ...messagesFor(locale, ['common', ...areas]), ...more };
  return (
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="Asia/Seoul">
      {children}
    </NextIntlClientProvider>
  );
}
