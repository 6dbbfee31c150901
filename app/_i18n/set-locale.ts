'use server';

import { cookies } from 'next/headers';
import { LOCALE_COOKIE, parseLocale } from '../../lib/i18n/locales.ts';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Keeps the visitor's choice of language; the page they are on is drawn anew in it. */
export async function setLocale(form: FormData): Promise<void> {
  const locale = parseLocale(form.get('locale'));
  if (locale === null) return;
  (await cookies()).set(LOCALE_COOKIE, locale, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax' });
}
