import { describe, expect, it } from 'vitest';

import type { Entry } from '../../../lib/session/commands.ts';
import { newSession } from '../../../lib/session/evolve.ts';
import type { SessionState } from '../../../lib/session/state.ts';
import { forClass } from '../../../server/http/class-recording.ts';

type Told = Pick<Entry, 'command' | 'outcome'>;

const SECRET = 'b-secret';

const blank = newSession();
const past: SessionState = {
  ...blank,
  room: {
    ...blank.room,
    questions: {
      'who-moves': { id: 'who-moves', status: 'open', options: ['a', SECRET], answers: { ann: 'a', bob: SECRET } },
    },
    predictions: {
      open: { c8: { ann: 'bind', bob: SECRET } },
      revealed: [
        {
          card: 'c7',
          seat: 'etcd',
          title: { key: 'card.commit.title' },
          choices: [],
          choice: 'bind',
          asReference: true,
          answers: { ann: 'bind', bob: 'other' },
        },
      ],
    },
  },
  board: {
    ...blank.board,
    notices: [
      { position: 3, seat: 'etcd', participant: 'bob', kind: 'mark', reason: SECRET, params: {} },
      { position: 4, seat: 'etcd', participant: 'bob', kind: 'refusal', reason: 'NoRoute', params: {} },
    ],
  },
};

const entries: readonly { readonly name: string; readonly entry: Told }[] = [
  {
    name: 'an answer',
    entry: {
      command: { type: 'AnswerQuestion', participant: 'bob', question: 'who-moves', option: SECRET },
      outcome: {
        events: [{ type: 'QuestionAnswered', participant: 'bob', question: 'who-moves', option: SECRET }],
        mistakes: [],
      },
    },
  },
  {
    name: 'a prediction',
    entry: {
      command: { type: 'PredictAct', participant: 'bob', card: 'c8', choice: SECRET },
      outcome: {
        events: [{ type: 'ActPredicted', participant: 'bob', card: 'c8', choice: SECRET }],
        mistakes: [],
      },
    },
  },
  {
    name: 'a note',
    entry: {
      command: { type: 'MarkMoment', participant: 'bob', note: SECRET },
      outcome: { events: [{ type: 'MomentMarked', participant: 'bob', note: SECRET }], mistakes: [] },
    },
  },
];

describe('a recording for the class', () => {
  it.each(entries)('hides $name from everybody but its author', ({ entry }) => {
    expect(forClass(entry, 'bob')).toEqual(entry);
    for (const reader of ['ann', null]) expect(JSON.stringify(forClass(entry, reader))).not.toContain(SECRET);
  });

  it('hides in a fork’s snapshot what it hides in entries, and nothing else', () => {
    const fork = { type: 'ForkSession', parent: 's', parentPosition: 4, snapshot: past } as const;
    const forked = { ...fork, type: 'SessionForked' } as const;
    const told = forClass({ command: fork, outcome: { events: [forked], mistakes: [] } }, 'ann');
    const { snapshot } = told.command.type === 'ForkSession' ? told.command : fork;
    expect(snapshot.room.questions['who-moves']).toMatchObject({ answers: { ann: 'a' }, options: ['a', SECRET] });
    expect(snapshot.room.predictions?.open).toEqual({ c8: { ann: 'bind' } });
    expect(snapshot.room.predictions?.revealed).toMatchObject([{ choice: 'bind', answers: { ann: 'bind' } }]);
    expect(snapshot.board.notices.map(({ kind }) => kind)).toEqual(['refusal']);
    expect(told.outcome).toMatchObject({ events: [{ type: 'SessionForked', snapshot }] });
  });
});
