import { canonicalJson, fingerprintText } from '../../lib/kernel/canonical.ts';
import { compareStrings } from '../../lib/kernel/ordered.ts';
import type { SessionState } from '../../lib/session/state.ts';
import type { OwnView, SeatsView, SharedView } from '../../lib/session/view-for.ts';
import { VIEW_SECTIONS, type View, type Viewer } from '../../lib/session/view.ts';
import { HASH_EVERY_POSITIONS } from '../../lib/wire/limits.ts';
import type { ClosedBecause, RosterUpdate, ViewChange, ViewDelta } from '../../lib/wire/server-messages.ts';
import { diffViews } from '../../lib/wire/view-delta.ts';
import type { Clock, Play, RoomConnection } from './ports.ts';

/** A session at one position. */
export interface Place {
  readonly sessionId: string;
  readonly state: SessionState;
}

/** The part of the roster that the room knows and the audience does not. */
export type RoomNotice = Pick<RosterUpdate, 'names' | 'pace' | 'locked' | 'roomCode'>;

const SHARED = ['room', 'seats', 'people', 'strip'] as const satisfies readonly (keyof SharedView)[];
const SEATS = ['flow', 'objects', 'cards', 'knows'] as const satisfies readonly (keyof SeatsView)[];
const OWN = ['question', 'predictions', 'notices'] as const satisfies readonly (keyof OwnView)[];

/** What somebody was told last, beside what is told to all. */
interface Told {
  readonly seats: SeatsView;
  readonly own: OwnView;
}

/** The members of a change as JSON text, without the braces around each part. */
type ChangeText = Readonly<Record<keyof ViewChange, string>>;

/** What is seen from one standpoint, and how that differs from what was seen from there before. */
interface Outlook {
  readonly view: SeatsView;
  readonly changes: Map<SeatsView, ChangeText>;
}

/**
 * Who looks at a room, and what they have been told. The sections that all share are compared and written as text
 * once for everybody, what is seen from the same seats once for all who sit there; only a viewer's own sections are
 * made per viewer.
 */
export class Audience {
  readonly #play: Play;
  readonly #clock: Clock;
  readonly #openedAt: number;
  readonly #connections = new Map<string, RoomConnection>();
  readonly #told = new Map<string, Told>();
  readonly #leftAt = new Map<string, number>();
  #shared: { readonly state: SessionState; readonly view: SharedView; readonly members: string } | undefined;

  constructor(play: Play, clock: Clock) {
    this.#play = play;
    this.#clock = clock;
    this.#openedAt = clock.now();
  }

  /**
   * Lets a connection in and tells it where the room stands: by a delta from `since` when that is a place of the same
   * session, else by a snapshot.
   */
  add(connection: RoomConnection, now: Place, since: SessionState | undefined): void {
    this.#connections.set(connection.id, connection);
    this.#bring(connection, now, since);
  }

  /** Tells a connection again where the room stands. */
  bring(connectionId: string, now: Place, since: SessionState | undefined): void {
    const connection = this.#connections.get(connectionId);
    if (connection !== undefined) this.#bring(connection, now, since);
  }

