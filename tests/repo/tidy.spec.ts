import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { code, codeFiles, linesWith, ROOT, writtenFiles } from './repository-files.ts';

const LINES_MAX = 400;

/** The folders of the project; what begins with a dot or configures a tool may stand beside them. */
const FOLDERS = ['app', 'docs', 'lib', 'prisma', 'server', 'tests'];
const MADE = ['node_modules', 'dist', 'generated', 'data'];
const TOOL_FILES = /^(\..+|[a-z-]+\.config\.(js|mjs|ts)|.*\.(json|tsbuildinfo)|next-env\.d\.ts|[A-Z]+(\.md)?)$/;

const files = codeFiles();
const withoutComments = files.map(({ path, text }) => ({ path, text: code(text) }));

describe('files', () => {
  test('the top level holds the project folders and tool configuration only', () => {
    const others = readdirSync(ROOT, { withFileTypes: true })
      .filter((item) =>
        item.isDirectory()
          ? !FOLDERS.includes(item.name) && !MADE.includes(item.name) && !item.name.startsWith('.')
          : !TOOL_FILES.test(item.name),
      )
      .map(({ name }) => name);
    expect(others).toEqual([]);
  });

  test(`no file of code is longer than ${LINES_MAX} lines`, () => {
    const long = files.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
    expect(long.filter(({ lines }) => lines > LINES_MAX)).toEqual([]);
  });

  test('names are in kebab case and say what is inside', () => {
    const name = /^(_|\.)?([a-z0-9]+(-[a-z0-9]+)*|\[+(\.\.\.)?[a-z-]+\]+|\([a-z-]+\)|@[a-z]+)(\.[a-z0-9-]+)*$/;
    const vague = /^(utils?|helpers?|misc|common-functions)(\.|$)/;
    const odd = files.filter(({ path }) => path.split('/').some((part) => !name.test(part) || vague.test(part)));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  test('tests of the code are spec files', () => {
    expect(files.filter(({ path }) => /\.test\.(ts|tsx)$/.test(path)).map(({ path }) => path)).toEqual([]);
  });
});

describe('code', () => {
  test('there is no any', () => {
    expect(linesWith(withoutComments, /[:<|&,(]\s*any\b(?!['"])\s*[[\]>|&,;)=]|\bas any\b/)).toEqual([]);
  });

  test('no compiler error is hidden', () => {
    expect(linesWith(files, new RegExp('@ts-' + '(ignore|nocheck|expect-error)'))).toEqual([]);
  });

  test('a lint rule is disabled only with a reason', () => {
    const disabled = linesWith(files, new RegExp('(oxlint|eslint)-' + 'disable'));
    expect(disabled.filter((line) => !/ -- \S{3,}/.test(line))).toEqual([]);
  });

  test('no test is skipped, singled out or left for later', () => {
    const specs = withoutComments.filter(({ path }) => path.startsWith('tests/'));
    expect(
      linesWith(specs, /\b(describe|suite|test|it)(\.\w+)*\.(skip|only|todo|fails|skipIf|runIf)\b|\bx(it|describe)\(/),
    ).toEqual([]);
  });

  test('no work is left as a mark in the code', () => {
    expect(linesWith(files, new RegExp('\\b(TO' + 'DO|FIX' + 'ME|X' + 'XX|HA' + 'CK)\\b'))).toEqual([]);
  });

  test('sections are functions and files, not banners', () => {
    expect(linesWith(files, /^\s*(\/\/|\/?\*)\s*[-=*#~─]{4,}/)).toEqual([]);
  });
});

test('the project speaks of itself alone', () => {
  const texts = writtenFiles(/\.(ts|tsx|mjs|js|css|md|prisma|sql|sh)$|^\.ci\/run$/);
  const outside = [
    [
      'chat' + 'gpt',
      'clau' + 'de',
      'anthro' + 'pic',
      'open' + 'ai',
      'copi' + 'lot',
      'l' + 'lm',
      'language ' + 'model',
      'ai[- ]' + 'generated',
    ].join('|'),
    '(?<![\\w./-])/(work|root|home)/\\w',
    '\\b(issue|pull request|pr)s? ?#\\d+',
  ];
  expect(linesWith(texts, new RegExp(`\\b(${outside[0]})\\b|${outside[1]}|${outside[2]}`, 'i'))).toEqual([]);
});

describe('package.json', () => {
  const manifest: Record<string, Record<string, string>> = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

  test.each(['dependencies', 'devDependencies', 'overrides'])('%s have exact versions', (group) => {
    const loose = Object.entries(manifest[group] ?? {}).filter(([, range]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(range));
    expect(loose).toEqual([]);
  });

  test('every script that runs a file names one that exists', () => {
    const named = Object.values(manifest['scripts'] ?? {}).flatMap((script) => script.match(/\S+\.(mjs|ts)\b/g) ?? []);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
