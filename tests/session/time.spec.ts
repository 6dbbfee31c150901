import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { evolveEntry } from '../../lib/session/evolve.ts';
import { forkSnapshot } from '../../lib/session/fork.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { Play } from '../support/play.ts';

function wholeLesson(): Play {
  const play = new Play();
  for (const wave of [0, 1, 2]) {
    play.startWave(wave);
    play.bots();
  }
  return play;
}

/** The states after each entry, by folding the record. */
function statesOf(play: Play): SessionState[] {
  const states: SessionState[] = [];
  let state: SessionState | null = null;
  for (const entry of play.entries) {
    state = evolveEntry(state, entry);
    states.push(state);
  }
  return states;
}

describe('the record', () => {
  test('folds to the live state', () => {
    const play = wholeLesson();
    expect(fingerprint(statesOf(play).at(-1))).toBe(fingerprint(play.state));
  });

  test('survives being written as JSON and read again', () => {
    const play = wholeLesson();
    const copy = JSON.parse(JSON.stringify(play.entries)) as typeof play.entries;
    let state: SessionState | null = null;
    for (const entry of copy) state = evolveEntry(state, entry);
    expect(fingerprint(state)).toBe(fingerprint(play.state));
  });

  test('is the same twice for the same seed and the same commands', () => {
    expect(fingerprint(wholeLesson().state)).toBe(fingerprint(wholeLesson().state));
  });

  test('goes on from a snapshot as from the first entry', () => {
    const play = wholeLesson();
    const states = statesOf(play);
    const middle = Math.floor(states.length / 2);
    let state = JSON.parse(JSON.stringify(states[middle])) as SessionState;
    for (const entry of play.entries.slice(middle + 1)) state = evolveEntry(state, entry);
    expect(fingerprint(state)).toBe(fingerprint(play.state));
  });
});

describe('undo', () => {
  test('from every entry of the first wave, bots then reach the goal', () => {
    const original = new Play();
    original.startWave(0);
    original.bots();
    const states = statesOf(original);
    for (const past of states.slice(1, -1)) {
      const play = new Play();
      const snapshot = forkSnapshot(past, play.state);
      play.state = { ...play.state, position: 0 };
      play.must({ type: 'ForkSession', parent: 'parent', parentPosition: past.position, snapshot }, { kind: 'setup' });
      expect(play.state.room.mode).toBe('paused');
      play.must({ type: 'SetMode', mode: 'running', because: 'teacher' }, { kind: 'teacher' });
      play.bots();
      expect(play.state.room.waveDone, `undo to ${past.position}`).toBe(true);
    }
  });

  test('takes the cluster from the past and the people from the present', () => {
    const play = new Play();
    play.startWave(0);
    const past = play.state;
    play.must({ type: 'AdmitParticipant', participant: 'p1' }, { kind: 'setup' });
    play.must(
      { type: 'AssignSeat', participant: 'p1', seat: 'etcd', part: 'player' },
      { kind: 'seat', participant: 'p1' },
    );
    play.bots();
    const snapshot = forkSnapshot(past, play.state);
    expect(snapshot.cluster).toEqual(past.cluster);
    expect(snapshot.room.assignments).toEqual(play.state.room.assignments);
    expect(snapshot.room.waveDone).toBe(false);
  });

  test('tells everything from before at the first entry: positions count anew', () => {
    const play = new Play();
    play.startWave(0);
    play.bots();
    const { board } = forkSnapshot(play.state, play.state);
    expect(board.rows.flatMap(({ lit }) => Object.values(lit))).toEqual(Array<number>(11).fill(1));
    expect(Object.keys(board.rows[0]?.lit ?? {})).toEqual(Object.keys(play.state.board.rows[0]?.lit ?? {}));
  });
});

describe('time stands still', () => {
  test('while a blocking card lies on any desk no idle time passes', () => {
    const play = new Play();
    play.startWave(0);
    play.botsUntil('kube-scheduler', 'worksheet');
    const { now } = play.state.cluster;
    const refused = play.give({ type: 'AdvanceClock' }, { kind: 'machinery' });
    expect(refused.accepted).toBe(false);
    expect(play.state.cluster.now).toBe(now);
  });

  test('nothing an impatient clock tries while people think changes the cluster', () => {
    const patient = new Play();
    patient.startWave(0);
    patient.bots();
    const hurried = new Play();
    hurried.startWave(0);
    hurried.bots(() => {
      for (let tick = 0; tick < 3; tick += 1) hurried.give({ type: 'AdvanceClock' }, { kind: 'machinery' });
      return false;
    });
    expect(fingerprint(hurried.state.cluster)).toBe(fingerprint(patient.state.cluster));
  });
});

describe('modes', () => {
  test('a paused room refuses what seats do and keeps the card', () => {
    const play = new Play();
    play.startWave(0);
    play.must({ type: 'SetMode', mode: 'paused', because: 'teacher' }, { kind: 'teacher' });
    const decision = play.act('user', { type: 'CreatePod', name: 'web', image: 'nginx:1.27', cpu: '1', memory: '1Gi' });
    expect(decision).toMatchObject({ accepted: false, refusal: { reason: 'RoomPaused' } });
    expect(Object.values(play.state.cluster.cards)).toHaveLength(1);
  });

  test('stepping delivers one story message at a time and ends at the same goal', () => {
    const play = new Play();
    play.startWave(0);
    play.must({ type: 'SetMode', mode: 'stepping', because: 'teacher' }, { kind: 'teacher' });
    let steps = 0;
    while (!play.state.room.waveDone && steps < 500) {
      play.bots();
      const before = play.state.cluster.wire.length;
      const decision = play.give({ type: 'Step' }, { kind: 'teacher' });
      expect(decision.accepted || before === 0).toBe(true);
      steps += 1;
    }
    expect(play.state.room.waveDone).toBe(true);
    expect(steps).toBeGreaterThan(30);
  });
});

describe('marks', () => {
  test.each([
    ['teacher', true],
    ['seat', false],
  ] as const)('of somebody who is no participant: from a %s', (kind, accepted) => {
    const play = new Play();
    const decision = play.give({ type: 'MarkMoment', participant: 'stranger', note: 'look' }, { kind });
    expect(decision.accepted).toBe(accepted);
  });
});
