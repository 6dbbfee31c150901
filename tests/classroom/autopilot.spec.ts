import { describe, expect, it } from 'vitest';

import type { Entry } from '../../lib/session/commands.ts';
import type { Play } from '../../server/classroom/ports.ts';
import { CLASSROOM, FAST_BOTS, Harness, SLOW_BOTS } from './harness.ts';

const THINKING = { thinkMillis: [2_000, 4_000], absenceMillis: 20_000, selfPause: false, pace: '10x' };

async function started(settings: Record<string, unknown>, play: Partial<Play> = {}): Promise<Harness> {
  const harness = await Harness.open({ classroom: { settings }, play });
  await harness.teacher();
  return harness;
}

function acts(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ command }) => command.type === 'Act');
}

describe('a seat that nobody sits at', () => {
  it('is played by a bot after it has thought', async () => {
    const harness = await started(THINKING);
    await harness.say({ type: 'StartWave', wave: 0 });
    await harness.clock.advance(2_999);
    expect(acts(await harness.entries())).toEqual([]);
    await harness.clock.advance(1);
    const [first] = acts(await harness.entries());
    expect(first).toMatchObject({ actor: { kind: 'bot', seat: 'user' }, outcome: { mistakes: [] } });
    expect(first?.causedBy).toMatch(/^teacher\//);
  });

  it('is not played while the room is paused', async () => {
    const harness = await started(THINKING);
    await harness.say({ type: 'StartWave', wave: 0 });
    await harness.say({ type: 'SetMode', mode: 'paused', because: 'teacher' });
    await harness.clock.advance(600_000);
    expect(acts(await harness.entries())).toEqual([]);
  });

  it('is left alone after its bot was refused, until somebody acts', async () => {
    const harness = await started(THINKING, {
      advise: () => ({ action: { type: 'KeepWaiting', card: 'c999' }, because: { key: 'x' } }),
    });
    await harness.say({ type: 'StartWave', wave: 0 });
    await harness.clock.advance(600_000);
    const refused = acts(await harness.entries());
    expect(refused.map(({ outcome }) => outcome)).toMatchObject([{ refusal: { reason: 'UnknownCard' } }]);
    await harness.say({ type: 'SetPolicy', absence: 'bot', mistakesShown: 'at-once' });
    await harness.clock.advance(600_000);
    expect(acts(await harness.entries())).toHaveLength(2);
  });

  it('is played in the same commit when bots need no time', async () => {
    const harness = await started(FAST_BOTS);
    const before = (await harness.entries()).length;
    await harness.say({ type: 'StartWave', wave: 0 });
    expect((await harness.entries()).length).toBeGreaterThan(before + 20);
  });
});

describe('a seat that somebody sits at', () => {
  it('is never played by a bot while the player is here', async () => {
    const harness = await started(THINKING);
    await harness.join('ann', 'user');
    await harness.say({ type: 'StartWave', wave: 0 });
    await harness.clock.advance(600_000);
    expect(acts(await harness.entries())).toEqual([]);
  });

  it.each([
    { absence: 'wait', seconds: 600, played: 0 },
    { absence: 'bot', seconds: 22, played: 0 },
    { absence: 'bot', seconds: 24, played: 1 },
  ] as const)('and left is played $played times within $seconds s under policy $absence', async (row) => {
    const harness = await started(THINKING);
    const ann = await harness.join('ann', 'user');
    await harness.say({ type: 'SetPolicy', absence: row.absence, mistakesShown: 'at-once' });
    await harness.say({ type: 'StartWave', wave: 0 });
    (await harness.room()).disconnect(ann.id);
    await harness.clock.advance(row.seconds * 1_000);
    const byOthers = acts(await harness.entries()).filter(({ actor }) => actor.seat === 'user');
    expect(byOthers.map(({ actor }) => actor)).toEqual(
      Array.from({ length: row.played }, () => ({ kind: 'substitute', seat: 'user', onBehalfOf: 'ann' })),
    );
  });

  it('belongs to its player again the moment the player is back', async () => {
    const harness = await started(THINKING);
    const ann = await harness.join('ann', 'user');
    await harness.say({ type: 'StartWave', wave: 0 });
    (await harness.room()).disconnect(ann.id);
    await harness.clock.advance(22_500);
    const back = await harness.connect({ kind: 'participant', participant: 'ann' });
    await harness.clock.advance(600_000);
    expect(acts(await harness.entries())).toEqual([]);
    expect(Object.values(back.view?.cards ?? {})).not.toEqual([]);
  });
});

describe('idle cluster time', () => {
  async function untilIdle(pace: string, more: Record<string, unknown> = {}): Promise<Harness> {
    const harness = await started({ ...FAST_BOTS, pace, ...more });
    await harness.say({ type: 'StartWave', wave: 0 });
    await harness.settled();
    return harness;
  }

  it.each([
    { pace: '1x', factor: 1 },
    { pace: '10x', factor: 10 },
    { pace: '60x', factor: 60 },
  ])('passes $factor times as fast at pace $pace', async ({ pace, factor }) => {
    const harness = await untilIdle(pace);
    const room = await harness.room();
    const due = harness.ports.play.idleUntil(room.state) ?? 0;
    const wait = (due - room.state.cluster.now) / factor;
    expect(wait).toBeGreaterThan(0);
    await harness.clock.advance(wait * 0.99);
    expect(room.state.cluster.now).toBeLessThan(due);
    await harness.clock.advance(wait * 0.02);
    expect(room.state.cluster.now).toBeGreaterThanOrEqual(due);
  });

  it('keeps a room waiting no longer than its settings say', async () => {
    const harness = await untilIdle('1x', { idleMillisMax: 50 });
    const room = await harness.room();
    const due = harness.ports.play.idleUntil(room.state) ?? 0;
    expect(due - room.state.cluster.now).toBeGreaterThan(50);
    await harness.clock.advance(49);
    expect(room.state.cluster.now).toBeLessThan(due);
    await harness.clock.advance(1);
    expect(room.state.cluster.now).toBeGreaterThanOrEqual(due);
  });

  it('takes no class time at pace instant', async () => {
    const harness = await untilIdle('instant');
    await harness.clock.advance(0);
    expect((await harness.room()).state.room.waveDone).toBe(true);
  });

  it('follows a new pace at once and everybody is told', async () => {
    const harness = await untilIdle('1x');
    const room = await harness.room();
    const screen = await harness.connect({ kind: 'projector' });
    await room.setPace('instant');
    await harness.clock.advance(0);
    expect(screen.roster?.pace).toBe('instant');
    expect(room.state.room.waveDone).toBe(true);
  });
});

describe('a room', () => {
  it.each([
    { who: 'nobody', seconds: 15, because: 'nobody-here' },
    { who: 'only a student', seconds: 60, because: 'teacher-away' },
    { who: 'teacher', seconds: 3_600, because: null },
  ])('with $who in it pauses itself after $seconds s: $because', async ({ who, seconds, because }) => {
    const harness = await Harness.open({ classroom: { settings: { ...SLOW_BOTS, selfPause: true } } });
    const teacher = await harness.teacher();
    const ann = await harness.join('ann', 'user');
    await harness.say({ type: 'StartWave', wave: 0 });
    const room = await harness.room();
    if (who !== 'teacher') room.disconnect(teacher.id);
    if (who === 'nobody') room.disconnect(ann.id);
    await harness.clock.advance(seconds * 1_000 - 1);
    expect(room.state.room.mode).toBe('running');
    await harness.clock.advance(1);
    const paused = (await harness.entries()).filter(({ command }) => command.type === 'SetMode');
    expect(paused.map(({ command }) => command)).toEqual(
      because === null ? [] : [{ type: 'SetMode', mode: 'paused', because }],
    );
  });

  it('goes on when the teacher is back in time', async () => {
    const harness = await Harness.open({ classroom: { settings: { ...SLOW_BOTS, selfPause: true } } });
    const teacher = await harness.teacher();
    await harness.join('ann', 'user');
    await harness.say({ type: 'StartWave', wave: 0 });
    const room = await harness.room();
    room.disconnect(teacher.id);
    await harness.clock.advance(59_000);
    await harness.teacher();
    await harness.clock.advance(59_000);
    expect(room.state.room.mode).toBe('running');
  });
});

describe('a solo room', () => {
  async function solo(): Promise<Harness> {
    const settings = { thinkMillis: [1_000, 2_000], absenceMillis: 0, pace: 'instant' };
    const harness = await Harness.open({ classroom: { teacherId: null, settings } });
    const opened = await harness.registry.startSolo(CLASSROOM, { participant: 'ann', seat: 'kube-proxy@node-1' });
    expect(opened.ok).toBe(true);
    return harness;
  }

  it('refuses a seat that the lesson does not have', async () => {
    const harness = await Harness.open({ classroom: { teacherId: null } });
    const opened = await harness.registry.startSolo(CLASSROOM, { participant: 'ann', seat: 'kubelet@nowhere' });
    expect(opened).toEqual({ ok: false, reason: 'NotFound' });
  });

  it('stands still while its player is away, is not paused, and ends after ten minutes', async () => {
    const settings = { thinkMillis: [1_000, 2_000], absenceMillis: 0, pace: 'instant' };
    const harness = await Harness.open({ classroom: { teacherId: null, settings } });
    await harness.registry.startSolo(CLASSROOM, { participant: 'ann', seat: 'etcd' });
    const ann = await harness.connect({ kind: 'participant', participant: 'ann' });
    const room = await harness.room();
    room.disconnect(ann.id);
    const { position } = room.state;
    await harness.clock.advance(599_000);
    expect(room.state.position).toBe(position);
    expect(room.state.room.mode).toBe('running');
    await harness.clock.advance(1_000);
    expect(room.state.room.ended).toBe(true);
    expect(harness.records.classrooms.get(CLASSROOM)?.endedAt).not.toBeNull();
    expect(room.status).toBe('closed');
  });

  it('goes on to every wave that belongs to the lesson and stops before the optional ones', async () => {
    const harness = await solo();
    await harness.connect({ kind: 'participant', participant: 'ann' });
    await harness.clock.advance(3_000_000);
    const { room } = (await harness.room()).state;
    const waves = harness.ports.play.waves('pod-creation') ?? [];
    expect(room.wave).toBe(waves.findLastIndex(({ optional }) => !optional));
    expect(room.waveDone).toBe(true);
  });
});
