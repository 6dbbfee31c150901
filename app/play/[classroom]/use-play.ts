'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Text } from '../../../lib/cluster/card.ts';
import type { SeatId } from '../../../lib/cluster/seats.ts';
import type { JsonValue } from '../../../lib/kernel/json.ts';
import type { CardLine, View } from '../../../lib/session/view.ts';
import type { ClientMessage } from '../../../lib/wire/client-messages.ts';
import { useText } from '../../_i18n/use-text.ts';
import type { Answer } from '../../_room/connection.ts';
import { useRoom, useSend } from '../../_room/room-context.tsx';
import { cardsOf, playedSeatsOf, seatsOf } from '../../_room/view-facts.ts';
import { useAnnounce } from '../../_ui/announcer.tsx';

export type Failure = Pick<Extract<Answer, { ok: false }>, 'reason' | 'params'>;

/** What a student's page can do now, and what came of what it did last. */
export interface Play {
  readonly view: View;
  readonly me: string | null;
  readonly names: Readonly<Record<string, string>>;
  readonly seats: readonly SeatId[];
  readonly cards: readonly CardLine[];
  /** Nothing can be sent: offline, paused, over, or something is on its way. */
  readonly inert: boolean;
  readonly failure: Failure | null;
  readonly dismissFailure: () => void;
  readonly act: (card: CardLine, action: JsonValue) => void;
  readonly claim: (seat: SeatId) => void;
  readonly release: (seat: SeatId) => void;
  readonly answer: (question: string, option: string) => void;
  readonly predict: (card: string, choice: string) => void;
  readonly takeHint: (card: CardLine) => void;
  readonly hints: Readonly<Record<string, Text>>;
}

/** The act has happened, or one tap was two. */
const TOO_LATE: readonly string[] = ['AlreadyHandled', 'AlreadyAnswered'];

/** The actions of a student, one at a time; a refusal is kept until it is read. */
export function usePlay(view: View): Play {
  const send = useSend();
  const status = useRoom((state) => state.status);
  const roster = useRoom((state) => state.roster);
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [hints, setHints] = useState<Readonly<Record<string, Text>>>({});
  const me = roster?.me ?? null;
  const room = view.room['room'];
  const seats = useMemo(() => seatsOf(view, me), [view, me]);
  const cards = useMemo(() => cardsOf(view, playedSeatsOf(view, me)), [view, me]);
  useCardNews(cards);

  const run = useCallback(async (work: () => Promise<Answer>): Promise<Answer> => {
    setSending(true);
    const answer = await work();
    setSending(false);
    setFailure(answer.ok ? null : { reason: answer.reason, params: answer.params });
    return answer;
  }, []);

  const act = (card: CardLine, action: JsonValue) => {
    if (isAction(action)) void run(() => send('command.submit', { seat: card.seat, action }));
  };
  const predict = async (card: string, choice: string) => {
    setSending(true);
    const answer = await send('act.predict', { card, choice });
    setSending(false);
    // Who was too late sees what happened: that is answer enough.
    if (!answer.ok && !TOO_LATE.includes(answer.reason)) setFailure({ reason: answer.reason, params: answer.params });
  };
  const takeHint = async (card: CardLine) => {
    const answer = await run(() => send('hint.take', { card: card.id }));
    if (answer.ok && answer.because !== undefined) setHints({ ...hints, [card.id]: answer.because });
  };
  return {
    view,
    me,
    names: roster?.names ?? {},
    seats,
    cards,
    inert: status !== 'connected' || sending || room === undefined || room.ended || room.mode === 'paused',
    failure,
    dismissFailure: () => setFailure(null),
    act,
    claim: (seat) => void run(() => send('seat.claim', { seat })),
    release: (seat) => void run(() => send('seat.release', { seat })),
    answer: (question, option) => void run(() => send('question.answer', { question, option })),
    predict: (card, choice) => void predict(card, choice),
    takeHint: (card) => void takeHint(card),
    hints,
  };
}

type Action = ClientMessage<'command.submit'>['action'];

/** The server made the option's action and checks it again: it comes back as it was given. */
function isAction(value: unknown): value is Action {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** Says a new card aloud and lets a phone buzz once. */
function useCardNews(cards: readonly CardLine[]): void {
  const announce = useAnnounce();
  const say = useText();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const before = known.current;
    known.current = new Set(cards.map(({ id }) => id));
    const fresh = before === null ? [] : cards.filter(({ id }) => !before.has(id));
    const [first] = fresh;
    if (first === undefined) return;
    announce(say(first.title), { silent: true });
    // Browsers refuse, and complain, before the page was touched.
    if (navigator.userActivation?.hasBeenActive === true) navigator.vibrate?.(80);
  }, [cards, announce, say]);
}
