import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { SqliteEventLog } from '../../../server/store/sqlite-event-log.ts';
import { type TemporaryDatabase, temporaryDatabase } from './temporary-database.ts';

const CHILD = fileURLToPath(new URL('./appending-child.ts', import.meta.url));

let database: TemporaryDatabase;
let child: ChildProcess | undefined;
beforeEach(() => {
  database = temporaryDatabase();
  database.createSession('s1');
});
afterEach(() => {
  child?.kill('SIGKILL');
  database.dispose();
});

/** Runs the appending program and kills it without warning at its `count`th acknowledgement. */
async function acknowledgedBeforeKill(count: number): Promise<number[]> {
  const started = spawn(process.execPath, ['--import', 'tsx', CHILD, database.path, 's1'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child = started;
  const acknowledged: number[] = [];
  const lines = createInterface({ input: started.stdout });
  lines.on('line', (line) => {
    acknowledged.push(Number(line));
    if (acknowledged.length === count) started.kill('SIGKILL');
  });
  const [[, signal]] = await Promise.all([once(started, 'exit'), once(lines, 'close')]);
  expect(signal).toBe('SIGKILL');
  return acknowledged;
}

test.each([[[1, 7, 40, 163]], [[2, 90]]])(
  'killed after %j acknowledgements: all of them are in the log',
  async (rounds) => {
    const acknowledged: number[] = [];
    for (const count of rounds) acknowledged.push(...(await acknowledgedBeforeKill(count)));

    const log = await SqliteEventLog.open(database.path);
    const positions = (await log.read('s1', 0, 1_000_000)).map(({ position }) => position);
    const head = await log.head('s1');
    await log.close();

    expect(acknowledged.length).toBeGreaterThanOrEqual(rounds.reduce((sum, count) => sum + count, 0));
    expect(positions).toEqual(positions.map((_unused, index) => index + 1));
    expect(acknowledged.filter((position) => position > positions.length)).toEqual([]);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    expect(head).toMatchObject({ position: positions.length, epoch: rounds.length });
  },
);
