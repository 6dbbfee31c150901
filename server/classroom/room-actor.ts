import type { Text } from '../../lib/cluster/card.ts';
import { assert } from '../../lib/kernel/assert.ts';
import type { Actor } from '../../lib/session/commands.ts';
import type { SessionState } from '../../lib/session/state.ts';
import type { Acknowledgement } from '../../lib/wire/server-messages.ts';
import { Audience, type Place } from './audience.ts';
import { Autopilot, type MakeIntent } from './autopilot.ts';
import { Deadline } from './deadline.ts';
import type { EntryDraft } from './entry-codec.ts';
import { FrontDesk } from './front-desk.ts';
import {
  AnswerBook,
  answerOf,
  commandIdReused,
  type Intent,
  intentPrint,
  roomUnavailable,
  storageUnavailable,
} from './intent.ts';
import { type JournalOutcome, SessionJournal } from './journal.ts';
import { Mailbox } from './mailbox.ts';
import { beginSession, type BegunSession, forkSession, outcomeOf } from './new-session.ts';
import type { ClassroomRecord, RoomConnection, RoomPorts } from './ports.ts';
import { closedBecause, type RoomHooks, type RoomStatus } from './room-status.ts';
import { RecentStates, type Since } from './recent-states.ts';
import { EVICTION_MILLIS, type Pace, readSettings } from './settings.ts';

/** A batch of entries decided and not yet durable. */
interface Batch {
  readonly intents: readonly Intent[];
  readonly drafts: readonly EntryDraft[];
  readonly state: SessionState;
}

/** More than this is not decided before what was decided has been recorded and other commands had their turn. */
const BATCH_ENTRIES_MAX = 64;
const SETTLE_AGAIN_MILLIS = 2_000;

/**
 * One classroom: takes one command at a time, decides it, makes it durable, and only then shows and answers it.
 * Everything a person has seen is in the record.
 */
export class RoomActor {
  readonly desk: FrontDesk;
  readonly #ports: RoomPorts;
  readonly #hooks: RoomHooks;
  readonly #mailbox = new Mailbox();
  readonly #answers = new AnswerBook();
  readonly #recent = new RecentStates();
  readonly #audience: Audience;
  readonly #autopilot: Autopilot;
  readonly #idle: Deadline;
  #journal: SessionJournal;
  #state: SessionState;
  #status: RoomStatus = 'open';
  #closing = false;
  /** Decided, and nobody knows whether it is durable. */
  #unsettled: Batch | undefined;
  #lastCause: string | undefined;

