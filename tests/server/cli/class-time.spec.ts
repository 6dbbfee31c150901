import { describe, expect, test } from 'vitest';
import type { Card } from '../../../lib/cluster/card.ts';
import type { Actor, SessionCommand, SessionEvent } from '../../../lib/session/commands.ts';
import { classTime, type ClassTime } from '../../../server/cli/class/class-time.ts';
import { Dice } from '../../../server/cli/class/dice.ts';
import type { ToldEntry } from '../../../server/cli/class/folded-record.ts';

const MOST_SECONDS = 25;
const LEAST_SECONDS = 8;

/** A record written by hand: positions and clocks follow from the order. */
function classOf(...said: readonly (readonly [SessionCommand, Actor, ...SessionEvent[]])[]): ClassTime {
  const told = said.map(([command, actor, ...events], index): ToldEntry => ({
    clock: 0,
    entry: {
      position: index + 1,
      at: '',
      sessionId: 's',
      schemaVersion: 1,
      commandId: `c-${index}`,
      actor,
      command,
      outcome: { events, mistakes: [] },
    },
  }));
  return classTime(told, ['ann', 'bob'], new Dice(1));
}

const machinery: Actor = { kind: 'machinery' };

function begin(...cards: readonly string[]): readonly [SessionCommand, Actor, ...SessionEvent[]] {
  const dealt = cards.map((id) => ({ type: 'CardDealt', card: cardOf(id) }) as const);
  return [{ type: 'StartWave', wave: 0 }, machinery, { type: 'WaveStarted', wave: 0 }, ...dealt];
}

function cardOf(id: string): Card {
  return { id, seat: 'etcd', kind: 'txn', about: id, blocking: true, since: 0 };
}

/** Ann acts on a card; what others had said of it is revealed, and the next card is dealt. */
function act(card: string, next: string | null): readonly [SessionCommand, Actor, ...SessionEvent[]] {
  const reveal = { type: 'ActRevealed', card, seat: 'etcd', title: { key: '' }, choices: [], choice: 'a' } as const;
  return [
    { type: 'Act', seat: 'etcd', action: { type: 'EvaluateTxn', card, holds: true } },
    { kind: 'seat', participant: 'ann', seat: 'etcd' },
    next === null ? { type: 'WaveFinished', wave: 0 } : { type: 'CardDealt', card: cardOf(next) },
    { ...reveal, asReference: true },
  ];
}

function guess(card: string): readonly [SessionCommand, Actor, ...SessionEvent[]] {
  const said = { participant: 'bob', card, choice: 'a' };
  return [
    { type: 'PredictAct', ...said },
    { kind: 'seat', participant: 'bob' },
    { type: 'ActPredicted', ...said },
  ];
}

const CARDS = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'];
const acts = CARDS.map((card, index) => act(card, CARDS[index + 1] ?? null));

describe('how long a class would have taken', () => {
  test('whoever does nothing waits for the whole wave', () => {
    const { waveSeconds, longestIdleSeconds } = classOf(begin('c1'), ...acts);
    expect(waveSeconds).toHaveLength(1);
    expect(waveSeconds[0]).toBeGreaterThanOrEqual(CARDS.length * LEAST_SECONDS);
    expect(longestIdleSeconds.get('bob')).toBeCloseTo(waveSeconds[0] ?? 0);
    expect(longestIdleSeconds.get('ann')).toBe(0);
  });

  test('who predicts each act waits no longer than from a prediction to the act', () => {
    const { longestIdleSeconds } = classOf(
      begin('c1'),
      ...CARDS.flatMap((card, index) => [guess(card), acts[index] ?? act(card, null)]),
    );
    expect(longestIdleSeconds.get('bob')).toBeLessThanOrEqual(MOST_SECONDS);
  });

  test('predictions delay nobody, and none is answered after its act', () => {
    const all = CARDS.flatMap((card, index) => [guess(card), acts[index] ?? act(card, null)]);
    const { waveSeconds, predictedInTime } = classOf(begin('c1'), ...all);
    expect(waveSeconds[0]).toBeLessThanOrEqual(CARDS.length * MOST_SECONDS);
    expect(predictedInTime.get('bob') ?? 0).toBeLessThanOrEqual(CARDS.length);
  });

  test('a prediction that nobody had time to read is no occupation', () => {
    // Ann acts on both cards at once in the record; bob is asked about the first only after it has happened.
    const [first = begin(), second = begin()] = acts;
    const late = classOf(begin('c1'), first, guess('c1'), second, ...acts.slice(2));
    const never = classOf(begin('c1'), ...acts);
    expect(late.predictedInTime.get('bob')).toBeUndefined();
    expect(never.predictedInTime.get('bob')).toBeUndefined();
  });
});
