import { createHash } from 'node:crypto';

import { expect } from 'vitest';

import type { SeatAction } from '../../lib/cluster/commands.ts';
import { present } from '../../lib/kernel/assert.ts';
import type { Entry, SessionCommand } from '../../lib/session/commands.ts';
import { rules } from '../../lib/session/registry.ts';
import type { Viewer } from '../../lib/session/view.ts';
import type { Acknowledgement } from '../../lib/wire/server-messages.ts';
import { decodeEntry } from '../../server/classroom/entry-codec.ts';
import { scopedCommandId } from '../../server/classroom/intent.ts';
import { playBy } from '../../server/classroom/play.ts';
import type { ClassroomRecord, Play, RoomPorts } from '../../server/classroom/ports.ts';
import type { Since } from '../../server/classroom/recent-states.ts';
import { RoomRegistry } from '../../server/classroom/registry.ts';
import type { RoomActor } from '../../server/classroom/room-actor.ts';
import type { EventLog } from '../../server/store/event-log.ts';
import { MemoryEventLog } from '../../server/store/memory-event-log.ts';
import { MemoryRecords } from './memory-records.ts';
import { TestClient } from './test-client.ts';
import { settled, VirtualClock } from './virtual-clock.ts';

export const CLASSROOM = 'classroom-1';

/** Bots that never act by themselves within a test, so that only what the test does happens. */
export const SLOW_BOTS = { thinkMillis: [3_600_000, 3_600_000], selfPause: false };
/** Bots that act at once, and idle time that takes none. */
export const FAST_BOTS = { thinkMillis: [0, 0], pace: 'instant', selfPause: false };

export interface HarnessOptions {
  readonly classroom?: Partial<ClassroomRecord>;
  readonly play?: Partial<Play>;
  /** Puts something between the room and the log. */
  readonly log?: (log: MemoryEventLog) => EventLog;
}

/** A classroom on virtual time, with everything it writes to at hand. */
export class Harness {
  readonly clock = new VirtualClock();
  readonly memory = new MemoryEventLog();
  readonly records = new MemoryRecords(this.memory);
  readonly errors: string[] = [];
  readonly ports: RoomPorts;
  registry: RoomRegistry;
  #ids = 0;

  private constructor({ play, log }: HarnessOptions) {
    this.ports = {
      log: log?.(this.memory) ?? this.memory,
      records: this.records,
      play: { ...playBy(rules), ...play },
      clock: this.clock,
      logger: { info: () => {}, warn: () => {}, error: (_fields, message) => this.errors.push(message) },
      hash: (text) => createHash('sha256').update(text).digest('hex'),
      newId: () => {
        this.#ids += 1;
        return `id-${this.#ids}`;
      },
      random: () => 0.5,
    };
    this.registry = new RoomRegistry(this.ports);
  }

  static async open(options: HarnessOptions = {}): Promise<Harness> {
    const harness = new Harness(options);
    await harness.records.addClassroom(CLASSROOM, { settings: SLOW_BOTS, ...options.classroom });
    return harness;
  }

  /** Forgets all rooms as a crash does: nothing is told to them. */
  restart(): void {
    this.registry = new RoomRegistry(this.ports);
  }

  async room(classroomId = CLASSROOM): Promise<RoomActor> {
    const opened = await this.registry.open(classroomId);
    if (!opened.ok) throw new Error(opened.reason);
    return opened.room;
  }

  async connect(viewer: Viewer, since?: Since, classroomId = CLASSROOM): Promise<TestClient> {
    const client = new TestClient(viewer);
    (await this.room(classroomId)).connect(client, since);
    return client;
  }

  teacher(since?: Since): Promise<TestClient> {
    return this.connect({ kind: 'teacher' }, since);
  }

  /** Lets a participant in, gives them a seat if one is named, and connects them. */
  async join(participant: string, seat?: string): Promise<TestClient> {
    this.records.addName(CLASSROOM, participant, `Name of ${participant}`);
    const admitted = await this.registry.admit(CLASSROOM, participant);
    expect(admitted.ok).toBe(true);
    if (seat !== undefined) {
      expect(await this.say({ type: 'AssignSeat', participant, seat, part: 'player' })).toMatchObject({ ok: true });
    }
    return this.connect({ kind: 'participant', participant });
  }

  /** The teacher's command. */
  async say(command: SessionCommand, commandId = this.ports.newId()): Promise<Acknowledgement> {
    const room = await this.room();
    return room.perform({ commandId: scopedCommandId('teacher', commandId), actor: { kind: 'teacher' }, command });
  }

  /** A participant's act in a seat. */
  async act(
    participant: string,
    seat: string,
    action: SeatAction,
    commandId = this.ports.newId(),
  ): Promise<Acknowledgement> {
    return (await this.room()).perform({
      commandId: scopedCommandId(participant, commandId),
      actor: { kind: 'seat', participant, seat },
      command: { type: 'Act', seat, action },
    });
  }

  /** What the reference behaviour would do about the oldest card on a seat's desk. */
  async advised(seat: string): Promise<SeatAction> {
    const { state } = await this.room();
    const card = Object.values(state.cluster.cards).find((dealt) => dealt.seat === seat);
    return this.ports.play.advise(state, present(card, `a card for ${seat}`).id).action;
  }

  async entries(sessionId?: string): Promise<Entry[]> {
    const id = sessionId ?? (await this.room()).sessionId;
    return (await this.memory.read(id, 0, Infinity)).map((line) => decodeEntry(id, line));
  }

  settled(): Promise<void> {
    return settled();
  }
}

/** An act that every user may always do. */
export const getPods: SeatAction = { type: 'GetPods' };
