import { describe, expect, test } from 'vitest';
import type { Card } from '../../lib/cluster/card.ts';
import { lessons } from '../../lib/lessons/registry.ts';
import { adviseCard } from '../../lib/session/advise.ts';
import type { Decision } from '../../lib/session/decide.ts';
import { evolveEntry, newSession } from '../../lib/session/evolve.ts';
import { choiceOf, choicesOf } from '../../lib/session/foreseeable.ts';
import { waitingCards } from '../../lib/session/idle.ts';
import { rules } from '../../lib/session/registry.ts';
import { VIEW_SECTIONS, type PredictionLine, type Viewer } from '../../lib/session/view.ts';
import { viewFor } from '../../lib/session/view-for.ts';
import { diffViews } from '../../lib/wire/view-delta.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { Play } from '../support/play.ts';

const PEOPLE = ['ann', 'bob', 'cho'];

/** Ann plays the scheduler, Bob studies it, Cho has no seat; the scheduler has to choose a node. */
function choosing(): { readonly play: Play; readonly card: Card } {
  const play = new Play();
  for (const participant of PEOPLE) play.must({ type: 'AdmitParticipant', participant }, { kind: 'machinery' });
  sit(play, 'ann', 'kube-scheduler', 'player');
  play.startWave(0);
  return { play, card: play.botsUntil('kube-scheduler', 'bind') };
}

function sit(play: Play, participant: string, seat: string, part: 'player' | 'understudy' | 'partner'): void {
  play.must({ type: 'AssignSeat', participant, seat, part }, { kind: 'teacher' });
}

function lines(play: Play, viewer: Viewer | string): PredictionLine[] {
  const eyes = typeof viewer === 'string' ? ({ kind: 'participant', participant: viewer } as const) : viewer;
  return Object.values(viewFor(play.state, eyes, rules).predictions);
}

function asked(play: Play, participant: string): string | undefined {
  return lines(play, participant).find(({ status }) => status === 'open')?.card;
}

function predict(play: Play, participant: string, card: string, choice: string): Decision {
  return play.give({ type: 'PredictAct', participant, card, choice }, { kind: 'seat', participant });
}

function reasonOf(decision: Decision): string | undefined {
  return decision.accepted ? undefined : decision.refusal.reason;
}

/** Answers what the lesson asks everybody, so that predictions have their turn. */
function answerQuestions(play: Play): void {
  for (const { id, status, options, answers } of Object.values(play.state.room.questions)) {
    if (status !== 'open') continue;
    for (const participant of PEOPLE.filter((who) => answers[who] === undefined)) {
      play.must({ type: 'AnswerQuestion', participant, question: id, option: options[0] ?? '' }, { kind: 'seat' });
    }
  }
}

