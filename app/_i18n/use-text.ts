'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Text } from '../../lib/cluster/card.ts';

/** Says a component's Text in the reader's language (area `play`). An unknown key is shown as it is. */
export function useText(): (text: Text) => string {
  const t = useTranslations('play');
  return useCallback((text: Text) => (t.has(text.key) ? t(text.key, text.params) : text.key), [t]);
}
