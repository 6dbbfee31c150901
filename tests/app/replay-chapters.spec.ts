import { expect, test } from 'vitest';
import { Recording } from '../../app/replay/[session]/replay-fold.ts';
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