describe('who is asked to predict', () => {
  test('nobody who has a card, and nobody about their own seat', () => {
    const { play, card } = choosing();
    answerQuestions(play);
    expect(asked(play, 'ann')).toBeUndefined();
    expect(asked(play, 'bob')).toBe(card.id);
    expect(asked(play, 'cho')).toBe(card.id);
  });

  test('a question of the lesson goes first', () => {
    const { play } = choosing();
    const open = Object.values(play.state.room.questions).filter(({ status }) => status === 'open');
    expect(open.map(({ id }) => id)).toEqual(['which-node']);
    expect(asked(play, 'bob')).toBeUndefined();
    answerQuestions(play);
    expect(asked(play, 'bob')).toBeDefined();
  });

  test('an understudy is asked about the seat they study, all others about a person before a bot', () => {
    const play = new Play();
    for (const participant of PEOPLE) play.must({ type: 'AdmitParticipant', participant }, { kind: 'machinery' });
    play.startWave(0);
    while (!play.state.room.waveDone) {
      const [next] = waitingCards(play.state);
      if (next === undefined) play.advance();
      else play.bot(next);
    }
    play.startWave(1);
    answerQuestions(play);
    const seats = waitingCards(play.state).map(({ seat }) => seat);
    expect(seats).toEqual(['user', 'user-2', 'user-3']);
    sit(play, 'ann', 'user-2', 'player');
    sit(play, 'bob', 'user-3', 'understudy');
    const seatAsked = (who: string) => play.state.cluster.cards[asked(play, who) ?? '']?.seat;
    expect(seatAsked('bob')).toBe('user-3');
    expect(seatAsked('cho')).toBe('user-2');
  });

  test('one at a time: the next is asked when the act has happened', () => {
    const { play, card } = choosing();
    answerQuestions(play);
    const [first, second] = choicesOf(play.show(card));
    expect(predict(play, 'cho', card.id, first?.id ?? '').accepted).toBe(true);
    expect(reasonOf(predict(play, 'cho', card.id, second?.id ?? ''))).toBe('AlreadyAnswered');
    expect(lines(play, 'cho')).toEqual([expect.objectContaining({ card: card.id, status: 'open', mine: first?.id })]);
    play.bot(card);
    answerQuestions(play);
    expect(asked(play, 'cho')).not.toBe(card.id);
  });

  test.each(Object.keys(lessons))('in %s everybody without a card has something to predict, whatever waits', (id) => {
    const play = new Play(id);
    play.must({ type: 'AdmitParticipant', participant: 'cho' }, { kind: 'machinery' });
    play.startWave(0);
    const kinds = new Set<string>();
    play.bots((next) => {
      for (const question of Object.values(play.state.room.questions)) {
        if (question.status === 'open' && question.answers['cho'] === undefined) {
          const option = question.options[0] ?? '';
          const command = { type: 'AnswerQuestion', participant: 'cho', question: question.id, option } as const;
          play.must(command, { kind: 'seat', participant: 'cho' });
        }
      }
      const choices = choicesOf(play.show(next));
      if (choices.length > 1) {
        const shown = asked(play, 'cho');
        expect(shown).toBe(next.id);
        kinds.add(next.kind);
        const reference = choiceOf(play.show(next), adviseCard(play.state, next.id, rules).action);
        expect(choices.map((choice) => choice.id)).toContain(reference.id);
        expect(new Set(choices.map((choice) => choice.id)).size).toBe(choices.length);
        expect(predict(play, 'cho', next.id, reference.id).accepted).toBe(true);
      }
      return false;
    });
    const { predictions = 0, foreseen = 0 } = play.state.room.participants['cho'] ?? {};
    expect(kinds.size).toBeGreaterThan(0);
    expect(foreseen).toBe(predictions);
    expect(play.state.room.predictions?.open).toEqual({});
  });
});

describe('what is refused', () => {
  test.each([
    ['somebody unknown', 'stranger', (card: Card) => card.id, 'nobody', 'UnknownParticipant'],
    ['the seat’s own player', 'ann', (card: Card) => card.id, 'nobody', 'NotPermitted'],
    ['a choice that the card does not have', 'cho', (card: Card) => card.id, 'dance', 'UnknownQuestion'],
    ['a card that does not lie there', 'cho', () => 'c999', 'nobody', 'AlreadyHandled'],
    ['a name that every object inherits', 'cho', () => 'constructor', 'nobody', 'AlreadyHandled'],
  ])('%s', (_what, who, cardOf, choice, reason) => {
    const { play, card } = choosing();
    const before = play.state.room;
    expect(reasonOf(predict(play, who, cardOf(card), choice))).toBe(reason);
    expect(play.state.room).toEqual(before);
  });

  test('an act that has happened cannot be predicted', () => {
    const { play, card } = choosing();
    play.bot(card);
    expect(reasonOf(predict(play, 'cho', card.id, 'nobody'))).toBe('AlreadyHandled');
  });
});

