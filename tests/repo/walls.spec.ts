import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { type Import, type SourceFile, code, codeFiles, importsOf, linesWith, ROOT } from './repository-files.ts';

const files = codeFiles();
const sources = files.filter(({ path }) => !path.startsWith('tests/'));

/** Which folders of lib a folder of lib may import, beside itself: the order in which the core is built up. */
const LIB_WALLS: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  kubernetes: ['kernel'],
  etcd: ['kernel'],
  i18n: ['kernel'],
  cluster: ['kernel', 'kubernetes', 'etcd'],
  components: ['kernel', 'kubernetes', 'etcd', 'cluster'],
  session: ['kernel', 'kubernetes', 'etcd', 'cluster', 'components', 'lessons'],
  // A session runs a lesson that it finds in the registry; a lesson takes only its shape from the session.
  lessons: ['kernel', 'kubernetes', 'etcd', 'cluster', 'components', 'session'],
  record: ['kernel', 'kubernetes', 'etcd', 'cluster', 'components', 'session', 'lessons'],
  wire: ['kernel', 'cluster', 'session'],
};

/** Packages that the core may use: they touch no host. */
const LIB_PACKAGES = ['zod', 'es-hangul'];

const HOST =
  /\b(Date|Intl|performance|crypto|console|process|Buffer|window|document|fetch|setTimeout|setInterval|setImmediate|queueMicrotask)\s*[.(]|\bMath\.random\b|\.(localeCompare|toLocale\w+)\(|\bnew (Date|Intl)\b/;

const REGISTRIES = ['lib/components/registry.ts', 'lib/lessons/registry.ts'];

function crossings(from: RegExp, forbidden: (wanted: Import, file: SourceFile) => boolean): string[] {
  return sources
    .filter(({ path }) => from.test(path))
    .flatMap((file) =>
      importsOf(file)
        .filter((wanted) => forbidden(wanted, file))
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    );
}

describe('the walls between the folders', () => {
  test('there is something to check', () => {
    expect(sources.flatMap(importsOf).length).toBeGreaterThan(100);
  });

  test('lib imports only lib and packages that touch no host', () => {
    expect(
      crossings(/^lib\//, ({ specifier, target }) =>
        target === null ? !LIB_PACKAGES.includes(specifier) : !target.startsWith('lib/'),
      ),
    ).toEqual([]);
  });

  test('inside lib, a folder imports only what is below it', () => {
    expect(
      crossings(/^lib\//, ({ target }, { path }) => {
        const [, from = '', to = ''] = [path.split('/')[1], path.split('/')[1], target?.split('/')[1]];
        return target !== null && target.startsWith('lib/') && to !== from && LIB_WALLS[from]?.includes(to) !== true;
      }),
    ).toEqual([]);
  });

  test('server imports no page and nothing that draws', () => {
    const drawing = /^(react|react-dom|next-intl|server-only|client-only)(\/|$)/;
    expect(
      crossings(/^server\//, ({ specifier, target }) =>
        target === null ? drawing.test(specifier) : /^(app|tests)\//.test(target),
      ),
    ).toEqual([]);
  });

  test('pages reach the backend only through app/_server', () => {
    expect(crossings(/^app\/(?!_server\/)/, ({ target }) => /^(server|generated|tests)\//.test(target ?? ''))).toEqual(
      [],
    );
  });

  test('app/_server reaches no live room', () => {
    expect(
      crossings(/^app\/_server\//, ({ target }) => /^server\/(socket|classroom|ops|cli)\//.test(target ?? '')),
    ).toEqual([]);
  });
});

describe('imports', () => {
  test('inside the repository name an existing file with its extension', () => {
    const missing = files.flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target !== null && !target.startsWith('generated/') && !existsSync(join(ROOT, target)))
        .map(({ specifier }) => `${file.path} imports ${specifier}`),
    );
    expect(missing).toEqual([]);
  });

  test('there are no barrels but the two registries', () => {
    const barrels = sources.filter(({ path, text }) => {
      if (REGISTRIES.includes(path)) return false;
      if (/(^|\/)index\.(ts|tsx|mjs|js)$/.test(path)) return true;
      const rest = code(text).replaceAll(/(import|export)[^;]*?from\s*(['"])[^'"]+\2;?|import\s*(['"])[^'"]+\3;?/g, '');
      return rest.trim() === '' && /\bexport\b/.test(text) && !path.startsWith('app/_server/');
    });
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });
});

test('lib asks the host for nothing: no clock, no dice, no locale', () => {
  const lib = sources.filter(({ path }) => path.startsWith('lib/'));
  expect(
    linesWith(
      lib.map(({ path, text }) => ({ path, text: withoutStrings(code(text)) })),
      HOST,
    ),
  ).toEqual([]);
});

function withoutStrings(text: string): string {
  return text.replaceAll(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''");
}
