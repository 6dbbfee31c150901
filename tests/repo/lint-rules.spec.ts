import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { ROOT } from './repository-files.ts';

interface Sample {
  readonly path: string;
  readonly text: string;
  /** What refuses it; undefined when it keeps within the walls. */
  readonly rule: string | undefined;
}

/** A wall that nobody has run into may have fallen: these samples run into each. */
const samples: readonly Sample[] = readFileSync(join(import.meta.dirname, 'testdata/lint.txt'), 'utf8')
  .split(/^-- /m)
  .slice(1)
  .map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    const [path = '', rule] = heading.split(/ \[|\]/);
    return { path, text: lines.join('\n'), rule };
  });

let folder: string;
let report: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-rules-'));
  cpSync(join(ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const { path, text } of samples) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  report = spawnSync(process.execPath, [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '-f', 'unix'], {
    cwd: folder,
    encoding: 'utf8',
  }).stdout.replaceAll('\\', '/');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function findingsIn(path: string): string[] {
  return report.split('\n').filter((line) => line.startsWith(`${path}:`));
}

describe('the lint rules', () => {
  test.each(samples.filter(({ rule }) => rule !== undefined))('refuse $path for $rule', ({ path, rule }) => {
    expect(findingsIn(path).join('\n')).toContain(`(${rule})`);
  });

  test.each(samples.filter(({ rule }) => rule === undefined))('accept $path', ({ path }) => {
    expect(findingsIn(path)).toEqual([]);
  });
});
