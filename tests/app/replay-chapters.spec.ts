import { expect, test } from 'vitest';
import { Recording } from '../../app/replay/[session]/replay-fold.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { evolveEntry } from '../../lib/session/evolve.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { Play } from '../support/play.ts';

function recordingOf(play: Play): Recording {
  const envelope = { sessionId: 's1', at: '', schemaVersion: 1, commandId: 'c' };
  return new Recording(play.entries.map(({ clock: _clock, ...entry }) => ({ ...envelope, ...entry })));
}

test('a replay has a chapter where a round begins and where something breaks, and says who did it', () => {
  const play = new Play('services');
  play.startWave(0);
  const fault = { kind: 'cut', node: 'node-2' } as const;
  play.must({ type: 'InjectFault', fault }, { kind: 'teacher' });
  const recording = recordingOf(play);
  const said = { key: 'disturbance.teacher.cut', params: { node: 'node-2' } };
  const index = play.entries.length - 1;
  expect(recording.chapters()).toEqual([
    { index: index - 1, begins: { wave: 0, id: 'direct' } },
    { index, begins: { said } },
  ]);
  const [before, at] = [index - 1, index].map((place) => recording.look(place, { kind: 'projector' })?.told.disturbed);
  expect(before).toEqual([]);
  expect(at).toEqual([said]);
});

test.each([1, 24, 25, 26, 50, 51])('a replay of %d entries is at any of them what play was after it', (length) => {
  const play = new Play();
  play.startWave(0);
  play.bots();
  while (play.entries.length < 51) play.must({ type: 'MarkMoment', participant: 'p1', note: '' }, { kind: 'teacher' });
  play.entries.length = length;
  const recording = recordingOf(play);
  let state: SessionState | null = null;
  for (const [index, entry] of play.entries.entries()) {
    state = evolveEntry(state, entry);
    expect(fingerprint(recording.at(index)), `entry ${index}`).toBe(fingerprint(state));
  }
  expect(recording.at(-1)).toBeNull();
  expect(fingerprint(recording.last)).toBe(fingerprint(state));
});
