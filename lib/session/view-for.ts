import { isDark, troubleOf } from '../cluster/faults.ts';
import { cacheOf, listObjects, type Stored } from '../cluster/objects.ts';
import { APISERVER, ETCD, type SeatId } from '../cluster/seats.ts';
import { connectionsOf } from '../cluster/services.ts';
import type { Message } from '../cluster/message.ts';
import type { ClusterState } from '../cluster/state.ts';
import { etcdPrefixOf } from '../kubernetes/resources-table.ts';
import type { JsonValue } from '../kernel/json.ts';
import { cardLine } from './card-lines.ts';
import { flowLines } from './flow-lines.ts';
import { waitingCards } from './idle.ts';
import { connectionLines, objectLines, SHOWN_RESOURCES } from './object-lines.ts';
import { predictionLines } from './prediction-lines.ts';
import type { SessionRules } from './rules.ts';
import type { RoomQuestion, SessionState } from './state.ts';
import type { CardLine, NoticeLine, PersonLine, QuestionLine, RoomLine, SeatLine, View, Eyes } from './view.ts';

/** What everybody sees: the same for all viewers of one state, so it is made once. */
export type SharedView = Pick<View, 'room' | 'seats' | 'people' | 'strip'>;

/** What is seen from some seats: the same for all who sit there, see `standpoint`. */
export type SeatsView = Pick<View, 'flow' | 'objects' | 'cards' | 'knows'>;

/** What only this viewer sees. */
export type OwnView = Pick<View, 'question' | 'predictions' | 'notices'>;

/** The view of one viewer. Pure: live play, replay and tests make it by the same function. */
export function viewFor(state: SessionState, viewer: Eyes, rules: SessionRules): View {
  return { ...sharedView(state, rules), ...seatsView(state, viewer, rules), ...ownView(state, viewer, rules) };
}

export function sharedView(state: SessionState, rules: SessionRules): SharedView {
  return {
    room: roomLine(state, rules),
    seats: seatLines(state),
    people: personLines(state),
    strip: Object.fromEntries(state.board.rows.map(({ id, pod, lit, early }) => [id, { id, pod, lit, early }])),
  };
}

/** Where somebody looks from: viewers with the same standpoint have the same `seatsView` of a state. */
export function standpoint(state: SessionState, viewer: Eyes): string {
  return seesEverything(viewer) ? viewer.kind : `seats ${viewersSeats(state, viewer).join(' ')}`;
}

export function seatsView(state: SessionState, viewer: Eyes, rules: SessionRules): SeatsView {
  return {
    flow: flowLines(visibleMessages(state, viewer), state.cluster.wire),
    objects: { ...objectLines(visibleObjects(state, viewer)), ...visibleConnections(state, viewer) },
    cards: cardViews(state, viewer, rules),
    knows: knowledge(state, viewer, rules),
  };
}

export function ownView(state: SessionState, viewer: Eyes, rules: SessionRules): OwnView {
  return {
    question: questionLines(state, viewer),
    predictions: predictionLines(state, viewer, rules),
    notices: noticeLines(state, viewer),
  };
}

function roomLine(state: SessionState, rules: SessionRules): View['room'] {
  const { room, cluster } = state;
  const { lesson, wave, waveDone, goalReached, mode, ended } = room;
  const told = rules.lessons[lesson]?.waves ?? [];
  const waves = told.length;
  const waveId = told[wave]?.id ?? null;
  const waitingFor = waitingCards(state)[0]?.seat ?? null;
  const line = { lesson, wave, waves, waveId, waveDone, goalReached, mode, ended, clock: cluster.now, waitingFor };
  return { room: { ...line, trouble: troubleLine(cluster) } };
}

function troubleLine(cluster: ClusterState): RoomLine['trouble'] {
  const { lost: _lost, ...trouble } = troubleOf(cluster);
  const { off, cut, frozen, registryDown, membersLost } = trouble;
  const whole = off.length + cut.length + frozen.length + membersLost === 0 && !registryDown;
  return whole ? null : trouble;
}

function seatLines(state: SessionState): Record<string, SeatLine> {
  const lines: Record<string, SeatLine> = {};
  const cards = Object.values(state.cluster.cards);
  for (const seatHere of Object.values(state.cluster.seats)) {
    const { id, component, node } = seatHere;
    const here = state.room.assignments.filter(({ seat }) => seat === id);
    const desk = cards.filter(({ seat }) => seat === id);
    lines[id] = {
      seat: id,
      component,
      ...(node !== undefined && { node }),
      player: here.find(({ part }) => part === 'player')?.participant ?? null,
      partners: here.filter(({ part }) => part === 'partner').map(({ participant }) => participant),
      desk: desk.length,
      blocking: desk.some(({ blocking }) => blocking),
      dark: isDark(state.cluster, seatHere),
    };
  }
  return lines;
}

function personLines(state: SessionState): Record<string, PersonLine> {
  const lines: Record<string, PersonLine> = {};
  for (const { id, removed } of Object.values(state.room.participants)) {
    if (removed) continue;
    const seats = state.room.assignments
      .filter(({ participant }) => participant === id)
      .map(({ seat, part }) => ({ seat, part }));
    lines[id] = { participant: id, seats };
  }
  return lines;
}

