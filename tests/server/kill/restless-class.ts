import { fingerprint } from '../../../lib/kernel/canonical.ts';
import type { JoinAnswer } from '../../../lib/wire/http.ts';
import { PROTOCOL_VERSION } from '../../../lib/wire/limits.ts';
import { FoldedRecord } from '../../../server/cli/class/folded-record.ts';
import { joinClassroom, openClassroom } from '../../../server/cli/class/http-calls.ts';
import { LiveClient } from '../../../server/cli/class/live-client.ts';
import { seatingPlan } from '../../../server/cli/class/seating.ts';

const STUDENTS = 6;
const PAUSE_MILLIS = 25;

interface Person {
  readonly me: JoinAnswer;
  readonly client: LiveClient;
}

/** A class that never stops acting and marking moments, whatever happens to its server, until it is told to hold. */
export class RestlessClass {
  readonly teacher: LiveClient;
  readonly record: FoldedRecord;
  readonly people: readonly Person[];
  readonly #url: string;
  readonly #classroom: string;
  readonly #cookie: string;
  #holding = true;
  #stopped = false;
  #busy = 0;
  #loops: Promise<void>[] = [];

  private constructor(made: {
    url: string;
    cookie: string;
    classroom: string;
    teacher: LiveClient;
    record: FoldedRecord;
    people: readonly Person[];
  }) {
    this.#url = made.url;
    this.#cookie = made.cookie;
    this.#classroom = made.classroom;
    this.teacher = made.teacher;
    this.record = made.record;
    this.people = made.people;
  }

  static async gather(url: string, cookie: string): Promise<RestlessClass> {
    const { classroom, roomCode } = await openClassroom(url, cookie, 'pod-creation');
    const teacher = new LiveClient(
      url,
      { kind: 'teacher', classroom, protocolVersion: PROTOCOL_VERSION },
      'teacher',
      cookie,
    );
    await teacher.until(() => teacher.view !== undefined, 'the view of the teacher');
    const record = new FoldedRecord(url, cookie, teacher.sessionId);
    const people: Person[] = [];
    for (let index = 0; index < STUDENTS; index += 1) {
      const me = await joinClassroom(url, roomCode);
      people.push({ me, client: participantClient(url, me, me.participant) });
    }
    await record.toEnd();
    for (const { student, seat } of seatingPlan(record.state, STUDENTS)) {
      await people[student]?.client.say('seat.claim', { seat });
    }
    await teacher.say('teach.pace', { pace: 'instant' });
    await teacher.say('teach.start', { wave: 0 });
    const restless = new RestlessClass({ url, cookie, classroom, teacher, record, people });
    restless.#loops = people.map((person) => restless.#live(person));
    return restless;
  }

  /** Everybody goes on; the teacher sees to it that the room runs and the next wave begins. */
  async goOn(): Promise<void> {
    await this.teacher.say('teach.mode', { mode: 'running' });
    const room = this.teacher.view?.room['room'];
    if (room?.waveDone === true && room.wave + 1 < room.waves)
      await this.teacher.say('teach.start', { wave: room.wave + 1 });
    this.#holding = false;
  }

  /** Resolves when everything that was said has been answered and everybody sees the end of the record. */
  async hold(): Promise<void> {
    this.#holding = true;
    while (this.#busy > 0) await pause();
    await this.record.toEnd();
    const head = this.record.state.position;
    for (const client of this.#clients) await client.until(() => client.position >= head, `position ${head}`);
  }

  /** Resolves when a number of commands more have been answered. */
  async untilAnswered(more: number): Promise<void> {
    const wanted = this.answers.length + more;
    while (this.answers.length < wanted) await pause();
  }

  /** Everything that anybody was told about a place in the record. */
  get answers(): { readonly commandId: string; readonly position: number; readonly ok: boolean }[] {
    return [
      ...this.people.map(({ me, client }) => ({ owner: me.participant, client })),
      { owner: 'teacher', client: this.teacher },
    ].flatMap(({ owner, client }) =>
      [...client.answered].map(([id, { ok, position = 0 }]) => ({ commandId: `${owner}/${id}`, position, ok })),
    );
  }

  /** The fingerprints of what each person sees, and of what a client sees that never saw anything before. */
  async views(): Promise<{ readonly kept: string[]; readonly fresh: string[] }> {
    const fresh = [
      new LiveClient(
        this.#url,
        { kind: 'teacher', classroom: this.#classroom, protocolVersion: PROTOCOL_VERSION },
        'fresh',
        this.#cookie,
      ),
      ...this.people.map(({ me }) => participantClient(this.#url, me, 'fresh')),
    ];
    const kept = this.#clients.map(({ view }) => fingerprint(view));
    for (const client of fresh) await client.until(() => client.view !== undefined, 'a fresh view');
    const seen = fresh.map(({ view }) => fingerprint(view));
    for (const client of fresh) client.close();
    return { kept, fresh: seen };
  }

  get faults(): string[] {
    return this.#clients.flatMap(({ faults }) => faults);
  }

  async leave(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#loops);
    for (const client of this.#clients) client.close();
  }

  get #clients(): LiveClient[] {
    return [this.teacher, ...this.people.map(({ client }) => client)];
  }

  async #live({ client }: Person): Promise<void> {
    while (!this.#stopped) {
      await pause();
      if (this.#holding) continue;
      this.#busy += 1;
      try {
        await this.#act(client);
      } finally {
        this.#busy -= 1;
      }
    }
  }

  async #act(client: LiveClient): Promise<void> {
    const card = Object.values(client.view?.cards ?? {})[0];
    if (card !== undefined && client.view?.room['room']?.mode === 'running') {
      await this.record.reach(client.position);
      const action = this.record.advise(card.id);
      if (action !== undefined) await client.say('command.submit', { seat: card.seat, action });
    } else {
      await client.say('moment.mark', { note: 'still here' });
    }
  }
}

function participantClient(url: string, { token }: JoinAnswer, name: string): LiveClient {
  return new LiveClient(url, { kind: 'participant', token, protocolVersion: PROTOCOL_VERSION }, name);
}

function pause(): Promise<void> {
  return new Promise((resume) => setTimeout(resume, PAUSE_MILLIS));
}
