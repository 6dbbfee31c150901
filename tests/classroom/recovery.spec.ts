import { describe, expect, it } from 'vitest';

import { fingerprint } from '../../lib/kernel/canonical.ts';
import { present } from '../../lib/kernel/assert.ts';
import type { EventLog } from '../../server/store/event-log.ts';
import { foldSession } from '../../server/classroom/journal.ts';
import { RoomRegistry } from '../../server/classroom/registry.ts';
import { FaultyLog } from './faulty-log.ts';
import { CLASSROOM, FAST_BOTS, getPods, Harness, SLOW_BOTS } from './harness.ts';
import type { TestClient } from './test-client.ts';

async function running(options: Parameters<typeof Harness.open>[0] = {}): Promise<Harness> {
  const harness = await Harness.open(options);
  await harness.join('ann', 'user');
  await harness.say({ type: 'StartWave', wave: 0 });
  return harness;
}

describe('after a restart', () => {
  it('a running room is what it was, and paused until somebody resumes it', async () => {
    const harness = await running();
    const before = (await harness.room()).state;
    harness.restart();
    const after = (await harness.room()).state;
    expect(fingerprint(after.cluster)).toBe(fingerprint(before.cluster));
    expect(after.room).toEqual({ ...before.room, mode: 'paused' });
    expect((await harness.entries()).at(-1)).toMatchObject({
      actor: { kind: 'machinery' },
      command: { type: 'SetMode', mode: 'paused', because: 'restart' },
    });
  });

  it('a room that was paused gets no entry', async () => {
    const harness = await Harness.open();
    await harness.join('ann', 'user');
    const count = (await harness.entries()).length;
    harness.restart();
    expect(await harness.entries()).toHaveLength(count);
  });

  it('a room has the pace that it was given', async () => {
    const harness = await Harness.open({ classroom: { settings: { ...SLOW_BOTS, later: 'a member of tomorrow' } } });
    await (await harness.room()).setPace('60x');
    harness.restart();
    expect((await harness.room()).pace).toBe('60x');
    expect(harness.records.classrooms.get(CLASSROOM)?.settings).toEqual({
      ...SLOW_BOTS,
      later: 'a member of tomorrow',
      pace: '60x',
    });
  });

  it('several who ask at once get one room', async () => {
    const harness = await running();
    harness.restart();
    const rooms = await Promise.all([harness.room(), harness.room(), harness.room()]);
    expect(new Set(rooms).size).toBe(1);
  });
});

describe('a snapshot', () => {
  async function long(): Promise<Harness> {
    const harness = await running();
    for (let count = 0; count < 200; count += 1) await harness.act('ann', 'user', getPods);
    await harness.settled();
    return harness;
  }

  it('is kept every 200 entries and a room opens from it', async () => {
    const harness = await long();
    const { sessionId, state } = await harness.room();
    const snapshot = present(await harness.memory.latestSnapshot(sessionId), 'a snapshot');
    expect(snapshot.position).toBe(200);
    harness.restart();
    const folded: number[] = [];
    const { fold } = harness.ports.play;
    harness.registry = new RoomRegistry({
      ...harness.ports,
      play: {
        ...harness.ports.play,
        fold(before, entries) {
          const read = [...entries];
          folded.push(...read.map(({ position }) => position));
          return fold(before, read);
        },
      },
    });
    const again = (await harness.room()).state;
    expect(folded[0]).toBe(201);
    expect(fingerprint(again.cluster)).toBe(fingerprint(state.cluster));
  });

  it('that was damaged is left aside', async () => {
    const harness = await long();
    const { sessionId, state } = await harness.room();
    const snapshot = present(await harness.memory.latestSnapshot(sessionId), 'a snapshot');
    const damaged = snapshot.body.replace('"position":200', '"position":100');
    await harness.memory.saveSnapshot(sessionId, snapshot.position, snapshot.stateHash, damaged);
    harness.restart();
    expect(fingerprint((await harness.room()).state.cluster)).toBe(fingerprint(state.cluster));
  });
});

describe('a record that was tampered with', () => {
  it('does not open, and other rooms do', async () => {
    const harness = await running();
    const { sessionId } = await harness.room();
    const [first] = await harness.memory.read(sessionId, 0, 1);
    Object.assign(present(first, 'an entry'), { body: first?.body.replace('pod-creation', 'pod-creatiom') });
    harness.restart();
    expect(await harness.registry.open(CLASSROOM)).toEqual({ ok: false, reason: 'RoomUnavailable' });
    await harness.records.addClassroom('classroom-2');
    expect((await harness.registry.open('classroom-2')).ok).toBe(true);
  });
});

