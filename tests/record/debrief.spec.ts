import { describe, expect, test } from 'vitest';

import { debriefOf, type RecordedSession } from '../../lib/record/debrief.ts';
import { forkSnapshot } from '../../lib/session/fork.ts';
import { Play } from '../support/play.ts';

const recorded = (id: string, { entries }: Play): RecordedSession => ({ id, entries });

/** The first round, with a student at etcd who tries something that is refused twice. */
function firstRound(): Play {
  const play = new Play();
  play.must({ type: 'AdmitParticipant', participant: 'p1' }, { kind: 'setup' });
  const student = { kind: 'seat', participant: 'p1', seat: 'etcd' } as const;
  play.must({ type: 'AssignSeat', participant: 'p1', seat: 'etcd', part: 'player' }, student);
  play.startWave(0);
  const { id } = play.botsUntil('etcd', 'compare');
  for (let tries = 0; tries < 2; tries += 1) {
    play.give({ type: 'Act', seat: 'etcd', action: { type: 'CommitTxn', card: id, revision: 1 } }, student);
  }
  play.must({ type: 'Act', seat: 'etcd', action: { type: 'EvaluateCompare', card: id, holds: true } }, student);
  return play;
}

test('nothing recorded, nothing to talk about', () => {
  expect(debriefOf([])).toBeNull();
  expect(debriefOf([{ id: 'empty', entries: [] }])).toBeNull();
});

describe('a round of bots and one student', () => {
  const play = firstRound();
  play.bots();
  const debrief = debriefOf([recorded('s1', play)]);

  test('counts acts by who gave them, and refusals apart', () => {
    const etcd = debrief?.seats.find(({ seat }) => seat === 'etcd');
    expect(etcd).toMatchObject({ players: ['p1'], refusals: 2, mistakes: 0 });
    expect(etcd?.acts).toMatchObject({ players: 1, teacher: 0 });
    const acts = debrief?.seats.flatMap(({ acts: { players, teacher, bots } }) => [players, teacher, bots]) ?? [];
    const accepted = play.entries.filter(({ command, outcome }) => command.type === 'Act' && 'events' in outcome);
    expect(acts.reduce((sum, count) => sum + count, 0)).toBe(accepted.length);
  });

  test('tells the same refusal once, with the first place and how often', () => {
    const first = play.entries.find(({ outcome }) => 'refusal' in outcome);
    expect(debrief?.faults).toEqual([
      expect.objectContaining({
        kind: 'refusal',
        seat: 'etcd',
        count: 2,
        first: { session: 's1', position: first?.position },
      }),
    ]);
  });

  test('has the round, its eleven steps and its questions', () => {
    const start = play.entries.find(({ command }) => command.type === 'StartWave')?.position;
    expect(debrief?.chapters).toEqual([{ wave: 0, start: { session: 's1', position: start }, reached: true }]);
    expect(Object.keys(debrief?.rows[0]?.lit ?? {})).toHaveLength(11);
    expect(debrief?.questions.map(({ status }) => status)).toContain('revealed');
    expect(debrief).toMatchObject({ session: 's1', ended: false, forks: 0 });
  });
});

test('what was undone counts all the same, and the goal may come after going back', () => {
  const before = firstRound();
  const fork = new Play();
  fork.entries.length = 0;
  fork.state = { ...fork.state, position: 0 };
  const snapshot = forkSnapshot(before.state, before.state);
  fork.must({ type: 'ForkSession', parent: 's1', parentPosition: before.state.position, snapshot }, { kind: 'setup' });
  fork.must({ type: 'SetMode', mode: 'running', because: 'teacher' }, { kind: 'teacher' });
  fork.bots();
  const debrief = debriefOf([recorded('s1', before), recorded('s2', fork)]);
  expect(debrief).toMatchObject({ session: 's2', forks: 1 });
  expect(debrief?.faults).toEqual([
    expect.objectContaining({ count: 2, first: expect.objectContaining({ session: 's1' }) }),
  ]);
  expect(debrief?.chapters).toEqual([expect.objectContaining({ wave: 0, reached: true })]);
});

test('a question that was answered has a tally once it is revealed', () => {
  const play = new Play();
  play.must({ type: 'AdmitParticipant', participant: 'p1' }, { kind: 'setup' });
  play.startWave(0);
  const [question] = Object.values(play.state.room.questions);
  const option = question?.options[0] ?? '';
  play.must(
    { type: 'AnswerQuestion', participant: 'p1', question: question?.id ?? '', option },
    { kind: 'seat', participant: 'p1' },
  );
  const open = debriefOf([recorded('s1', play)])?.questions.find(({ id }) => id === question?.id);
  expect(open).toMatchObject({ status: 'open', answered: 1 });
  expect(open).not.toHaveProperty('tally');
  play.bots();
  const line = debriefOf([recorded('s1', play)])?.questions.find(({ id }) => id === question?.id);
  expect(line).toMatchObject({ status: 'revealed', answered: 1, tally: expect.objectContaining({ [option]: 1 }) });
});
