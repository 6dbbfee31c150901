import type { SessionEvent } from '../../lib/session/commands.ts';
import { choicesOf } from '../../lib/session/foreseeable.ts';
import { waitingCards } from '../../lib/session/idle.ts';
import { cardToPredict } from '../../lib/session/predictions.ts';
import { rules } from '../../lib/session/registry.ts';
import { pendingOf } from '../../lib/session/room-predictions.ts';
import { VIEW_SECTIONS, type View, type Viewer } from '../../lib/session/view.ts';
import { viewFor } from '../../lib/session/view-for.ts';
import { diffViews } from '../../lib/wire/view-delta.ts';
import { Play } from '../support/play.ts';

/** What one viewer was sent for one entry of a lesson. Bytes of JSON in UTF-8. */
export interface SentSize {
  readonly viewer: string;
  readonly position: number;
  readonly snapshotBytes: number;
  readonly deltaBytes: number;
  /** How much of the delta are cards, new or changed, and how many. */
  readonly cardBytes: number;
  readonly cards: number;
  /** Story messages that the entry put on the wire or took from it. */
  readonly stories: number;
}

/** Plays every wave by the reference behaviour, with a person in every seat, and measures what each is sent. */
export function measureLesson(lesson = 'pod-creation', seed = 7): SentSize[] {
  const play = new Play(lesson, seed);
  const viewers = seatEverybody(play);
  const views = new Map<string, View>();
  const sizes: SentSize[] = [];
  const known = new Set<string>();
  let seen = play.entries.length;
  const measure = (): void => {
    const entries = play.entries.slice(seen);
    seen = play.entries.length;
    const moved = new Set(
      entries.flatMap(({ outcome }) => ('events' in outcome ? storiesIn(outcome.events, known) : [])),
    );
    const stories = moved.size;
    for (const [name, viewer] of viewers) {
      const view = viewFor(play.state, viewer, rules);
      const before = views.get(name);
      views.set(name, view);
      if (before === undefined) continue;
      const { position } = play.state;
      const change = diffViews(before, view, VIEW_SECTIONS);
      const { cards = {} } = change.upsert;
      sizes.push({
        viewer: name,
        position,
        snapshotBytes: bytesOf(view),
        deltaBytes: bytesOf({ sessionId: 'kq3Zr0b1VwYx5TnA', from: position - 1, to: position, ...change }),
        cardBytes: bytesOf(cards),
        cards: Object.keys(cards).length,
        stories,
      });
    }
  };
  measure();
  rules.lessons[lesson]?.waves.forEach((_wave, wave) => {
    play.startWave(wave);
    measure();
    while (!play.state.room.waveDone) {
      const card = waitingCards(play.state)[0];
      if (card !== undefined) {
        predictAll(play, viewers);
        play.bot(card);
      } else if (!play.advance()) throw new Error('the lesson stands still');
      measure();
    }
  });
  return sizes;
}

/** Whoever is asked something answers: what comes of it is told with the act. */
function predictAll(play: Play, viewers: ReadonlyMap<string, Viewer>): void {
  for (const viewer of viewers.values()) {
    if (viewer.kind !== 'participant') continue;
    const { participant } = viewer;
    const actor = { kind: 'seat', participant } as const;
    for (const { id, status, options, answers } of Object.values(play.state.room.questions)) {
      const [option] = options;
      if (status !== 'open' || answers[participant] !== undefined || option === undefined) continue;
      play.must({ type: 'AnswerQuestion', participant, question: id, option }, actor);
    }
    const asked = cardToPredict(play.state, participant, rules);
    const [choice] = asked === null ? [] : choicesOf(asked);
    if (asked === null || choice === undefined || pendingOf(play.state.room, participant) !== null) continue;
    play.must({ type: 'PredictAct', participant, card: asked.id, choice: choice.id }, actor);
  }
}

function seatEverybody(play: Play): Map<string, Viewer> {
  const viewers = new Map<string, Viewer>([
    ['teacher', { kind: 'teacher' }],
    ['projector', { kind: 'projector' }],
  ]);
  Object.keys(play.state.cluster.seats).forEach((seat, index) => {
    // As long as a real participant's id.
    const participant = `participant-${String(index).padStart(4, '0')}`;
    play.must({ type: 'AdmitParticipant', participant }, { kind: 'machinery' });
    play.must({ type: 'AssignSeat', participant, seat, part: 'player' }, { kind: 'teacher' });
    viewers.set(seat, { kind: 'participant', participant });
  });
  return viewers;
}

/** The story messages that events send or deliver; those sent are kept in `known`. */
function storiesIn(events: readonly SessionEvent[], known: Set<string>): string[] {
  const moved: string[] = [];
  for (const event of events) {
    if (event.type === 'MessageSent' && event.message.weight === 'story') known.add(event.message.id);
    if (event.type === 'MessageSent' && known.has(event.message.id)) moved.push(event.message.id);
    if (event.type === 'MessageDelivered' && known.has(event.message)) moved.push(event.message);
  }
  return moved;
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