describe('a record with a hole', () => {
  it('is read to where it ends, once', async () => {
    const harness = await running();
    for (let count = 0; count < 520; count += 1) await harness.act('ann', 'user', getPods);
    await harness.settled();
    const { sessionId } = await harness.room();
    let reads = 0;
    const log: EventLog = Object.assign(Object.create(harness.memory), {
      latestSnapshot: async () => undefined,
      async read(id: string, after: number, lines: number) {
        reads += 1;
        if (reads > 3) throw new Error('read again and again');
        return harness.memory.read(id, Math.max(after, 9), lines);
      },
    });
    expect(await foldSession({ ...harness.ports, log }, sessionId, 5)).toEqual({ state: null, hash: '' });
  });
});

describe('a room that another process has taken over', () => {
  it('writes nothing any more and sends its clients there', async () => {
    const harness = await running();
    const teacher = await harness.teacher();
    const room = await harness.room();
    const elsewhere = new RoomRegistry(harness.ports);
    const taken = await elsewhere.open(CLASSROOM);
    const count = (await harness.entries()).length;
    expect(await harness.act('ann', 'user', getPods)).toEqual({ ok: false, reason: 'RoomUnavailable', params: {} });
    expect(await harness.entries(room.sessionId)).toHaveLength(count);
    expect(teacher).toMatchObject({ closedBecause: 'moved', closed: true });
    expect(room.status).toBe('moved');
    expect(taken.ok && taken.room.status).toBe('open');
  });
});

describe('an append whose outcome is unknown', () => {
  async function withLog(): Promise<{ harness: Harness; log: FaultyLog; teacher: TestClient }> {
    let log: FaultyLog | undefined;
    const harness = await running({ log: (memory) => (log = new FaultyLog(memory)) });
    const teacher = await harness.teacher();
    return { harness, log: present(log, 'the log'), teacher };
  }

  it('and was written is answered as written', async () => {
    const { harness, log, teacher } = await withLog();
    const { position } = (await harness.room()).state;
    log.fault = 'written';
    expect(await harness.act('ann', 'user', getPods)).toEqual({ ok: true, position: position + 1 });
    expect(teacher).toMatchObject({ position: position + 1, faults: [] });
  });

  it('and was not written is answered so, and the next command goes on from there', async () => {
    const { harness, log, teacher } = await withLog();
    const { position } = (await harness.room()).state;
    log.fault = 'not written';
    expect(await harness.act('ann', 'user', getPods, 'again')).toMatchObject({
      ok: false,
      reason: 'StorageUnavailable',
    });
    expect(teacher.position).toBe(position);
    expect(await harness.act('ann', 'user', getPods, 'again')).toEqual({ ok: true, position: position + 1 });
  });

  it.each([
    { fault: 'written', entries: 1 },
    { fault: 'not written', entries: 0 },
  ] as const)(
    'while the store is out of reach freezes the room until it is known ($fault)',
    async ({ fault, entries }) => {
      const { harness, log, teacher } = await withLog();
      const { position } = (await harness.room()).state;
      log.fault = fault;
      log.unreachable = true;
      const first = harness.act('ann', 'user', getPods, 'again');
      await harness.clock.advance(1_000);
      expect(await first).toMatchObject({ ok: false, reason: 'StorageUnavailable' });
      const second = harness.say({ type: 'SetMode', mode: 'paused', because: 'teacher' });
      await harness.clock.advance(1_000);
      expect(await second).toMatchObject({ ok: false, reason: 'StorageUnavailable' });
      log.unreachable = false;
      await harness.clock.advance(5_000);
      expect(teacher).toMatchObject({ position: position + entries, faults: [] });
      expect(await harness.act('ann', 'user', getPods, 'again')).toEqual({ ok: true, position: position + 1 });
    },
  );

  it('and another process that took over meanwhile end the room here', async () => {
    const { harness, log, teacher } = await withLog();
    const room = await harness.room();
    log.unreachable = true;
    const lost = harness.act('ann', 'user', getPods);
    await harness.clock.advance(1_000);
    expect(await lost).toMatchObject({ ok: false, reason: 'StorageUnavailable' });
    await harness.memory.claim(room.sessionId);
    log.unreachable = false;
    await harness.clock.advance(5_000);
    expect(room.status).toBe('moved');
    expect(teacher).toMatchObject({ closedBecause: 'moved', closed: true });
  });
});

