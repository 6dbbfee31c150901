import { fingerprint } from '../../../lib/kernel/canonical.ts';
import { rules } from '../../../lib/session/registry.ts';
import { viewFor } from '../../../lib/session/view-for.ts';
import type { JoinAnswer } from '../../../lib/wire/http.ts';
import { PROTOCOL_VERSION } from '../../../lib/wire/limits.ts';
import type { Acknowledgement } from '../../../lib/wire/server-messages.ts';
import { Dice } from './dice.ts';
import { FoldedRecord } from './folded-record.ts';
import { joinClassroom, openClassroom } from './http-calls.ts';
import { LiveClient } from './live-client.ts';
import type { ClassOptions } from './options.ts';
import { seatingPlan } from './seating.ts';
import { type Classmates, Student } from './student.ts';

const WAVE_MILLIS_MAX = 300_000;

/** A teacher and a whole class over real connections to one server. */
export class WholeClass implements Classmates {
  readonly teacher: LiveClient;
  readonly record: FoldedRecord;
  readonly students: readonly Student[];
  readonly #options: ClassOptions;

  private constructor(teacher: LiveClient, record: FoldedRecord, students: readonly Student[], options: ClassOptions) {
    this.teacher = teacher;
    this.record = record;
    this.students = students;
    this.#options = options;
  }

  /** Opens a classroom, lets everybody join by its code and sit down. */
  static async gather(url: string, cookie: string, options: ClassOptions): Promise<WholeClass> {
    const { classroom, roomCode } = await openClassroom(url, cookie, options.lesson);
    const identity = { kind: 'teacher', classroom, protocolVersion: PROTOCOL_VERSION } as const;
    const teacher = new LiveClient(url, identity, 'teacher', cookie);
    await teacher.until(() => teacher.view !== undefined, 'the teacher’s view');
    const record = new FoldedRecord(url, cookie, teacher.sessionId);
    const joined: JoinAnswer[] = [];
    for (let index = 0; index < options.students; index += 1) joined.push(await joinClassroom(url, roomCode));
    const students = joined.map(
      (me, index) => new Student(url, me, record, new Dice(options.seed * 1_000 + index), options.style),
    );
    const whole = new WholeClass(teacher, record, students, options);
    whole.#forbidTokens(joined.map(({ token }) => token));
    await whole.#sitDown();
    return whole;
  }

  /** Plays every required wave; stops early when one does not come to its end. */
  async play(): Promise<void> {
    must(await this.teacher.say('teach.pace', { pace: this.#options.pace }), 'teach.pace');
    const playing = this.students.map((student) => student.play(this));
    try {
      const waves = rules.lessons[this.#options.lesson]?.waves ?? [];
      for (const [wave, { optional }] of waves.entries()) {
        if (optional) continue;
        must(await this.teacher.say('teach.start', { wave }), 'teach.start');
        const done = (): boolean => this.#room?.wave === wave && this.#room.waveDone;
        await this.teacher.until(done, `the end of wave ${wave + 1}`, WAVE_MILLIS_MAX);
      }
    } finally {
      for (const student of this.students) student.stop();
      await Promise.all(playing);
    }
    must(await this.teacher.say('teach.end'), 'teach.end');
  }

  /** What does not agree between what everybody sees and what the record folds to. */
  async faults(): Promise<string[]> {
    await this.record.toEnd();
    const { state } = this.record;
    const everybody = [this.teacher, ...this.students.map(({ client }) => client)];
    const found = everybody.flatMap(({ faults }) => faults);
    for (const client of everybody) {
      await client.until(() => client.position >= state.position, 'the last entry', 10_000).catch(() => {});
    }
    if (fingerprint(this.teacher.view) !== fingerprint(viewFor(state, { kind: 'teacher' }, rules))) {
      found.push('the replayed state is not what the teacher sees');
    }
    for (const { id, client } of this.students) {
      const viewer = { kind: 'participant', participant: id } as const;
      if (fingerprint(client.view) !== fingerprint(viewFor(state, viewer, rules))) {
        found.push(`the replayed state is not what ${id} sees`);
      }
    }
    return found;
  }

  leave(): void {
    this.teacher.close();
    for (const { client } of this.students) client.close();
  }

  stillAnswering(position: number): boolean {
    return this.students.some(
      ({ client, cards, openQuestion, openPrediction }) =>
        client.position < position ||
        (cards.length === 0 && (openQuestion !== undefined || openPrediction !== undefined)),
    );
  }

  get #room() {
    return this.teacher.view?.room['room'];
  }

  /** Nobody may ever be sent a credential, not even their own. */
  #forbidTokens(tokens: readonly string[]): void {
    this.teacher.forbidden = tokens;
    for (const { client } of this.students) client.forbidden = tokens;
  }

  async #sitDown(): Promise<void> {
    await Promise.all(this.students.map(({ client }) => client.until(() => client.view !== undefined, 'a view')));
    await this.record.toEnd();
    for (const { student, seat, part } of seatingPlan(this.record.state, this.students.length)) {
      const sitting = this.students[student];
      if (sitting === undefined) continue;
      const answer =
        part === 'player'
          ? await sitting.client.say('seat.claim', { seat })
          : await this.teacher.say('teach.assign', { participant: sitting.id, seat, part });
      must(answer, `${seat} for ${sitting.id}`);
    }
  }
}

function must(answer: Acknowledgement, what: string): void {
  if (!answer.ok) throw new Error(`${what} was refused: ${answer.reason} ${JSON.stringify(answer.params)}`);
}
