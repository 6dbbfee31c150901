import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sortedKeys } from '../../lib/kernel/ordered.ts';
import { HANDLERS } from './handlers/registry.ts';
import { parseVectorFile } from './vector-file.ts';

describe('what upstream recorded is what we do', () => {
  it.each(sortedKeys(HANDLERS))('%s', (name) => {
    const path = join(import.meta.dirname, 'vectors', `${name}.json`);
    const file = parseVectorFile(name, readFileSync(path, 'utf8'));
    const results = HANDLERS[name]?.(file) ?? [];
    expect(results).toHaveLength(file.vectors.length);
    expect(results.filter(({ pass }) => !pass)).toEqual([]);
  });
});
