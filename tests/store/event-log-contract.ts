import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { InvariantError } from '../../lib/kernel/assert.ts';
import { type EventLog, SessionNotFoundError, type StoredEntry } from '../../server/store/event-log.ts';

/** One implementation under test, with a way to make sessions known to it. */
export interface EventLogHarness {
  readonly log: EventLog;
  createSession(sessionId: string): Promise<void>;
  dispose(): Promise<void>;
}

/** Consecutive entries after `after`, with command ids `c<position>` unless others are given. */
export function entriesAfter(after: number, count: number, epoch: number, commandIds: string[] = []): StoredEntry[] {
  return Array.from({ length: count }, (_unused, index) => {
    const position = after + index + 1;
    return {
      position,
      epoch,
      at: '2026-01-02T03:04:05.678Z',
      schemaVersion: 1,
      commandId: commandIds[index] ?? `c${position}`,
      hash: `hash-${position}`,
      body: JSON.stringify({ text: `고래 "${position}" \n \u0000 \u{1f433}`, nested: [null, true, 1.5] }),
    };
  });
}

/** What every event log promises, whatever it is made of. */
export function describeEventLog(name: string, open: () => Promise<EventLogHarness>): void {
  describe(`event log: ${name}`, () => {
    let harness: EventLogHarness;
    let log: EventLog;
    let epoch: number;

    beforeEach(async () => {
      harness = await open();
      log = harness.log;
      await harness.createSession('s1');
      await harness.createSession('s2');
      epoch = await log.claim('s1');
    });
    afterEach(() => harness.dispose());

    describeAppending(() => ({ log, epoch }));
    describeFencing(() => ({ log, epoch }));
    describeReading(() => ({ log, epoch }));
    describeSnapshots(() => ({ log }));

    test('after close, appends are unknown and earlier ones were kept', async () => {
      const pending = log.append('s1', 0, epoch, entriesAfter(0, 1, epoch));
      await log.close();
      expect(await pending).toEqual({ outcome: 'ok', position: 1 });
      expect(await log.append('s1', 1, epoch, entriesAfter(1, 1, epoch))).toMatchObject({ outcome: 'unknown' });
    });
  });
}

type Subject = () => { readonly log: EventLog; readonly epoch: number };

function describeAppending(subject: Subject): void {
  test('entries come back exactly as they were appended', async () => {
    const { log, epoch } = subject();
    const entries = entriesAfter(0, 3, epoch);
    expect(await log.append('s1', 0, epoch, entries)).toEqual({ outcome: 'ok', position: 3 });
    expect(await log.read('s1', 0, 10)).toEqual(entries);
  });

  test('appends asked for without waiting keep their order', async () => {
    const { log, epoch } = subject();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_unused, index) => log.append('s1', index, epoch, entriesAfter(index, 1, epoch))),
    );
    expect(results).toEqual(results.map((_unused, index) => ({ outcome: 'ok', position: index + 1 })));
    expect((await log.read('s1', 0, 100)).map(({ position }) => position)).toEqual(
      Array.from({ length: 50 }, (_unused, index) => index + 1),
    );
  });

  test('sessions do not disturb each other when they append at the same time', async () => {
    const { log, epoch } = subject();
    const other = await log.claim('s2');
    const results = await Promise.all([
      log.append('s1', 0, epoch, entriesAfter(0, 2, epoch)),
      log.append('s1', 7, epoch, entriesAfter(7, 1, epoch)),
      log.append('s2', 0, other, entriesAfter(0, 1, other)),
      log.append('s1', 2, epoch, entriesAfter(2, 1, epoch, ['c1'])),
      log.append('s2', 1, other, entriesAfter(1, 1, other)),
    ]);
    expect(results).toEqual([
      { outcome: 'ok', position: 2 },
      { outcome: 'fenced' },
      { outcome: 'ok', position: 1 },
      { outcome: 'duplicate', commandId: 'c1', position: 1 },
      { outcome: 'ok', position: 2 },
    ]);
  });

  test.each<[string, (epoch: number) => StoredEntry[]]>([
    ['no entries', () => []],
    ['a gap', (epoch) => entriesAfter(3, 1, epoch)],
    ['another epoch', (epoch) => entriesAfter(0, 1, epoch + 1)],
    ['one command twice', (epoch) => entriesAfter(0, 2, epoch, ['same', 'same'])],
  ])('an append with %s is a bug', async (_what, make) => {
    const { log, epoch } = subject();
    await expect(log.append('s1', 0, epoch, make(epoch))).rejects.toThrow(InvariantError);
  });
}

