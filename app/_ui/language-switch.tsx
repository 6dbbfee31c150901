import { useLocale, useTranslations } from 'next-intl';
import { setLocale } from '../_i18n/set-locale.ts';
import { Button } from './button.tsx';
import { GlobeIcon } from './icons.tsx';

/** Goes to the other language; a form, so that it works before any script runs. */
export function LanguageSwitch() {
  const t = useTranslations('common.language');
  const other = useLocale() === 'ko' ? 'en' : 'ko';
  return (
    <form action={setLocale}>
      <input type="hidden" name="locale" value={other} />
      <Button type="submit" tone="quiet" size="compact" className="min-h-11" title={t('label')}>
        <GlobeIcon />
        <span lang={other}>{t('switchTo')}</span>
      </Button>
    </form>
  );
}
