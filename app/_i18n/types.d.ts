import type { Messages as Catalogue } from '../../lib/i18n/catalogue.ts';
import type { Locale as OurLocale } from '../../lib/i18n/locales.ts';

declare module 'next-intl' {
  interface AppConfig {
    Locale: OurLocale;
    /** Components choose keys of `play` at run time, so any string is one. */
    Messages: Omit<Catalogue, 'play'> & { play: Record<string, string> };
  }
}
