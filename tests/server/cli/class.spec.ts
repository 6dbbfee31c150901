import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lessons } from '../../../lib/lessons/registry.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const RUN_MILLIS_MAX = 120_000;

interface Ran {
  readonly code: number;
  readonly output: string;
}

function runCommand(name: 'class' | 'replay', args: readonly string[]): Promise<Ran> {
  return new Promise((done) => {
    const command = ['--import', 'tsx', `server/cli/${name}.ts`, ...args];
    execFile(process.execPath, command, { cwd: ROOT, maxBuffer: 2 ** 26 }, (error, output, errors) => {
      done({ code: error === null ? 0 : Number(error.code), output: `${output}${errors}` });
    });
  });
}

describe('the command that plays a class', () => {
  let data = '';

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'kubecrew-cli-'));
  });

  afterAll(() => rm(data, { recursive: true, force: true }));

  test.each(['well', 'sloppy', 'wrong'])(
    'brings a %s class to its goal, and its replay to the same state',
    async (style) => {
      const played = await runCommand('class', ['--students', '4', '--seed', '3', '--style', style, '--data', data]);
      expect(played.output).toContain('replayed state equals what everybody sees: yes');
      expect(played.output).toContain('goal reached');
      expect(played.output).toMatch(/web +1@\d+ 2@\d+ 3@\d+ 4@\d+ 5@\d+ 6@\d+ 7@\d+ 8@\d+ 9@\d+ 10@\d+ 11@\d+/);
      expect(played.code).toBe(0);

      const session = / {2}session (\S+)/.exec(played.output)?.[1] ?? '';
      const printed = await runCommand('replay', [session, '--data', data]);
      expect(printed.code).toBe(0);
      expect(printed.output.length).toBeGreaterThan(10_000);
      expect(played.output).toContain(printed.output);
    },
    RUN_MILLIS_MAX,
  );

  test.each([
    { lesson: 'lost-node', style: 'wrong', seats: ['node-controller', 'replication-controller'] },
    { lesson: 'services', style: 'sloppy', seats: ['endpointslice-controller', 'kube-proxy@node-1'] },
  ])(
    'seats a $style class of $lesson where that lesson has something to do, up to its goal',
    async ({ lesson, style, seats }) => {
      const args = ['--lesson', lesson, '--students', '5', '--seed', '3', '--style', style, '--quiet'];
      const { code, output } = await runCommand('class', args);
      expect(output).toContain('replayed state equals what everybody sees: yes');
      expect(output).toMatch(/Goals of the rounds\n(?: +[\w-]+ +reached at entry \d+\n){2,}Refusals/);
      for (const seat of seats) expect(output).toMatch(new RegExp(`${seat} [1-9]`));
      expect(code).toBe(0);
    },
    RUN_MILLIS_MAX,
  );

  test(
    'lists the lessons when it is asked for help',
    async () => {
      const { code, output } = await runCommand('class', ['--help']);
      expect(code).toBe(0);
      for (const lesson of Object.keys(lessons)) expect(output).toMatch(new RegExp(`^ +${lesson} `, 'm'));
    },
    RUN_MILLIS_MAX,
  );

  test(
    'says how it is used when the command line makes no sense',
    async () => {
      const ran = await runCommand('class', ['--students', 'many', '--lesson', 'no-such-lesson']);
      expect(ran.code).toBe(2);
      expect(ran.output).toContain('usage: npm run class');
      expect(ran.output).toContain('no such lesson');
    },
    RUN_MILLIS_MAX,
  );
});

describe('the command that prints a recording', () => {
  test('tells when there is none', async () => {
    const ran = await runCommand('replay', ['no-such-session', '--data', join(tmpdir(), 'kubecrew-no-such-folder')]);
    expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('no database') });
  });
});
