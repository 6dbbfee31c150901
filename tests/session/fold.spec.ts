import { describe, expect, test } from 'vitest';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { lessons } from '../../lib/lessons/registry.ts';
import { evolveEntry, foldEntries } from '../../lib/session/evolve.ts';
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

  describe.each([1, 7, entries.length])('folded by %d', (size) => {
    const fold = (from: SessionState | null, part: typeof entries): SessionState | null => {
      let state = from;
      for (let done = 0; done < part.length; done += size)
        state = deepFrozen(foldEntries(state, part.slice(done, done + size)));
      return state;
    };

    test('is what was lived through', () => {
      expect(fingerprint(fold(null, entries))).toBe(fingerprint(play.state));
    });

    test('goes on from any place in it', () => {
      const middle = Math.floor(entries.length / 2);
      const first = fold(null, entries.slice(0, middle));
      expect(fingerprint(fold(first, entries.slice(middle)))).toBe(fingerprint(play.state));
    });

    test('changes neither a state that was given away nor an entry', () => {
      expect(fingerprint(fold(null, deepFrozen(structuredClone(entries))))).toBe(fingerprint(play.state));
    });
  });

  test('is the same entry by entry', () => {
    let state: SessionState | null = null;
    for (const entry of entries) state = deepFrozen(evolveEntry(state, deepFrozen(entry)));
    expect(fingerprint(state)).toBe(fingerprint(play.state));
  });
});

test('nothing to fold leaves what there was', () => {
  const { state } = recorded('pod-creation');
  expect(foldEntries(null, [])).toBeNull();
  expect(foldEntries(state, [])).toBe(state);
});

test('an entry that does not follow ends the fold', () => {
  const [first, second, third] = recorded('pod-creation').entries;
  if (first === undefined || second === undefined || third === undefined) throw new Error('a short record');
  expect(() => foldEntries(null, [first, third])).toThrow('entry 3 follows 1');
  expect(() => foldEntries(null, [second])).toThrow('entry 2 follows 0');
});

test('a fact that nobody knows ends the fold', () => {
  const entry = { position: 1, actor: { kind: 'setup' }, command: { type: 'EndSession' } };
  const outcome = { events: [{ type: 'Rumour' }], mistakes: [] };
  expect(() => foldEntries(null, [JSON.parse(JSON.stringify({ ...entry, outcome }))])).toThrow('Rumour');
});

test('a fork replaces all that was folded before it', () => {
  const { entries, state: snapshot } = recorded('services');
  const begun = recorded('pod-creation').entries.slice(0, 4);
  const fork = { type: 'SessionForked', parent: 's', parentPosition: snapshot.position, snapshot } as const;
  const forked = {
    position: 5,
    actor: { kind: 'teacher' },
    command: { type: 'ForkSession', parent: 's', parentPosition: snapshot.position },
    outcome: { events: [fork], mistakes: [] },
  } as const;
  expect(fingerprint(foldEntries(null, [...begun, forked]))).toBe(fingerprint({ ...snapshot, position: 5 }));
  expect(fingerprint(snapshot)).toBe(fingerprint(foldEntries(null, entries)));
});
