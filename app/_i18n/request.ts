import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { MESSAGE_AREAS, messagesFor } from '../../lib/i18n/catalogue.ts';
import { LOCALE_COOKIE, type Locale, negotiateLocale, parseLocale } from '../../lib/i18n/locales.ts';

/** The visitor's language: what they chose, else what their browser asks for. */
export async function visitorLocale(): Promise<Locale> {
  const chosen = parseLocale((await cookies()).get(LOCALE_COOKIE)?.value);
  return chosen ?? negotiateLocale((await headers()).get('accept-language'));
}

export default getRequestConfig(async () => {
  const locale = await visitorLocale();
  return { locale, messages: messagesFor(locale, MESSAGE_AREAS), timeZone: 'Asia/Seoul' };
});
