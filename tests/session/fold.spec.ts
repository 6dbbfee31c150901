import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { lessons } from '../../lib/lessons/registry.ts';
import { evolveEntry } from '../../lib/session/evolve.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { Play } from '../support/play.ts';

/** A lesson's first round by bots, with a refusal and a note in it, as the log has it. */
function recorded(lesson: string): Play {
  const play = new Play(lesson);
  play.startWave(0);
  play.give({ type: 'Act', seat: 'nobody', action: { type: 'GetPods' } }, { kind: 'bot', seat: 'nobody' });
  play.bots();
  play.must({ type: 'MarkMoment', participant: 'p1', note: 'here' }, { kind: 'teacher' });
  return play;
}

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFrozen(member);
  }
  return value;
}

describe.each(Object.keys(lessons))('the record of %s', (lesson) => {
  const play = recorded(lesson);
  const entries = play.entries.map((entry) => JSON.parse(JSON.stringify(entry)) as (typeof play.entries)[number]);

  const fold = (from: SessionState | null, part: typeof entries): SessionState | null =>
    part.reduce((state: SessionState | null, entry) => evolveEntry(state, entry), from);

  test('folds to what was lived through', () => {
    expect(fingerprint(fold(null, entries))).toBe(fingerprint(play.state));
  });

  test('folds from any place in it', () => {
    const middle = Math.floor(entries.length / 2);
    const first = fold(null, entries.slice(0, middle));
    const before = fingerprint(first);
    expect(fingerprint(fold(first, entries.slice(middle)))).toBe(fingerprint(play.state));
    expect(fingerprint(first)).toBe(before);
  });

  test('changes neither a state that was given away nor an entry', () => {
    let state: SessionState | null = null;
    for (const entry of entries) state = deepFrozen(evolveEntry(state, deepFrozen(entry)));
    expect(fingerprint(state)).toBe(fingerprint(play.state));
  });
});
