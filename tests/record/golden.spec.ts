import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../lib/session/commands.ts';
import { evolveEntry, foldEntries } from '../../lib/session/evolve.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { digestOf } from './digest.ts';

const folder = join(import.meta.dirname, 'golden');
const names = readdirSync(folder).filter((name) => name.endsWith('.ndjson'));

describe('golden recordings', () => {
  test('there are some of each kind', () => {
    for (const kind of ['wellPlayed', 'withMistakes', 'withUndo'])
      expect(names.some((name) => name.includes(kind))).toBe(true);
  });

  test.each(names)('%s plays as on the day it was made', (name) => {
    const [head = '', ...lines] = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n');
    const entries = lines.map((line): Entry => JSON.parse(line));
    let state: SessionState | null = null;
    for (const entry of entries) state = evolveEntry(state, entry);
    const atOnce = foldEntries(null, entries);
    const digests = [state, atOnce].map((folded) => (folded === null ? '' : digestOf(folded)));
    const { state: expected } = JSON.parse(head) as { readonly state: string };
    expect(digests).toEqual([expected, expected]);
  });
});