  private constructor(
    ports: RoomPorts,
    hooks: RoomHooks,
    desk: FrontDesk,
    journal: SessionJournal,
    state: SessionState,
  ) {
    this.#ports = ports;
    this.#hooks = hooks;
    this.desk = desk;
    this.#journal = journal;
    this.#state = state;
    this.#recent.add(this.#place());
    this.#audience = new Audience(ports.play, ports.clock);
    const { settings, teacherId } = desk.classroom;
    this.#autopilot = new Autopilot({
      ...ports,
      presence: this.#audience,
      settings: readSettings(settings),
      solo: teacherId === null,
      submit: (make) => this.#submit(make),
    });
    this.#idle = new Deadline(ports.clock, () => hooks.idle());
  }

  /**
   * Takes over the classroom's current session: folds its record, begins it when it is new, and pauses it when it was
   * running. Throws when the store fails or the record does not fold.
   */
  static async open(ports: RoomPorts, classroom: ClassroomRecord, hooks: RoomHooks): Promise<RoomActor> {
    const { sessionId, lessonId, teacherId } = classroom;
    assert(sessionId !== null, `classroom ${classroom.id} has no session`);
    const desk = new FrontDesk(classroom, ports.records);
    await desk.readNames();
    const { journal, state } = await SessionJournal.open(ports, sessionId);
    const begun = state ?? (await beginSession(ports, journal, lessonId));
    const room = new RoomActor(ports, hooks, desk, journal, begun);
    const { mode, ended } = begun.room;
    if (state !== null && teacherId !== null && mode !== 'paused' && !ended) {
      const command = { type: 'SetMode', mode: 'paused', because: 'restart' } as const;
      await room.perform({ commandId: ports.newId(), actor: { kind: 'machinery' }, command });
    }
    if (ended && classroom.endedAt === null) await desk.end(sessionId);
    room.#sync();
    return room;
  }

  get status(): RoomStatus {
    return this.#status;
  }

  get sessionId(): string {
    return this.#journal.sessionId;
  }

  /** The adopted state: what is in the record and nothing else. */
  get state(): SessionState {
    return this.#state;
  }

  /** Takes a command its turn; resolves when the outcome is durable, or with why there is none. */
  perform(intent: Intent): Promise<Acknowledgement> {
    return this.#enqueue(() => this.#turn(() => intent));
  }

  /**
   * Takes the classroom back to before an entry: a new session begins with the state of then and the people of now.
   * Both records stay.
   */
  undo(commandId: string, actor: Actor, position?: number): Promise<Acknowledgement> {
    return this.#enqueue(() => this.#fork(commandId, actor, position));
  }

  /** Why the reference behaviour would act as it does on a card; undefined when the card is gone. */
  explain(card: string): Text | undefined {
    if (this.#status !== 'open' || this.#state.cluster.cards[card] === undefined) return undefined;
    return this.#guarded(() => this.#ports.play.advise(this.#state, card).because);
  }

  get pace(): Pace {
    return this.#autopilot.pace;
  }

  /** Sets the pace here and for every time the room is opened again. Throws when it cannot be kept. */
  async setPace(pace: Pace): Promise<void> {
    await this.desk.keepPace(pace);
    this.#autopilot.pace = pace;
    this.#sync();
    this.tellRoster();
  }

  connect(connection: RoomConnection, since?: Since): void {
    if (this.#status !== 'open') {
      connection.send('room.closed', JSON.stringify({ because: closedBecause(this.#status) }));
      connection.close();
      return;
    }
    this.#guarded(() => this.#audience.add(connection, this.#place(), this.#recent.find(since)));
    this.tellRoster();
    this.#sync();
  }

  /** A dropped connection: the person may come back; no seat is given up. */
  disconnect(connectionId: string): void {
    if (!this.#audience.remove(connectionId) || this.#status !== 'open') return;
    this.tellRoster();
    this.#sync();
  }

  /** Tells a connection again where the room stands. */
  bring(connectionId: string, since?: Since): void {
    this.#guarded(() => this.#audience.bring(connectionId, this.#place(), this.#recent.find(since)));
  }

  tellRoster(): void {
    this.#audience.roster({ ...this.desk.notice, pace: this.pace });
  }

  /** Ends the connections of one participant. */
  dismiss(participant: string, because: 'removed' | 'banned'): void {
    this.#audience.close(because, participant);
  }

  get isEmpty(): boolean {
    return this.#audience.isEmpty;
  }

  /** Finishes what is in the mailbox, keeps a snapshot and leaves the session to whoever opens it next. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#mailbox.settled();
    if (this.#status !== 'open') return;
    await this.#journal.keep(this.#state);
    this.#leave('closed');
  }

  #enqueue(task: () => Promise<Acknowledgement>): Promise<Acknowledgement> {
    if (this.#status !== 'open' || this.#closing) return Promise.resolve(roomUnavailable);
    return new Promise((resolve) => {
      const added = this.#mailbox.add(async () => resolve(await this.#safely(task)));
      if (!added) resolve(roomUnavailable);
    });
  }

  async #safely(task: () => Promise<Acknowledgement>): Promise<Acknowledgement> {
    if (this.#status !== 'open') return roomUnavailable;
    try {
      return await task();
    } catch (error) {
      this.#ports.logger.error({ sessionId: this.sessionId, error: String(error) }, 'the store failed');
      return storageUnavailable;
    }
  }

  #submit(make: MakeIntent): void {
    const commandId = this.#ports.newId();
    const causedBy = this.#lastCause;
    void this.#enqueue(() =>
      this.#turn((state) => {
        const made = make(state);
        return made === null ? null : { commandId, ...made, ...(causedBy !== undefined && { causedBy }) };
      }),
    );
  }

  async #turn(make: (state: SessionState) => Intent | null): Promise<Acknowledgement> {
    if (!(await this.#settled())) return this.#status === 'open' ? storageUnavailable : roomUnavailable;
    const intent = this.#guarded(() => make(this.#state));
    if (intent === undefined || intent === null) return roomUnavailable;
    const known = this.#answers.find(intent);
    if (known !== undefined) return known;
    const batch = this.#guarded(() => this.#decide(intent));
    if (batch === undefined) return roomUnavailable;
    const result = await this.#journal.append(batch.drafts);
    switch (result.outcome) {
      case 'ok':
        return this.#adopt(batch, intent);
      case 'duplicate':
        return this.#answerAgain(intent, result.commandId);
      default:
        return this.#answerUnwritten(batch, result);
    }
  }

  /** Decides a command and everything that follows from it without waiting. */
  #decide(intent: Intent): Batch {
    const { play, newId } = this.#ports;
    const intents: Intent[] = [];
    const drafts: EntryDraft[] = [];
    let state = this.#state;
    let next: Intent | null = intent;
    while (next !== null) {
      const decision = play.decide(state, next.command, next.actor);
      this.#autopilot.observe(next, decision.accepted);
      intents.push(next);
      drafts.push({ ...next, outcome: outcomeOf(decision) });
      state = decision.state;
      const follow = drafts.length < BATCH_ENTRIES_MAX ? this.#autopilot.atOnce(state) : null;
      next = follow === null ? null : { commandId: newId(), causedBy: intent.commandId, ...follow };
    }
    return { intents, drafts, state };
  }

  /** The batch is durable: shows it to everybody, then answers. */
  async #adopt(batch: Batch, intent?: Intent): Promise<Acknowledgement> {
    const from = this.#state.position;
    const ended = batch.state.room.ended && !this.#state.room.ended;
    this.#state = batch.state;
    this.#recent.add(this.#place());
    let first: Acknowledgement = roomUnavailable;
    batch.intents.forEach((done, index) => {
      const outcome = batch.drafts[index]?.outcome;
      if (outcome === undefined) return;
      const answer = answerOf({ position: from + index + 1, outcome });
      this.#answers.remember(done, answer);
      if (done === intent) first = answer;
    });
    const [cause] = batch.intents;
    if (cause !== undefined && cause.actor.kind !== 'machinery') this.#lastCause = cause.commandId;
    this.#guarded(() => this.#audience.publish(this.#place(), from));
    this.#sync();
    if (ended) await this.#end();
    else void this.#journal.snapshot(this.#state, from);
    return first;
  }

  async #end(): Promise<void> {
    await this.#journal.keep(this.#state);
    try {
      await this.desk.end(this.sessionId);
    } catch (error) {
      this.#ports.logger.error({ sessionId: this.sessionId, error: String(error) }, 'the classroom was not closed');
    }
    this.tellRoster();
    this.#audience.close('ended');
  }

  #answerUnwritten(batch: Batch, result: JournalOutcome): Acknowledgement {
    if (result.outcome === 'fenced') this.#leave('moved');
    if (result.outcome !== 'unreachable') return result.outcome === 'fenced' ? roomUnavailable : storageUnavailable;
    this.#unsettled = batch;
    this.#autopilot.stop();
    this.#settleLater();
    return storageUnavailable;
  }

  #settleLater(): void {
    this.#ports.clock.after(SETTLE_AGAIN_MILLIS, () => {
      void this.#enqueue(async () => {
        if (!(await this.#settled()) && this.#status === 'open') this.#settleLater();
        return roomUnavailable;
      });
    });
  }

  /** False while it is not known whether the last batch is in the record, and when the session is lost. */
  async #settled(): Promise<boolean> {
    const batch = this.#unsettled;
    if (batch === undefined) return true;
    const { outcome } = await this.#journal.settle();
    if (outcome === 'unreachable') return false;
    this.#unsettled = undefined;
    if (outcome === 'fenced') this.#leave('moved');
    else if (outcome === 'ok') await this.#adopt(batch);
    else this.#sync();
    return this.#status === 'open';
  }

  /** A command that the record already has: its first answer, unless the id was used for something else. */
  async #answerAgain(intent: Intent, commandId: string): Promise<Acknowledgement> {
    assert(commandId === intent.commandId, 'an id of our own was used twice');
    const entry = await this.#journal.find(commandId);
    if (entry === undefined) return storageUnavailable;
    const answer = intentPrint(entry) === intentPrint(intent) ? answerOf(entry) : commandIdReused;
    if (answer !== commandIdReused) this.#answers.remember(intent, answer);
    return answer;
  }

  async #fork(commandId: string, actor: Actor, before?: number): Promise<Acknowledgement> {
    if (!(await this.#settled())) return this.#status === 'open' ? storageUnavailable : roomUnavailable;
    const command = { type: 'ForkSession', parent: '', parentPosition: 0 } as const;
    const asked = { commandId, actor, command };
    const known = this.#answers.find(asked);
    if (known !== undefined) return known;
    if (this.#state.room.ended) return { ok: false, reason: 'SessionEnded', params: {} };
    const begun = await forkSession(this.#ports, this.desk.classroom, this.#place(), { commandId, actor, before });
    if (begun === null) return { ok: false, reason: 'NothingToUndo', params: {} };
    return this.#jump(begun, asked);
  }

  /** Goes on in another session: everybody gets the whole view. */
  #jump({ journal, state }: BegunSession, asked: Intent): Acknowledgement {
    this.#autopilot.stop();
    this.#journal = journal;
    this.#state = state;
    this.#lastCause = asked.commandId;
    this.#recent.add(this.#place());
    const answer: Acknowledgement = { ok: true, position: state.position };
    this.#answers.remember(asked, answer);
    this.#guarded(() => this.#audience.restate(this.#place()));
    this.#sync();
    return answer;
  }

  #sync(): void {
    if (this.#status !== 'open' || this.#unsettled !== undefined) return;
    this.#idle.keep(this.#audience.isEmpty, EVICTION_MILLIS);
    this.#guarded(() => this.#autopilot.sync(this.#state));
  }

  #place(): Place {
    return { sessionId: this.sessionId, state: this.#state };
  }

  /** Runs the rules; what they throw is a bug, and closes this room and no other. */
  #guarded<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      const trace = error instanceof Error ? error.stack : String(error);
      this.#ports.logger.error(
        { sessionId: this.sessionId, position: this.#state.position, trace },
        'room quarantined',
      );
      this.#leave('quarantined');
      return undefined;
    }
  }

  #leave(status: 'moved' | 'quarantined' | 'closed'): void {
    if (this.#status !== 'open') return;
    this.#status = status;
    this.#autopilot.stop();
    this.#idle.keep(false, 0);
    this.#audience.close(closedBecause(status));
    this.#hooks.gone(status);
  }
}
