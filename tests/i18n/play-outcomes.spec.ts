import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import { MISTAKE_RULES, type RefusalReason } from '../../lib/cluster/commands.ts';
import { messagesFor } from '../../lib/i18n/catalogue.ts';
import { LOCALES } from '../../lib/i18n/locales.ts';
import { noticeKey } from '../../lib/i18n/refusal-key.ts';
import type { Decision } from '../../lib/session/decide.ts';
import { isJsonObject } from '../../lib/kernel/json.ts';
import { deskOf } from '../../lib/session/idle.ts';
import type { EdgeReason } from '../../lib/wire/server-messages.ts';
import { Dice } from '../simulation/dice.ts';
import { randomAct } from '../simulation/random-action.ts';
import { Play } from '../support/play.ts';

type Params = Readonly<Record<string, string | number>>;

/** Who gives a refusal: what a real component would do instead can be told only where a component is concerned. */
type Giver = 'cluster' | 'room' | 'edge';

const REFUSALS: Readonly<Record<RefusalReason | EdgeReason, Giver>> = {
  NotFound: 'cluster',
  AlreadyExists: 'cluster',
  Conflict: 'cluster',
  Invalid: 'cluster',
  Forbidden: 'cluster',
  ImageNotFound: 'cluster',
  SandboxNotFound: 'cluster',
  ContainerNotFound: 'cluster',
  AlreadyRunning: 'cluster',
  NoRoute: 'cluster',
  NotYourSeat: 'room',
  NotYourNode: 'cluster',
  NotYourDecision: 'cluster',
  NotYourField: 'cluster',
  StageOrder: 'cluster',
  CompareIsData: 'cluster',
  RevisionIsNext: 'cluster',
  OutcomeIsData: 'cluster',
  HighestIsData: 'cluster',
  NumberIsData: 'cluster',
  NoVictims: 'cluster',
  WrongKeyword: 'cluster',
  AlreadyHandled: 'room',
  UnknownCard: 'room',
  WrongCard: 'room',
  TimeStandsStill: 'room',
  SeatDark: 'room',
  NothingToBreak: 'room',
  NothingOnTheWire: 'room',
  RoomPaused: 'room',
  SessionEnded: 'room',
  SeatTaken: 'room',
  UnknownSeat: 'room',
  UnknownParticipant: 'room',
  UnknownQuestion: 'room',
  AlreadyAnswered: 'room',
  WaveNotReady: 'room',
  NothingToUndo: 'room',
  NotPermitted: 'room',
  Malformed: 'edge',
  TooLarge: 'edge',
  RateLimited: 'edge',
  Unauthenticated: 'edge',
  RoomUnavailable: 'edge',
  StorageUnavailable: 'edge',
  UnknownMessage: 'edge',
  CommandIdReused: 'edge',
};

interface Outcome {
  readonly kind: 'refusal' | 'mistake';
  readonly reason: string;
  readonly params: Params;
}

function outcomesOf(decision: Decision): Outcome[] {
  return decision.accepted
    ? decision.mistakes.map(({ rule, params }) => ({ kind: 'mistake', reason: rule, params }))
    : [{ kind: 'refusal', reason: decision.refusal.reason, params: decision.refusal.params }];
}

/** What comes of seats that say right, wrong and senseless things through all rounds. */
function outcomesOfRandomPlay(seed: number): Outcome[] {
  const dice = new Dice(seed);
  const play = new Play();
  const outcomes: Outcome[] = [];
  for (const wave of [0, 1, 2]) {
    const teacher = play.give({ type: 'StartWave', wave }, { kind: 'teacher' });
    outcomes.push(...outcomesOf(teacher));
    for (let turn = 0; turn < 250; turn += 1) {
      const { seat, action } = randomAct(dice, play.state);
      outcomes.push(...outcomesOf(play.give({ type: 'Act', seat, action }, { kind: 'bot', seat })));
      if (dice.percent(40)) play.advance();
    }
    play.bots();
  }
  return outcomes;
}

/** Every way to somebody else that a card offers, as the refusal that it earns. */
function wrongWaysOffered(): Outcome[] {
  const play = new Play();
  const outcomes: Outcome[] = [];
  for (const wave of [0, 1, 2]) {
    play.startWave(wave);
    play.bots(() => {
      for (const seat of Object.keys(play.state.cluster.seats)) {
        for (const card of deskOf(play.state, seat)) {
          for (const { action } of play.show(card).options) {
            if (!isJsonObject(action) || action['type'] !== 'SendMessage') continue;
            const from = play.state.cluster.seats[seat]?.component ?? '';
            const to = play.state.cluster.seats[String(action['to'])]?.component ?? String(action['to']);
            outcomes.push({ kind: 'refusal', reason: 'NoRoute', params: { from, to } });
          }
        }
      }
      return false;
    });
  }
  return outcomes;
}

const happened = [1, 2, 3, 4, 5, 6].flatMap(outcomesOfRandomPlay);

describe.each(LOCALES)('outcomes in %s', (locale) => {
  const { play = {} } = messagesFor(locale, ['play']) as Record<string, Record<string, string>>;
  const problems: string[] = [];
  const t = createTranslator<Record<string, Record<string, string>>, 'play'>({
    locale,
    messages: { play },
    namespace: 'play',
    timeZone: 'Asia/Seoul',
    onError: ({ message }) => problems.push(message),
  });
  const lacking = (keys: readonly string[]): string[] => keys.filter((key) => !t.has(key));

  test('every refusal says what happened and why, and a component’s also what the real one does', () => {
    const keys = Object.entries(REFUSALS).flatMap(([reason, giver]) =>
      (giver === 'cluster' ? ['what', 'why', 'real'] : ['what', 'why']).map((part) => `refusal.${reason}.${part}`),
    );
    expect(lacking(keys)).toEqual([]);
  });

  test('every mistake says what happened, why it matters, what the real component does and the way back', () => {
    const keys = MISTAKE_RULES.flatMap((rule) =>
      ['what', 'why', 'real', 'back'].map((part) => `mistake.${rule}.${part}`),
    );
    expect(lacking(keys)).toEqual([]);
  });

  test('every wrong way that a card offers has a text of its own', () => {
    const keys = wrongWaysOffered().map(({ kind, reason, params }) =>
      noticeKey(kind, reason, params, (key) => t.has(key)),
    );
    expect(keys.filter((key) => !key.startsWith('refusal.NoRoute-'))).toEqual([]);
    expect(new Set(keys).size).toBeGreaterThan(6);
    expect(lacking(keys.flatMap((key) => [`${key}.what`, `${key}.why`, `${key}.real`]))).toEqual([]);
  });

  test('what comes of random play can be said with what it is given', () => {
    for (const { kind, reason, params } of happened) {
      const key = noticeKey(kind, reason, params, (wanted) => t.has(wanted));
      const said = ['what', 'why', 'real', 'back'].map((part) => `${key}.${part}`).filter((part) => t.has(part));
      for (const part of said) t(part, params);
    }
    expect([...new Set(problems)]).toEqual([]);
    expect(new Set(happened.map(({ reason }) => reason)).size).toBeGreaterThan(20);
  });
});
