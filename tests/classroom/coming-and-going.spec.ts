import { describe, expect, it } from 'vitest';

import { CLASSROOM, getPods, Harness } from './harness.ts';

async function running(): Promise<Harness> {
  const harness = await Harness.open();
  await harness.join('ann', 'user');
  await harness.teacher();
  await harness.say({ type: 'StartWave', wave: 0 });
  return harness;
}

describe('a connection that comes back', () => {
  it('gets what it missed when the room remembers where it was', async () => {
    const harness = await running();
    const ann = await harness.connect({ kind: 'participant', participant: 'ann' });
    const room = await harness.room();
    room.disconnect(ann.id);
    await harness.act('ann', 'user', await harness.advised('user'));
    const { sessionId, position, view } = ann;
    const count = ann.received.length;
    room.connect(ann, { sessionId, position });
    expect(ann.received[count]).toBe('view.delta');
    expect(ann.view).not.toEqual(view);
    expect(ann.view).toEqual((await harness.connect(ann.viewer)).view);
    expect(ann.faults).toEqual([]);
  });

  it.each([
    { name: 'a place too long ago', since: { sessionId: 'session-1', position: 1 } },
    { name: 'a place that never was', since: { sessionId: 'session-1', position: 9_999 } },
    { name: 'another session', since: { sessionId: 'session-9', position: 4 } },
  ])('gets the whole view from $name', async ({ since }) => {
    const harness = await running();
    for (let count = 0; count < 70; count += 1) await harness.act('ann', 'user', getPods);
    const back = await harness.teacher(since);
    expect(back.received[0]).toBe('view.snapshot');
    expect(back).toMatchObject({ faults: [], position: (await harness.room()).state.position });
  });

  it('finds its seat, because to drop is not to leave', async () => {
    const harness = await running();
    const ann = await harness.connect({ kind: 'participant', participant: 'ann' });
    const before = (await harness.room()).state.position;
    (await harness.room()).disconnect(ann.id);
    await harness.clock.advance(300_000);
    const back = await harness.connect(ann.viewer);
    expect(back.view?.seats['user']?.player).toBe('ann');
    expect((await harness.room()).state.position).toBe(before);
  });

  it('may ask for the view again', async () => {
    const harness = await running();
    const teacher = await harness.teacher();
    const count = teacher.received.length;
    (await harness.room()).bring(teacher.id);
    expect(teacher.received.slice(count)).toEqual(['view.snapshot']);
  });
});

describe('presence', () => {
  it('is told to everybody and recorded nowhere', async () => {
    const harness = await running();
    const teacher = await harness.teacher();
    const count = (await harness.entries()).length;
    const first = await harness.connect({ kind: 'participant', participant: 'ann' });
    expect(teacher.roster?.here).toEqual(['ann']);
    const room = await harness.room();
    room.disconnect(first.id);
    expect(teacher.roster?.here).toEqual(['ann']);
    expect(await harness.entries()).toHaveLength(count);
  });
});

