import { describe, expect, test } from 'vitest';
import type { Fault } from '../../lib/cluster/faults.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { lessons } from '../../lib/lessons/registry.ts';
import { evolveEntry, foldEntries } from '../../lib/session/evolve.ts';
import { rules } from '../../lib/session/registry.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { deepFrozen } from '../support/deep-frozen.ts';
import { Play } from '../support/play.ts';

const FAULTS: readonly Fault[] = [
  { kind: 'cut', node: 'node-1' },
  { kind: 'heal', node: 'node-1' },
  { kind: 'power-off', node: 'node-1' },
  { kind: 'power-on', node: 'node-1' },
];

/** A lesson's rounds by bots, as the log has them, with a refusal, a note and a node that fails. */
function recorded(lesson: string): Play {
  const play = new Play(lesson);
  const { waves = [] } = rules.lessons[lesson] ?? {};
  for (const wave of waves.keys()) {
    play.startWave(wave);
    play.give({ type: 'Act', seat: 'nobody', action: { type: 'GetPods' } }, { kind: 'bot', seat: 'nobody' });
    play.bots();
  }
  play.must({ type: 'MarkMoment', participant: 'p1', note: 'here' }, { kind: 'teacher' });
  for (const fault of FAULTS) {
    play.must({ type: 'InjectFault', fault }, { kind: 'teacher' });
    play.bots();
  }
  return play;
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

    test('goes on from the middle of it', () => {
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

test('a fork replaces all that was folded before it, and what follows leaves its snapshot alone', () => {
  const { entries, state } = recorded('services');
  const middle = Math.floor(entries.length / 2);
  const snapshot = deepFrozen(structuredClone(foldEntries(null, entries.slice(0, middle))));
  if (snapshot === null) throw new Error('nothing to fork from');
  const begun = recorded('pod-creation').entries.slice(0, middle - 1);
  expect(begun).toHaveLength(middle - 1);
  const fork = { type: 'SessionForked', parent: 's', parentPosition: middle, snapshot } as const;
  const forked = {
    position: middle,
    actor: { kind: 'teacher' },
    command: { type: 'ForkSession', parent: 's', parentPosition: middle },
    outcome: { events: [fork], mistakes: [] },
  } as const;
  const folded = foldEntries(null, [...begun, forked, ...entries.slice(middle)]);
  expect(fingerprint(folded)).toBe(fingerprint(state));
});