function describeFencing(subject: Subject): void {
  test('each claim gives a greater epoch and fences the one before', async () => {
    const { log, epoch } = subject();
    await log.append('s1', 0, epoch, entriesAfter(0, 1, epoch));
    const next = await log.claim('s1');
    expect(next).toBe(epoch + 1);
    expect(await log.append('s1', 1, epoch, entriesAfter(1, 1, epoch))).toEqual({ outcome: 'fenced' });
    expect(await log.append('s1', 1, next, entriesAfter(1, 1, next))).toEqual({ outcome: 'ok', position: 2 });
  });

  test('a stale owner that repeats its command is fenced, not told of a duplicate', async () => {
    const { log, epoch } = subject();
    await log.append('s1', 0, epoch, entriesAfter(0, 1, epoch));
    await log.claim('s1');
    expect(await log.append('s1', 0, epoch, entriesAfter(0, 1, epoch))).toEqual({ outcome: 'fenced' });
  });

  test.each([0, 1, 3, 9])('expecting position %i when the head is 2 writes nothing', async (expected) => {
    const { log, epoch } = subject();
    await log.append('s1', 0, epoch, entriesAfter(0, 2, epoch));
    expect(await log.append('s1', expected, epoch, entriesAfter(expected, 1, epoch, ['new']))).toEqual({
      outcome: 'fenced',
    });
    expect((await log.head('s1')).position).toBe(2);
  });

  test('a session that does not exist is fenced for appends and an error for claim and head', async () => {
    const { log } = subject();
    expect(await log.append('nowhere', 0, 1, entriesAfter(0, 1, 1))).toEqual({ outcome: 'fenced' });
    await expect(log.claim('nowhere')).rejects.toThrow(SessionNotFoundError);
    await expect(log.head('nowhere')).rejects.toThrow(SessionNotFoundError);
  });

  test.each([
    ['alone', ['c2']],
    ['after a new one', ['new', 'c2']],
  ])('a repeated command %s takes the whole append back', async (_where, commandIds) => {
    const { log, epoch } = subject();
    await log.append('s1', 0, epoch, entriesAfter(0, 3, epoch));
    const repeated = entriesAfter(3, commandIds.length, epoch, commandIds);
    expect(await log.append('s1', 3, epoch, repeated)).toEqual({ outcome: 'duplicate', commandId: 'c2', position: 2 });
    expect((await log.head('s1')).position).toBe(3);
    expect(await log.findByCommandId('s1', 'new')).toBeUndefined();
  });

  test('an append sent again as it was is a duplicate', async () => {
    const { log, epoch } = subject();
    const entries = entriesAfter(0, 2, epoch);
    await log.append('s1', 0, epoch, entries);
    expect(await log.append('s1', 0, epoch, entries)).toEqual({ outcome: 'duplicate', commandId: 'c1', position: 1 });
  });

  test('the same command id is free in another session', async () => {
    const { log, epoch } = subject();
    await log.append('s1', 0, epoch, entriesAfter(0, 1, epoch));
    const other = await log.claim('s2');
    expect(await log.append('s2', 0, other, entriesAfter(0, 1, other))).toEqual({ outcome: 'ok', position: 1 });
  });
}

function describeReading(subject: Subject): void {
  test('the head of an empty session is position 0', async () => {
    const { log, epoch } = subject();
    expect(await log.head('s1')).toEqual({ position: 0, hash: '', epoch });
  });

  test('the head is the last entry', async () => {
    const { log, epoch } = subject();
    await log.append('s1', 0, epoch, entriesAfter(0, 4, epoch));
    expect(await log.head('s1')).toEqual({ position: 4, hash: 'hash-4', epoch });
  });

  test.each([
    { after: 0, limit: 2, positions: [1, 2] },
    { after: 2, limit: 2, positions: [3, 4] },
    { after: 4, limit: 2, positions: [5] },
    { after: 5, limit: 2, positions: [] },
  ])('reading $limit after $after', async ({ after, limit, positions }) => {
    const { log, epoch } = subject();
    await log.append('s1', 0, epoch, entriesAfter(0, 5, epoch));
    expect((await log.read('s1', after, limit)).map(({ position }) => position)).toEqual(positions);
    expect(await log.read('s2', after, limit)).toEqual([]);
  });

  test('a command is found by its id, in its own session only', async () => {
    const { log, epoch } = subject();
    const entries = entriesAfter(0, 2, epoch);
    await log.append('s1', 0, epoch, entries);
    expect(await log.findByCommandId('s1', 'c2')).toEqual(entries[1]);
    expect(await log.findByCommandId('s1', 'c3')).toBeUndefined();
    expect(await log.findByCommandId('s2', 'c2')).toBeUndefined();
  });
}

function describeSnapshots(subject: () => { readonly log: EventLog }): void {
  test('the latest snapshot at or before a position is found', async () => {
    const { log } = subject();
    expect(await log.latestSnapshot('s1')).toBeUndefined();
    await log.saveSnapshot('s1', 200, 'h200', '{"a":1}');
    await log.saveSnapshot('s1', 400, 'h400', '{"a":2}');
    expect((await log.latestSnapshot('s1'))?.position).toBe(400);
    expect(await log.latestSnapshot('s1', 399)).toEqual({ position: 200, stateHash: 'h200', body: '{"a":1}' });
    expect((await log.latestSnapshot('s1', 200))?.position).toBe(200);
    expect(await log.latestSnapshot('s1', 199)).toBeUndefined();
    expect(await log.latestSnapshot('s2')).toBeUndefined();
  });

  test('a rebuilt snapshot replaces the one at its position', async () => {
    const { log } = subject();
    await log.saveSnapshot('s1', 200, 'wrong', '{}');
    await log.saveSnapshot('s1', 200, 'right', '[]');
    expect(await log.latestSnapshot('s1')).toEqual({ position: 200, stateHash: 'right', body: '[]' });
  });
}