describe('what is told of it', () => {
  test('nothing that others said, to anybody, before the act', () => {
    const { play, card } = choosing();
    answerQuestions(play);
    const viewers: readonly Viewer[] = [
      { kind: 'teacher' },
      { kind: 'projector' },
      { kind: 'participant', participant: 'ann' },
      { kind: 'participant', participant: 'bob' },
    ];
    const before = viewers.map((viewer) => viewFor(play.state, viewer, rules));
    predict(play, 'cho', card.id, 'bind-node-2');
    viewers.forEach((viewer, index) => {
      const told = before[index] ?? viewFor(newSession(), viewer, rules);
      expect(diffViews(told, viewFor(play.state, viewer, rules), VIEW_SECTIONS)).toEqual({
        upsert: {},
        patch: {},
        remove: {},
      });
    });
  });

  test('never which choice is right: the question is the same whatever the reference would do', () => {
    const { play, card } = choosing();
    answerQuestions(play);
    const [line] = lines(play, 'cho');
    expect(Object.keys(line ?? {}).sort()).toEqual(['card', 'choices', 'seat', 'status', 'title']);
    expect(line?.choices.map(({ id }) => id)).toEqual(play.show(card).options.map(({ id }) => id));
  });

  test('after the act: who foresaw it, how many said what, and whether the real component does the same', () => {
    const { play, card } = choosing();
    answerQuestions(play);
    predict(play, 'bob', card.id, 'bind-node-1');
    predict(play, 'cho', card.id, 'bind-node-3');
    play.act('kube-scheduler', { type: 'BindPod', node: 'node-1' });
    const revealed = { card: card.id, seat: 'kube-scheduler', status: 'revealed', choice: 'bind-node-1' };
    const tally = { 'bind-node-1': 1, 'bind-node-3': 1 };
    const toldTo = (who: string) => lines(play, who).find(({ status }) => status === 'revealed');
    expect(toldTo('cho')).toMatchObject({ ...revealed, tally, mine: 'bind-node-3', asReference: false });
    expect(toldTo('bob')).toMatchObject({ ...revealed, tally, mine: 'bind-node-1' });
    expect(toldTo('cho')?.choices.map(({ id }) => id)).toEqual(['bind-node-1', 'bind-node-3']);
    expect(toldTo('ann')).toBeUndefined();
    expect(lines(play, { kind: 'projector' })).toEqual([expect.objectContaining({ ...revealed, tally })]);
    const counts = PEOPLE.map((who) => play.state.room.participants[who]);
    expect(counts.map((person) => [person?.predictions, person?.foreseen])).toEqual([
      [undefined, undefined],
      [1, 1],
      [1, undefined],
    ]);
  });

  test('not whether it was a mistake, to students, while mistakes are kept for the debrief', () => {
    const { play, card } = choosing();
    answerQuestions(play);
    play.must({ type: 'SetPolicy', absence: 'bot', mistakesShown: 'debrief' }, { kind: 'teacher' });
    predict(play, 'cho', card.id, 'bind-node-3');
    play.act('kube-scheduler', { type: 'BindPod', node: 'node-1' });
    const toldTo = (viewer: Viewer | string) => lines(play, viewer).find(({ status }) => status === 'revealed');
    expect(toldTo('cho')).not.toHaveProperty('asReference');
    expect(toldTo({ kind: 'projector' })).not.toHaveProperty('asReference');
    expect(toldTo({ kind: 'teacher' })).toHaveProperty('asReference', false);
    play.must({ type: 'EndSession' }, { kind: 'teacher' });
    expect(toldTo('cho')).toHaveProperty('asReference', false);
  });

  test('nothing at all of a refused act', () => {
    const { play, card } = choosing();
    predict(play, 'cho', card.id, 'tell-kubelet@node-1');
    const told = play.act('kube-scheduler', { type: 'SendMessage', to: 'etcd', verb: 'Txn', path: '/registry/pods' });
    expect(reasonOf(told)).toBe('NoRoute');
    expect(play.state.room.predictions?.revealed).toEqual([]);
  });
});

describe('the record', () => {
  test('alone gives the same state', () => {
    const { play, card } = choosing();
    predict(play, 'cho', card.id, 'bind-node-3');
    play.bot(card);
    play.bots();
    let replayed = newSession();
    for (const entry of play.entries) replayed = evolveEntry(replayed, entry);
    expect(fingerprint(replayed)).toBe(fingerprint(play.state));
    expect(play.state.room.predictions?.revealed).toHaveLength(1);
  });

  test('a card that ends without its player takes what was said of it along', () => {
    const { play, card } = choosing();
    predict(play, 'cho', card.id, 'bind-node-3');
    expect(Object.keys(play.state.room.predictions?.open ?? {})).toEqual([card.id]);
    const { [card.id]: _gone, ...cards } = play.state.cluster.cards;
    play.state = { ...play.state, cluster: { ...play.state.cluster, cards } };
    play.must({ type: 'MarkMoment', participant: 'cho', note: 'gone' }, { kind: 'seat', participant: 'cho' });
    expect(play.state.room.predictions).toEqual({ open: {}, revealed: [] });
  });

  test('the room remembers only the latest acts', () => {
    const { play } = choosing();
    play.bots((next) => {
      const [choice] = choicesOf(play.show(next));
      if (choice !== undefined) predict(play, 'cho', next.id, choice.id);
      return false;
    });
    expect(play.state.room.participants['cho']?.predictions).toBeGreaterThan(10);
    expect(play.state.room.predictions?.revealed).toHaveLength(6);
  });
});
