'use client';

import { useTranslations } from 'next-intl';
import { usePlayTexts } from '../_room/play-texts.ts';
import { Button } from '../_ui/button.tsx';
import { Notice } from '../_ui/notice.tsx';

interface OutcomeNoticeProps {
  readonly kind: 'refusal' | 'mistake';
  readonly reason: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** Without it the notice stays. */
  readonly onDismiss?: () => void;
  /** Spoken at once: only for what the reader has just done. */
  readonly spoken?: boolean;
}

/** What did not work or went wrong: what happened, why, what the real component does, and the way back. */
export function OutcomeNotice({ kind, reason, params, onDismiss, spoken = false }: OutcomeNoticeProps) {
  const t = useTranslations('seat.outcome');
  const { what, why, real, back } = usePlayTexts().outcome(kind, reason, params);
  const parts = [
    { label: t('why'), text: why },
    { label: t('real'), text: real },
    { label: t('back'), text: back },
  ];
  return (
    <Notice
      tone={kind === 'refusal' ? 'error' : 'warning'}
      role={spoken ? 'alert' : undefined}
      title={
        <>
          <span className="block text-caption font-medium">{t(kind)}</span>
          <span data-focus-home={spoken ? true : undefined} tabIndex={spoken ? -1 : undefined}>
            {what}
          </span>
        </>
      }
      actions={
        onDismiss === undefined ? undefined : (
          <Button size="compact" className="min-h-11" onClick={onDismiss}>
            {t('dismiss')}
          </Button>
        )
      }
    >
      <dl className="mt-1 flex flex-col gap-2">
        {parts.map(({ label, text }) =>
          text === undefined ? null : (
            <div key={label}>
              <dt className="text-caption font-semibold">{label}</dt>
              <dd>{text}</dd>
            </div>
          ),
        )}
      </dl>
    </Notice>
  );
}