/** A participant sees what was said to and by their own seats; the teacher and the projector see everything. */
function visibleMessages(state: SessionState, viewer: Eyes): Message[] {
  const messages = state.board.flow.map(({ message }) => message);
  if (seesEverything(viewer)) return messages;
  const seats = viewersSeats(state, viewer);
  // The packets of a connection run between pods; whoever opened it sees where they go.
  const opened = connectionsOf(state.cluster).recent.flatMap(({ id, seat }) => (seats.includes(seat) ? [id] : []));
  return messages.filter(
    ({ from, to, about = '' }) => seats.includes(from) || seats.includes(to) || opened.includes(about),
  );
}

/** A participant sees what their seats' own watches hold; etcd and the apiserver hold everything. */
function visibleObjects(state: SessionState, viewer: Eyes): Stored[] {
  const all = (revision?: number): Stored[] =>
    SHOWN_RESOURCES.flatMap((resource) => listObjects(state.cluster, etcdPrefixOf(resource), revision));
  if (seesEverything(viewer)) return all();
  return viewersSeats(state, viewer).flatMap((seat) => {
    if (seat === ETCD) return all();
    if (seat === APISERVER) return all(state.cluster.apiserver.cacheRevision);
    return SHOWN_RESOURCES.flatMap((resource) => cacheOf(state.cluster, seat, resource));
  });
}

/** Who opened a connection sees it; the teacher and the projector see all. */
function visibleConnections(state: SessionState, viewer: Eyes): View['objects'] {
  const opens = viewersSeats(state, viewer).some((seat) => state.cluster.seats[seat]?.component === 'user');
  return opens || seesEverything(viewer) ? connectionLines(state.cluster) : {};
}

function seesEverything({ kind }: Eyes): boolean {
  return kind === 'teacher' || kind === 'projector';
}

function viewersSeats(state: SessionState, viewer: Eyes): readonly SeatId[] {
  if (viewer.kind === 'teacher') return Object.keys(state.cluster.seats);
  if (viewer.kind === 'projector') return [];
  if (viewer.kind === 'seat') return [viewer.seat];
  return state.room.assignments
    .filter(({ participant, part }) => participant === viewer.participant && part !== 'observer')
    .map(({ seat }) => seat);
}

function cardViews(state: SessionState, viewer: Eyes, rules: SessionRules): View['cards'] {
  const seats = viewersSeats(state, viewer);
  const lines: Record<string, CardLine> = {};
  for (const card of Object.values(state.cluster.cards)) {
    const component = state.cluster.seats[card.seat]?.component;
    if (component === undefined || !seats.includes(card.seat)) continue;
    lines[card.id] = cardLine(rules.components[component].show(state.cluster, card));
  }
  return lines;
}

function knowledge(state: SessionState, viewer: Eyes, rules: SessionRules): Record<string, JsonValue> {
  const known: Record<string, JsonValue> = {};
  if (seesEverything(viewer)) return known;
  for (const id of viewersSeats(state, viewer)) {
    const seat = state.cluster.seats[id];
    if (seat === undefined) continue;
    for (const [topic, facts] of Object.entries(rules.components[seat.component].knows(state.cluster, seat))) {
      known[`${id}/${topic}`] = facts;
    }
  }
  return known;
}

function questionLines(state: SessionState, viewer: Eyes): Record<string, QuestionLine> {
  const lines: Record<string, QuestionLine> = {};
  for (const question of Object.values(state.room.questions)) lines[question.id] = questionLine(question, viewer);
  return lines;
}

function questionLine(question: RoomQuestion, viewer: Eyes): QuestionLine {
  const mine = viewer.kind === 'participant' ? question.answers[viewer.participant] : undefined;
  const answered = Object.keys(question.answers).length;
  const base: QuestionLine = {
    id: question.id,
    status: question.status,
    options: question.options,
    answered,
    ...(mine !== undefined && { mine }),
  };
  if (question.status === 'open') return base;
  const tally: Record<string, number> = {};
  for (const option of Object.values(question.answers)) tally[option] = (tally[option] ?? 0) + 1;
  return { ...base, tally, ...(question.answer !== undefined && { answer: question.answer }) };
}

function noticeLines(state: SessionState, viewer: Eyes): Record<string, NoticeLine> {
  const lines: Record<string, NoticeLine> = {};
  const seats = viewersSeats(state, viewer);
  const hidden = state.room.mistakesShown === 'debrief' && !state.room.ended;
  state.board.notices.forEach(({ participant, ...notice }) => {
    const theirs = viewer.kind === 'participant' && participant === viewer.participant;
    const allowed =
      viewer.kind === 'teacher' ||
      theirs ||
      (viewer.kind === 'participant' && participant === undefined && seats.includes(notice.seat));
    if (!allowed || (viewer.kind !== 'teacher' && hidden && notice.kind === 'mistake')) return;
    lines[`${notice.position}-${notice.kind}-${notice.reason}`] = notice;
  });
  return lines;
}
