import { useTranslations } from 'next-intl';
import { paths } from './_paths.ts';
import { ButtonLink } from './_ui/button.tsx';
import { PageFrame } from './_ui/page-frame.tsx';
import { PageHeader } from './_ui/page-header.tsx';

export default function NotFound() {
  const t = useTranslations('common.error');
  return (
    <PageFrame width="narrow">
      <PageHeader title={t('missingTitle')} lead={t('missingBody')} />
      <ButtonLink href={paths.home()} tone="primary">
        {t('home')}
      </ButtonLink>
    </PageFrame>
  );
}
