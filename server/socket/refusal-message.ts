import { createTranslator } from 'use-intl/core';

import { messagesFor } from '../../lib/i18n/catalogue.ts';
import type { Locale } from '../../lib/i18n/locales.ts';
import { noticeKey } from '../../lib/i18n/refusal-key.ts';
import type { Acknowledgement } from '../../lib/wire/server-messages.ts';

type Refused = Extract<Acknowledgement, { readonly ok: false }>;
type Say = (refused: Pick<Refused, 'reason' | 'params'>) => string;

const speakers = new Map<Locale, Say>();

/**
 * What a refusal means and why, in one or two sentences: the same as the pages say. A refusal whose text cannot be
 * made is told by its reason.
 */
export function refusalMessage(locale: Locale, refused: Pick<Refused, 'reason' | 'params'>): string {
  const known = speakers.get(locale);
  if (known !== undefined) return known(refused);
  const speaker = speakerOf(locale);
  speakers.set(locale, speaker);
  return speaker(refused);
}

function speakerOf(locale: Locale): Say {
  const { play } = messagesFor(locale, ['play']);
  const t = createTranslator<Record<string, Record<string, string>>, 'play'>({
    locale,
    messages: { play } as Record<string, Record<string, string>>,
    namespace: 'play',
    onError: () => {},
    getMessageFallback: () => '',
  });
  return ({ reason, params }) => {
    const key = noticeKey('refusal', reason, params, (wanted) => t.has(wanted));
    const sentences = [`${key}.what`, `${key}.why`].map((part) => (t.has(part) ? t(part, params) : ''));
    return sentences.filter((sentence) => sentence !== '').join(' ') || reason;
  };
}