  /** True when this was the viewer's last connection. */
  remove(connectionId: string): boolean {
    const connection = this.#connections.get(connectionId);
    if (connection === undefined) return false;
    this.#connections.delete(connectionId);
    const key = viewerKey(connection.viewer);
    if (this.#of(key).length > 0) return false;
    this.#told.delete(key);
    if (connection.viewer.kind === 'participant') {
      this.#leftAt.set(connection.viewer.participant, this.#clock.now());
    }
    return true;
  }

  get isEmpty(): boolean {
    return this.#connections.size === 0;
  }

  get teacherHere(): boolean {
    return this.#of('teacher').length > 0;
  }

  /** Participants with at least one connection, in a fixed order. */
  get here(): readonly string[] {
    const ids = new Set<string>();
    for (const { viewer } of this.#connections.values()) if (viewer.kind === 'participant') ids.add(viewer.participant);
    return [...ids].sort(compareStrings);
  }

  isHere(participant: string): boolean {
    return this.#of(`participant ${participant}`).length > 0;
  }

  /** For how long a participant who is not here has been away, in class milliseconds. */
  awayMillis(participant: string): number {
    return this.#clock.now() - (this.#leftAt.get(participant) ?? this.#openedAt);
  }

  /** Tells everybody what changed since `from`. */
  publish(now: Place, from: number): void {
    if (this.isEmpty) return;
    const before = this.#shared?.view;
    if (before === undefined) return this.restate(now);
    const shared = this.#sharedOf(now.state);
    const common = changeText(diffViews(before, shared.view, SHARED));
    const outlooks = new Map<string, Outlook>();
    for (const [key, connections] of this.#byViewer()) {
      const [{ viewer }] = connections;
      const told = this.#told.get(key);
      const outlook = this.#outlook(outlooks, now.state, viewer);
      const own = this.#play.ownView(now.state, viewer);
      const news = { seats: outlook.view, own };
      this.#told.set(key, news);
      if (told === undefined) {
        this.#send(connections, 'view.snapshot', this.#snapshotText(now, news));
        continue;
      }
      const changes = [common, changeFrom(outlook, told.seats), changeText(diffViews(told.own, own, OWN))];
      const hash = crossesHash(from, now.state.position) ? hashOf(viewOf(shared.view, news)) : undefined;
      this.#send(connections, 'view.delta', deltaText(now, from, changes, hash));
    }
  }

  /** Gives everybody the whole view: after a jump to another session. */
  restate(now: Place): void {
    const outlooks = new Map<string, Outlook>();
    for (const [key, connections] of this.#byViewer()) {
      const news = this.#tell(key, connections[0].viewer, now.state, outlooks);
      this.#send(connections, 'view.snapshot', this.#snapshotText(now, news));
    }
  }

  /** Who is here and how the room is set; the code only to those who show it to the class. */
  roster({ roomCode, ...notice }: RoomNotice): void {
    const common = membersOf({ ...notice, here: this.here, teacherHere: this.teacherHere });
    for (const connections of this.#byViewer().values()) {
      const { viewer } = connections[0];
      const me = viewer.kind === 'participant' ? viewer.participant : null;
      const own = viewer.kind === 'participant' || roomCode === undefined ? { me } : { me, roomCode };
      this.#send(connections, 'roster.update', objectText([common, membersOf(own)]));
    }
  }

  /** Tells everybody, or one participant, that the room is closed to them. All but `ended` ends the connection. */
  close(because: ClosedBecause, participant?: string): void {
    for (const connection of this.#connections.values()) {
      const { viewer } = connection;
      if (participant !== undefined && !(viewer.kind === 'participant' && viewer.participant === participant)) continue;
      connection.send('room.closed', JSON.stringify({ because }));
      if (because !== 'ended') connection.close();
    }
  }

  #bring(connection: RoomConnection, now: Place, since: SessionState | undefined): void {
    const { viewer } = connection;
    const news = this.#tell(viewerKey(viewer), viewer, now.state, new Map());
    if (since === undefined) {
      connection.send('view.snapshot', this.#snapshotText(now, news));
      return;
    }
    const seats = this.#play.seatsView(since, viewer);
    const then = viewOf(this.#play.sharedView(since), { seats, own: this.#play.ownView(since, viewer) });
    const view = viewOf(this.#sharedOf(now.state).view, news);
    const delta: ViewDelta = {
      sessionId: now.sessionId,
      from: since.position,
      to: now.state.position,
      ...diffViews(then, view, VIEW_SECTIONS),
      hash: hashOf(view),
    };
    connection.send('view.delta', JSON.stringify(delta));
  }

  /** What a viewer sees beside what all see; they count as told of it. */
  #tell(key: string, viewer: Viewer, state: SessionState, outlooks: Map<string, Outlook>): Told {
    const news = { seats: this.#outlook(outlooks, state, viewer).view, own: this.#play.ownView(state, viewer) };
    this.#told.set(key, news);
    return news;
  }

  #outlook(outlooks: Map<string, Outlook>, state: SessionState, viewer: Viewer): Outlook {
    const standpoint = this.#play.standpoint(state, viewer);
    const known = outlooks.get(standpoint);
    if (known !== undefined) return known;
    const made = { view: this.#play.seatsView(state, viewer), changes: new Map<SeatsView, ChangeText>() };
    outlooks.set(standpoint, made);
    return made;
  }

  #sharedOf(state: SessionState): { readonly view: SharedView; readonly members: string } {
    if (this.#shared?.state === state) return this.#shared;
    const view = this.#play.sharedView(state);
    this.#shared = { state, view, members: membersOf(view) };
    return this.#shared;
  }

  #snapshotText({ sessionId, state }: Place, news: Told): string {
    const shared = this.#sharedOf(state);
    const hash = hashOf(viewOf(shared.view, news));
    const view = objectText([shared.members, membersOf(news.seats), membersOf(news.own)]);
    return objectText([membersOf({ sessionId, position: state.position, hash }), `"view":${view}`]);
  }

  #byViewer(): Map<string, [RoomConnection, ...RoomConnection[]]> {
    const viewers = new Map<string, [RoomConnection, ...RoomConnection[]]>();
    for (const connection of this.#connections.values()) {
      const key = viewerKey(connection.viewer);
      const known = viewers.get(key);
      if (known === undefined) viewers.set(key, [connection]);
      else known.push(connection);
    }
    return viewers;
  }

  #of(key: string): RoomConnection[] {
    return [...this.#connections.values()].filter(({ viewer }) => viewerKey(viewer) === key);
  }

  #send(connections: readonly RoomConnection[], type: Parameters<RoomConnection['send']>[0], payload: string): void {
    for (const connection of connections) connection.send(type, payload);
  }
}

function viewOf(shared: SharedView, { seats, own }: Told): View {
  return { ...shared, ...seats, ...own };
}

const IN_ORDER = VIEW_SECTIONS.toSorted(compareStrings);
/** The canonical text of a section: one and the same for all who see it, so it is made once. */
const CANONICAL = new WeakMap<object, string>();

/** The fingerprint of a view. All are due at the same position, so what they share must not be written for each. */
function hashOf(view: View): string {
  const members = IN_ORDER.map((section) => {
    const known = CANONICAL.get(view[section]);
    const text = known ?? canonicalJson(view[section]);
    if (known === undefined) CANONICAL.set(view[section], text);
    return `${JSON.stringify(section)}:${text}`;
  });
  return fingerprintText(`{${members.join(',')}}`);
}

function viewerKey(viewer: Viewer): string {
  return viewer.kind === 'participant' ? `participant ${viewer.participant}` : viewer.kind;
}

function crossesHash(from: number, to: number): boolean {
  return Math.floor(to / HASH_EVERY_POSITIONS) > Math.floor(from / HASH_EVERY_POSITIONS);
}

function deltaText({ sessionId, state }: Place, from: number, changes: readonly ChangeText[], hash?: string): string {
  const head = membersOf({ sessionId, from, to: state.position, ...(hash !== undefined && { hash }) });
  const part = (name: keyof ViewChange): string => `"${name}":${objectText(changes.map((change) => change[name]))}`;
  return objectText([head, part('upsert'), part('patch'), part('remove')]);
}

/** Most who look from one standpoint were told the same before: their change is compared and written once. */
function changeFrom({ view, changes }: Outlook, told: SeatsView): ChangeText {
  const known = changes.get(told);
  if (known !== undefined) return known;
  const text = changeText(diffViews(told, view, SEATS));
  changes.set(told, text);
  return text;
}

function changeText({ upsert, patch, remove }: ViewChange): ChangeText {
  return { upsert: membersOf(upsert), patch: membersOf(patch), remove: membersOf(remove) };
}

/** The members of an object as JSON text, without the braces. */
function membersOf(record: object): string {
  return JSON.stringify(record).slice(1, -1);
}

function objectText(members: readonly string[]): string {
  return `{${members.filter((text) => text !== '').join(',')}}`;
}
