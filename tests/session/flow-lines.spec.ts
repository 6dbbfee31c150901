import { expect, test } from 'vitest';
import { lessons } from '../../lib/lessons/registry.ts';
import { rules } from '../../lib/session/registry.ts';
import { viewFor } from '../../lib/session/view-for.ts';
import type { FlowLine } from '../../lib/session/view.ts';
import { messageLabel } from '../../app/_cluster/message-text.tsx';
import { Play } from '../support/play.ts';

function watchLines(play: Play): FlowLine[] {
  const { flow } = viewFor(play.state, { kind: 'projector' }, rules);
  return Object.values(flow).filter(({ kind }) => kind === 'watch');
}

test('a watch event on the wall names the object that it is about', () => {
  const play = new Play();
  play.startWave(0);
  play.bots();
  const labels = new Set(watchLines(play).map(messageLabel));
  expect([...labels].sort()).toEqual(['ADDED pods/web', 'MODIFIED pods/web']);
});

test.each(Object.keys(lessons))('every watch event of %s names its object', (lesson) => {
  const play = new Play(lesson);
  const { waves = [] } = rules.lessons[lesson] ?? {};
  for (const wave of waves.keys()) {
    play.startWave(wave);
    play.bots();
  }
  const lines = watchLines(play);
  expect(lines).not.toEqual([]);
  for (const { path } of lines) expect(path).toMatch(/\/(namespaces\/[^/]+\/\w+|nodes|persistentvolumes)\/[^/]+$/);
});
