import type { Metadata } from 'next';
import { useTranslations } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { PageFrame } from '../_ui/page-frame.tsx';
import { PageHeader } from '../_ui/page-header.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('teach.privacy');
  return { title: t('title') };
}

export default function PrivacyPage() {
  const t = useTranslations('teach.privacy');
  return (
    <PageFrame width="narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="flex flex-col gap-8">
        <Section title={t('students.title')} lines={[t('students.name'), t('students.acts'), t('students.device')]} />
        <Section title={t('teachers.title')} lines={[t('teachers.account'), t('teachers.rooms')]} />
        <Section title={t('where.title')} lines={[t('where.body'), t('where.names'), t('addresses')]} />
      </div>
    </PageFrame>
  );
}

function Section({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section>
      <h2 className="mb-2 text-heading font-semibold">{title}</h2>
      <ul className="flex list-disc flex-col gap-2 pl-5 marker:text-ink-soft">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
