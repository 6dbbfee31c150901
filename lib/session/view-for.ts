import type { CardView } from '../cluster/card.ts';
import { isDark, troubleOf } from '../cluster/faults.ts';
import { asNode, asPod, cacheOf, listObjects, NODE_PREFIX, POD_PREFIX, type Stored } from '../cluster/objects.ts';
import { APISERVER, ETCD, type SeatId } from '../cluster/seats.ts';
import type { ClusterState } from '../cluster/state.ts';
import { podStatusText, printPod } from '../kubernetes/printers/pod-row.ts';
import type { JsonValue } from '../kernel/json.ts';
import type { Node } from '../kubernetes/types/node.ts';
import type { Pod } from '../kubernetes/types/pod.ts';
import { waitingCards } from './idle.ts';
import { predictionLines } from './prediction-lines.ts';
import type { SessionRules } from './rules.ts';
import type { RoomQuestion, SessionState } from './state.ts';
import type { FlowLine, NoticeLine, ObjectLine, PersonLine, QuestionLine, RoomLine, SeatLine, View, Eyes } from './view.ts';

/** What everybody sees: the same for all viewers of one state, so it is made once. */
export type SharedView = Pick<View, 'room' | 'seats' | 'people' | 'strip'>;

/** What only this viewer sees. */
export type PrivateView = Pick<View, 'question' | 'predictions' | 'flow' | 'objects' | 'cards' | 'knows' | 'notices'>;

/** The view of one viewer. Pure: live play, replay and tests make it by the same function. */
export function viewFor(state: SessionState, viewer: Eyes, rules: SessionRules): View {
  return { ...sharedView(state, rules), ...privateView(state, viewer, rules) };
}

export function sharedView(state: SessionState, rules: SessionRules): SharedView {
  return {
    room: roomLine(state, rules),
    seats: seatLines(state),
    people: personLines(state),
    strip: Object.fromEntries(state.board.rows.map((row) => [row.id, row])),
  };
}

export function privateView(state: SessionState, viewer: Eyes, rules: SessionRules): PrivateView {
  return {
    question: questionLines(state, viewer),
    predictions: predictionLines(state, viewer, rules),
    flow: flowLines(state, viewer),
    objects: objectLines(visibleObjects(state, viewer)),
    cards: cardViews(state, viewer, rules),
    knows: knowledge(state, viewer, rules),
    notices: noticeLines(state, viewer),
  };
}

function roomLine(state: SessionState, rules: SessionRules): View['room'] {
  const { room, cluster } = state;
  const { lesson, wave, waveDone, goalReached, mode, ended } = room;
  const waves = rules.lessons[lesson]?.waves.length ?? 0;
  const waitingFor = waitingCards(state)[0]?.seat ?? null;
  const line = { lesson, wave, waves, waveDone, goalReached, mode, ended, clock: cluster.now, waitingFor };
  return { room: { ...line, ...troubleLine(cluster) } };
}

function troubleLine(cluster: ClusterState): Pick<RoomLine, 'trouble'> {
  const { lost: _lost, ...trouble } = troubleOf(cluster);
  const { off, cut, frozen, registryDown, membersLost } = trouble;
  const whole = off.length + cut.length + frozen.length + membersLost === 0 && !registryDown;
  return whole ? {} : { trouble };
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
      ...(isDark(state.cluster, seatHere) && { dark: true }),
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
function flowLines(state: SessionState, viewer: Eyes): Record<string, FlowLine> {
  const lines: Record<string, FlowLine> = {};
  const seats = seesEverything(viewer) ? null : viewersSeats(state, viewer);
  for (const { message, underway } of state.board.flow) {
    if (seats !== null && !seats.includes(message.from) && !seats.includes(message.to)) continue;
    const { id, from, to, kind, verb, path, weight, status, inReplyTo, causedBy, sentAt, body } = message;
    const type = typeof body === 'object' && body !== null && 'type' in body ? String(body.type) : undefined;
    lines[id] = {
      id,
      from,
      to,
      kind,
      verb: type ?? verb,
      // A watch's own query is noise on the wall.
      path: kind === 'watch' ? (path.split('?')[0] ?? path) : path,
      weight,
      underway,
      sentAt,
      ...(status !== undefined && { status }),
      ...(inReplyTo !== undefined && { inReplyTo }),
      ...(causedBy !== undefined && { causedBy }),
    };
  }
  return lines;
}

/** A participant sees what their seats' own watches hold; etcd and the apiserver hold everything. */
function visibleObjects(state: SessionState, viewer: Eyes): Stored[] {
  const all = (revision?: number): Stored[] =>
    [POD_PREFIX, NODE_PREFIX].flatMap((prefix) => listObjects(state.cluster, prefix, revision));
  if (seesEverything(viewer)) return all();
  return viewersSeats(state, viewer).flatMap((seat) => {
    if (seat === ETCD) return all();
    if (seat === APISERVER) return all(state.cluster.apiserver.cacheRevision);
    return ['pods', 'nodes'].flatMap((resource) => cacheOf(state.cluster, seat, resource));
  });
}

/** The map shows the things that lessons are about. */
function objectLines(objects: readonly Stored[]): Record<string, ObjectLine> {
  const lines: Record<string, ObjectLine> = {};
  for (const { key, object } of objects) {
    const line = key.startsWith(POD_PREFIX) ? podLine(asPod(object)) : nodeLine(asNode(object));
    lines[[line.resource, line.namespace, line.name].filter((part) => part !== undefined).join('/')] = line;
  }
  return lines;
}

function podLine(pod: Pod): ObjectLine {
  const { namespace = 'default', name = '', resourceVersion = '' } = pod.metadata;
  const [, ready = ''] = printPod(pod, { now: 0, wide: false }).cells;
  return {
    resource: 'pods',
    namespace,
    name,
    status: podStatusText(pod),
    resourceVersion,
    ...(pod.spec?.nodeName && { node: pod.spec.nodeName }),
    detail: [
      { label: { key: 'fact.ready' }, value: String(ready) },
      { label: { key: 'fact.ip' }, value: pod.status?.podIP ?? '—' },
    ],
  };
}

function nodeLine(node: Node): ObjectLine {
  const { name = '', resourceVersion = '' } = node.metadata;
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  const taints = (node.spec?.taints ?? []).map(({ key, value, effect }) => `${key}=${value ?? ''}:${effect}`);
  return {
    resource: 'nodes',
    name,
    status: ready === 'True' ? 'Ready' : 'NotReady',
    resourceVersion,
    detail: [
      { label: { key: 'fact.cpu' }, value: node.status?.allocatable?.['cpu'] ?? '—' },
      { label: { key: 'fact.taints' }, value: taints.join(', ') || '—' },
    ],
  };
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

function cardViews(state: SessionState, viewer: Eyes, rules: SessionRules): Record<string, CardView> {
  const seats = viewersSeats(state, viewer);
  const views: Record<string, CardView> = {};
  for (const card of Object.values(state.cluster.cards)) {
    const component = state.cluster.seats[card.seat]?.component;
    if (component === undefined || !seats.includes(card.seat)) continue;
    views[card.id] = rules.components[component].show(state.cluster, card);
  }
  return views;
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
