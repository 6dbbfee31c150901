'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { TextLine } from '../../lib/session/view.ts';

/** Says a component's text in the reader's language (area `play`). An unknown key is shown as it is. */
export function useText(): (text: TextLine) => string {
  const t = useTranslations('play');
  return useCallback(
    (text: TextLine) => {
      const key = keyOf(text);
      return t.has(key) ? t(key, typeof text === 'string' ? undefined : text.params) : key;
    },
    [t],
  );
}

export function keyOf(text: TextLine): string {
  return typeof text === 'string' ? text : text.key;
}
