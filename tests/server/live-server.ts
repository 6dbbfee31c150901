import { once } from 'node:events';
import type { Server } from 'node:http';

import { encode } from 'next-auth/jwt';
import { io as connect, type Socket } from 'socket.io-client';

import { rules } from '../../lib/session/registry.ts';
import { PROTOCOL_VERSION } from '../../lib/wire/limits.ts';
import type { ServerMessages } from '../../lib/wire/server-messages.ts';
import { CodeLimiter } from '../../server/auth/code-limiter.ts';
import { playBy } from '../../server/classroom/play.ts';
import { databaseRecords } from '../../server/classroom/records.ts';
import { RoomRegistry } from '../../server/classroom/registry.ts';
import type { HttpContext } from '../../server/http/context.ts';
import { createDoor, guardUpgrades, isAdmitted } from '../../server/http/door.ts';
import { randomFraction, sha256, systemClock } from '../../server/ops/sources.ts';
import { createClassroom, setCurrentSession } from '../../server/queries/classrooms.ts';
import { createParticipant } from '../../server/queries/participants.ts';
import { createSession } from '../../server/queries/sessions.ts';
import { newId } from '../../server/queries/sources.ts';
import { attachSocket, SOCKET_PATH } from '../../server/socket/attach.ts';
import { SqliteEventLog } from '../../server/store/sqlite-event-log.ts';
import { openTestDatabase, type TestDatabase } from './queries/open-test-database.ts';

const SECRET = 'a secret of the test server that is long enough';
const HOSTS = { names: ['localhost'], proxied: false };

type Answer = {
  readonly ok: boolean;
  readonly reason?: string;
  readonly position?: number;
  readonly because?: unknown;
};

/** A client and what it was told. */
export interface LiveClient {
  readonly socket: Socket;
  readonly told: { readonly [T in keyof ServerMessages]: ServerMessages[T][] };
  say(type: string, payload?: unknown): Promise<Answer>;
  /** Resolves when the connection is over. */
  readonly over: Promise<void>;
}

/** The whole server but for the pages, on a free port, with a database of its own. */
export class LiveServer {
  readonly #server: Server;
  readonly #clients: Socket[] = [];
  readonly #stop: () => Promise<void>;
  readonly database: TestDatabase;
  readonly registry: RoomRegistry;
  readonly errors: string[];
  readonly url: string;

  private constructor(made: {
    server: Server;
    database: TestDatabase;
    registry: RoomRegistry;
    errors: string[];
    url: string;
    stop: () => Promise<void>;
  }) {
    this.#server = made.server;
    this.#stop = made.stop;
    this.database = made.database;
    this.registry = made.registry;
    this.errors = made.errors;
    this.url = made.url;
  }

  static async start(): Promise<LiveServer> {
    const database = await openTestDatabase();
    const log = await SqliteEventLog.open(database.path);
    const errors: string[] = [];
    const logger = {
      info: () => {},
      warn: () => {},
      error: (_fields: object, message: string) => errors.push(message),
    };
    const play = playBy(rules);
    const { client, sources } = database;
    const registry = new RoomRegistry({
      log,
      records: databaseRecords(client, sources, SECRET),
      play,
      clock: systemClock,
      logger,
      hash: sha256,
      newId: () => newId(sources),
      random: randomFraction,
    });
    const context: HttpContext = {
      database: client,
      sources,
      secret: SECRET,
      registry,
      play,
      clock: systemClock,
      logger,
      codes: new CodeLimiter(async () => {}),
      addressOf: (request) => request.socket.remoteAddress ?? '',
    };
    const pages = async (_request: unknown, response: { end(text: string): void }) => response.end('a page');
    const server = createDoor({ context, hosts: HOSTS, pages, development: false });
    const io = attachSocket(server, { ...context, admits: (request) => isAdmitted(request, HOSTS) });
    guardUpgrades(server, HOSTS, { socketPath: SOCKET_PATH, pages: undefined });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const stop = async () => {
      await registry.close();
      await io.close();
      await log.close();
      await database.dispose();
    };
    return new LiveServer({ server, database, registry, errors, url: `http://127.0.0.1:${port}`, stop });
  }

  async stop(): Promise<void> {
    for (const socket of this.#clients) socket.disconnect();
    await this.#stop();
    this.#server.closeAllConnections();
  }

  /** A classroom of the test teacher, in which nothing happens by itself. */
  async classroom(teacherId = this.database.teacherId): Promise<{ readonly id: string; readonly roomCode: string }> {
    const { client, sources } = this.database;
    const settings = { thinkMillis: [3_600_000, 3_600_000] };
    const made = { teacherId, title: 'Class', locale: 'en' as const, lessonId: 'pod-creation', settings };
    const { id, roomCode } = await createClassroom(client, sources, SECRET, made);
    const session = await createSession(client, sources, { classroomId: id, lessonId: 'pod-creation', solo: false });
    await setCurrentSession(client, id, session.id);
    return { id, roomCode: roomCode ?? '' };
  }

  async participant(classroomId: string): Promise<{ readonly id: string; readonly token: string }> {
    const { client, sources } = this.database;
    const made = await createParticipant(client, sources, classroomId, 'en');
    await this.registry.admit(classroomId, made.id);
    return made;
  }

  async teacherCookie(teacherId = this.database.teacherId): Promise<string> {
    return `next-auth.session-token=${await encode({ token: { sub: teacherId }, secret: SECRET })}`;
  }

  /** Opens a connection and waits until it is welcomed; rejects with the reason when it is refused. */
  async connect(
    auth: Readonly<Record<string, unknown>>,
    options: { readonly transports?: string[]; readonly headers?: Record<string, string> } = {},
  ): Promise<LiveClient> {
    const socket = connect(this.url, {
      path: SOCKET_PATH,
      auth: { protocolVersion: PROTOCOL_VERSION, ...auth },
      transports: options.transports ?? ['websocket'],
      reconnection: false,
      forceNew: true,
      ...(options.headers !== undefined && { extraHeaders: options.headers }),
    });
    this.#clients.push(socket);
    const told: LiveClient['told'] = { 'view.snapshot': [], 'view.delta': [], 'roster.update': [], 'room.closed': [] };
    socket.on('view.snapshot', (message: ServerMessages['view.snapshot']) => told['view.snapshot'].push(message));
    socket.on('view.delta', (message: ServerMessages['view.delta']) => told['view.delta'].push(message));
    socket.on('roster.update', (message: ServerMessages['roster.update']) => told['roster.update'].push(message));
    socket.on('room.closed', (message: ServerMessages['room.closed']) => told['room.closed'].push(message));
    const over = new Promise<void>((resolve) => {
      socket.once('disconnect', () => resolve());
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('view.snapshot', () => resolve());
      socket.once('connect_error', (error) => {
        socket.disconnect();
        reject(new Error(reasonOf(error)));
      });
    });
    const say = (type: string, payload?: unknown): Promise<Answer> => socket.timeout(5_000).emitWithAck(type, payload);
    return { socket, told, say, over };
  }

  async asParticipant(token: string, transports?: string[]): Promise<LiveClient> {
    return this.connect({ kind: 'participant', token }, transports === undefined ? {} : { transports });
  }

  async asTeacher(classroom: string): Promise<LiveClient> {
    const headers = { cookie: await this.teacherCookie(), origin: this.url };
    return this.connect({ kind: 'teacher', classroom }, { headers });
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }
}

function reasonOf(error: Error): string {
  const data: unknown = Reflect.get(error, 'data');
  const reason: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'reason') : undefined;
  return typeof reason === 'string' ? reason : error.message;
}