describe('a bug', () => {
  const bomb = (): never => {
    throw new Error('a broken invariant');
  };

  it.each(['decide', 'seatsView', 'ownView', 'idleUntil'] as const)(
    'in %s closes its room, and no other',
    async (place) => {
      let armed = false;
      const real = (await Harness.open()).ports.play;
      const harness = await running({
        play: { [place]: (...given: never[]) => (armed ? bomb() : Reflect.apply(real[place], real, given)) },
      });
      const teacher = await harness.teacher();
      await harness.records.addClassroom('classroom-2');
      const neighbour = await harness.room('classroom-2');
      const room = await harness.room();
      armed = true;
      const answer = await harness.act('ann', 'user', getPods);
      armed = false;
      expect(answer.ok).toBe(place !== 'decide');
      expect(teacher).toMatchObject({ closedBecause: 'quarantined', closed: true });
      expect(room.status).toBe('quarantined');
      expect(await harness.say({ type: 'EndSession' })).toMatchObject({ ok: false, reason: 'RoomUnavailable' });
      const late = await harness.teacher();
      expect(late).toMatchObject({ closedBecause: 'quarantined', closed: true });
      const command = { type: 'AdmitParticipant', participant: 'bob' } as const;
      const admitted = await neighbour.perform({
        commandId: 'x',
        actor: { kind: 'seat', participant: 'bob' },
        command,
      });
      expect(admitted).toMatchObject({ ok: true });
      expect((await harness.entries(room.sessionId)).length).toBeGreaterThan(3);
      expect(harness.errors).toEqual(['room quarantined']);
    },
  );
});

describe('a room that a bug has closed', () => {
  /** A class whose rules throw as long as `bug.shows`. */
  async function quarantined(): Promise<{ readonly harness: Harness; readonly bug: { shows: boolean } }> {
    const bug = { shows: false };
    const real = (await Harness.open()).ports.play;
    const harness = await running({
      play: {
        decide: (...given) => {
          if (bug.shows && given[1].type === 'Act') throw new Error('a broken invariant');
          return real.decide(...given);
        },
      },
    });
    bug.shows = true;
    await harness.act('ann', 'user', getPods);
    expect((await harness.room()).status).toBe('quarantined');
    return { harness, bug };
  }

  it('is opened again by its teacher, from the record and paused', async () => {
    const { harness, bug } = await quarantined();
    const before = (await harness.room()).state;
    bug.shows = false;
    const again = await harness.registry.reopen(CLASSROOM);
    if (!again.ok) throw new Error(again.reason);
    expect(again.room.state.cluster).toEqual(before.cluster);
    expect(again.room.state.room).toEqual({ ...before.room, mode: 'paused' });
    expect(await harness.room()).toBe(again.room);
    const teacher = await harness.teacher();
    expect(await harness.say({ type: 'SetMode', mode: 'running', because: 'teacher' })).toMatchObject({ ok: true });
    expect(await harness.act('ann', 'user', getPods)).toMatchObject({ ok: true });
    expect(teacher.faults).toEqual([]);
  });

  it('stays closed when it happens again', async () => {
    const { harness } = await quarantined();
    expect((await harness.registry.reopen(CLASSROOM)).ok).toBe(true);
    await harness.say({ type: 'SetMode', mode: 'running', because: 'teacher' });
    await harness.act('ann', 'user', getPods);
    expect(await harness.registry.reopen(CLASSROOM)).toEqual({ ok: false, reason: 'RoomQuarantined' });
    expect(await harness.teacher()).toMatchObject({ closedBecause: 'quarantined', closed: true });
    harness.restart();
    expect((await harness.registry.reopen(CLASSROOM)).ok).toBe(true);
  });

  it('that is asked for twice at once is opened once', async () => {
    const { harness } = await quarantined();
    const [first, second] = await Promise.all([1, 2].map(() => harness.registry.reopen(CLASSROOM)));
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
  });

  it('and a room that is open are left as they are when nothing is wrong', async () => {
    const harness = await running();
    const room = await harness.room();
    expect(await harness.registry.reopen(CLASSROOM)).toEqual({ ok: true, room });
    expect(await harness.registry.reopen('classroom-9')).toEqual({ ok: false, reason: 'NotFound' });
  });
});

describe('an orderly stop', () => {
  it('answers what was asked, keeps a snapshot and opens nothing any more', async () => {
    const harness = await Harness.open({ classroom: { settings: FAST_BOTS } });
    await harness.join('ann', 'user');
    const room = await harness.room();
    const answer = harness.say({ type: 'StartWave', wave: 0 });
    await harness.settled();
    await harness.registry.close();
    expect(await answer).toMatchObject({ ok: true });
    const snapshot = await harness.memory.latestSnapshot(room.sessionId);
    expect(snapshot?.position).toBe(room.state.position);
    expect(await harness.registry.open(CLASSROOM)).toEqual({ ok: false, reason: 'RoomUnavailable' });
    expect(harness.clock.waiting).toBe(0);
  });
});
