/** The languages the product speaks. Korean first: it is what an unknown visitor gets. */
export const LOCALES = ['ko', 'en'] as const;

export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = 'ko';

/** The cookie that keeps a visitor's choice of language. */
export const LOCALE_COOKIE = 'locale';

/** The locale a value names, or null when it names none of ours. */
export function parseLocale(value: unknown): Locale | null {
  return LOCALES.find((locale) => locale === value) ?? null;
}

/**
 * Picks our best language for an `Accept-Language` header (RFC 9110 §12.5.4).
 * Unknown languages and malformed parts are passed over; ties go to the earlier one.
 */
export function negotiateLocale(acceptLanguage: string | null | undefined): Locale {
  let best: Locale = DEFAULT_LOCALE;
  let bestWeight = 0;
  for (const part of (acceptLanguage ?? '').split(',')) {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const locale = parseLocale(range.toLowerCase().split('-')[0]);
    const weight = weightOf(parameters);
    if (locale !== null && weight > bestWeight) {
      best = locale;
      bestWeight = weight;
    }
  }
  return best;
}

function weightOf(parameters: readonly string[]): number {
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  if (quality === undefined) return 1;
  const weight = Number(quality.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
