import { describe, expect, test } from 'vitest';

import type { RefusalReason } from '../../../lib/cluster/commands.ts';
import type { EdgeReason } from '../../../lib/wire/server-messages.ts';
import { refusalMessage } from '../../../server/socket/refusal-message.ts';

interface Said {
  readonly name: string;
  readonly refused: {
    readonly reason: RefusalReason | EdgeReason;
    readonly params: Readonly<Record<string, string>>;
  };
  readonly en: string | RegExp;
}

describe('a refusal as a person reads it', () => {
  test.each<Said>([
    {
      name: 'has what happened and why',
      refused: { reason: 'RateLimited', params: {} },
      en: 'A little slower, please. Too many actions came at once.',
    },
    {
      name: 'names what it is about',
      refused: { reason: 'Invalid', params: { field: 'spec.cpu' } },
      en: /^The value of spec\.cpu is not valid\. /,
    },
    {
      name: 'has a text of its own for a way between two components',
      refused: { reason: 'NoRoute', params: { from: 'kubelet', to: 'etcd' } },
      en: /etcd/,
    },
    {
      name: 'is told by its reason when its text lacks a parameter',
      refused: { reason: 'NoRoute', params: {} },
      en: /\S/,
    },
  ])('$name', ({ refused, en }) => {
    const said = { en: refusalMessage('en', refused), ko: refusalMessage('ko', refused) };
    expect(said.en).toMatch(en);
    expect(said.ko).toMatch(/[가-힣]|NoRoute/);
    expect(said.ko).not.toMatch(/[{}]/);
  });
});