describe('an undo', () => {
  it('goes on from before the last act in a session of its own, with the people of now, paused', async () => {
    const harness = await running();
    const teacher = await harness.teacher();
    const room = await harness.room();
    const before = room.state.cluster;
    const parent = room.sessionId;
    await harness.act('ann', 'user', await harness.advised('user'));
    const bob = await harness.join('bob', 'etcd');
    const parentHead = room.state.position;
    expect(await room.undo('teacher/undo-1', { kind: 'teacher' })).toEqual({ ok: true, position: 1 });
    expect(room.sessionId).not.toBe(parent);
    expect(room.state.cluster).toEqual(before);
    expect(room.state.room).toMatchObject({ mode: 'paused', wave: 0 });
    expect(bob.view?.seats['etcd']?.player).toBe('bob');
    expect([teacher, bob].map(({ sessionId, faults }) => ({ sessionId, faults }))).toEqual(
      [1, 2].map(() => ({ sessionId: room.sessionId, faults: [] })),
    );
    const [first] = await harness.entries();
    expect(first?.command).toEqual({ type: 'ForkSession', parent, parentPosition: parentHead - 3 });
    expect(await harness.entries(parent)).toHaveLength(parentHead);
    expect(harness.records.classrooms.get(CLASSROOM)?.sessionId).toBe(room.sessionId);
  });

  it('that is sent twice happens once', async () => {
    const harness = await running();
    await harness.act('ann', 'user', await harness.advised('user'));
    const room = await harness.room();
    const first = await room.undo('teacher/undo-1', { kind: 'teacher' });
    const { sessionId } = room;
    expect(await room.undo('teacher/undo-1', { kind: 'teacher' })).toEqual(first);
    expect(room.sessionId).toBe(sessionId);
  });

  it('after an undo goes back another act, into the parent', async () => {
    const harness = await running();
    const beforeFirst = (await harness.room()).state.cluster;
    await harness.act('ann', 'user', await harness.advised('user'));
    await harness.act('ann', 'user', getPods);
    const room = await harness.room();
    await room.undo('teacher/undo-1', { kind: 'teacher' });
    expect(await room.undo('teacher/undo-2', { kind: 'teacher' })).toMatchObject({ ok: true });
    expect(room.state.cluster).toEqual(beforeFirst);
    expect(await room.undo('teacher/undo-3', { kind: 'teacher' })).toMatchObject({ reason: 'NothingToUndo' });
  });

  it('to an entry goes back to just before it', async () => {
    const harness = await running();
    const room = await harness.room();
    const { position, cluster } = room.state;
    await harness.act('ann', 'user', await harness.advised('user'));
    await harness.act('ann', 'user', getPods);
    expect(await room.undo('teacher/undo-1', { kind: 'teacher' }, position + 1)).toMatchObject({ ok: true });
    expect(room.state.cluster).toEqual(cluster);
    expect(await room.undo('teacher/undo-2', { kind: 'teacher' }, 99)).toMatchObject({ reason: 'NothingToUndo' });
  });

  it('leaves a session that can be played on and opened again', async () => {
    const harness = await running();
    await harness.act('ann', 'user', getPods);
    await (await harness.room()).undo('teacher/undo-1', { kind: 'teacher' });
    await harness.say({ type: 'SetMode', mode: 'running', because: 'teacher' });
    expect(await harness.act('ann', 'user', await harness.advised('user'))).toEqual({ ok: true, position: 3 });
    const { state, sessionId } = await harness.room();
    harness.restart();
    const again = await harness.room();
    expect(again.sessionId).toBe(sessionId);
    expect(again.state.cluster).toEqual(state.cluster);
  });
});

describe('the end of a session', () => {
  it('is shown, told and kept, and the classroom gives its code back', async () => {
    const harness = await running();
    const teacher = await harness.teacher();
    expect(await harness.say({ type: 'EndSession' })).toMatchObject({ ok: true });
    expect(teacher.room?.ended).toBe(true);
    expect(teacher).toMatchObject({ closedBecause: 'ended', closed: false });
    expect(teacher.roster?.roomCode).toBeUndefined();
    expect(harness.records.classrooms.get(CLASSROOM)).toMatchObject({ roomCode: null });
    expect(await harness.act('ann', 'user', getPods)).toMatchObject({ ok: false, reason: 'SessionEnded' });
  });

  it('can still be looked at after a restart', async () => {
    const harness = await running();
    await harness.say({ type: 'EndSession' });
    harness.restart();
    expect((await harness.teacher()).room).toMatchObject({ ended: true });
  });
});

describe('a room that nobody looks at', () => {
  it('leaves memory after ten minutes and comes back as it was', async () => {
    const harness = await Harness.open();
    const teacher = await harness.teacher();
    const room = await harness.room();
    room.disconnect(teacher.id);
    await harness.clock.advance(599_999);
    expect(harness.registry.size).toBe(1);
    await harness.clock.advance(1);
    expect({ size: harness.registry.size, status: room.status }).toEqual({ size: 0, status: 'closed' });
    expect(harness.clock.waiting).toBe(0);
    expect((await harness.teacher()).position).toBe(room.state.position);
  });
});
