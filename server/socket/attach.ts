import type { IncomingMessage, Server as HttpServer } from 'node:http';

import { Server, type Socket } from 'socket.io';
import type { z } from 'zod';

import { type ClientMessage, clientMessages, type ClientMessageType } from '../../lib/wire/client-messages.ts';
import { COMMANDS_BURST, COMMANDS_PER_SECOND } from '../../lib/wire/limits.ts';
import type { Acknowledgement, EdgeReason } from '../../lib/wire/server-messages.ts';
import type { Clock, Logger } from '../classroom/ports.ts';
import { type Answer, dispatch } from './dispatch.ts';
import { isOwnOrigin } from './origin.ts';
import { parsePayload } from './payload.ts';
import { refusalMessage } from './refusal-message.ts';
import { signOn, type SignedOn, type SignOnContext } from './sign-on.ts';
import { SocketConnection } from './socket-connection.ts';
import { TokenBucket } from './token-bucket.ts';

export const SOCKET_PATH = '/socket';

const PACKET_BYTES_MAX = 64 * 1024;
const HANDSHAKE_MILLIS_MAX = 10_000;
/** Tabs of one participant; the newest win. */
const CONNECTIONS_OF_PARTICIPANT_MAX = 3;

export interface SocketContext extends SignOnContext {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether a request came by one of the server's own names. */
  readonly admits: (request: IncomingMessage) => boolean;
}

/** Opens the door for live connections on an HTTP server. */
export function attachSocket(httpServer: HttpServer, context: SocketContext): Server {
  const io = new Server(httpServer, {
    path: SOCKET_PATH,
    serveClient: false,
    destroyUpgrade: false,
    transports: ['websocket', 'polling'],
    allowRequest: (request, decide) => decide(null, isOwnOrigin(request) && context.admits(request)),
    maxHttpBufferSize: PACKET_BYTES_MAX,
    connectTimeout: HANDSHAKE_MILLIS_MAX,
    perMessageDeflate: false,
    httpCompression: false,
  });
  const people = new WeakMap<Socket, SignedOn>();
  io.use((socket, next) => {
    const decide = async () => next(await admit(context, socket, people));
    void decide();
  });
  const tabs = new Map<string, SocketConnection[]>();
  io.on('connection', (socket) => {
    const person = people.get(socket);
    if (person === undefined) return void socket.disconnect(true);
    welcome(context, socket, person, tabs);
  });
  return io;
}

/** Undefined when the connection may stay, else the error it is told. */
async function admit(
  context: SocketContext,
  socket: Socket,
  people: WeakMap<Socket, SignedOn>,
): Promise<Error | undefined> {
  try {
    const result = await signOn(context, socket.handshake.auth, socket.handshake.headers);
    if (!result.ok) return refusal(result.reason);
    people.set(socket, result.person);
    return undefined;
  } catch (error) {
    context.logger.error({ error: String(error) }, 'a handshake failed');
    return refusal('RoomUnavailable');
  }
}

function refusal(reason: string): Error {
  return Object.assign(new Error(reason), { data: { reason } });
}

function welcome(
  context: SocketContext,
  socket: Socket,
  person: SignedOn,
  tabs: Map<string, SocketConnection[]>,
): void {
  const connection = new SocketConnection(socket, person.viewer);
  const bucket = new TokenBucket(COMMANDS_PER_SECOND, COMMANDS_BURST, () => context.clock.now());
  // The first request is not needed any more and would stay in memory as long as the connection.
  Reflect.deleteProperty(socket.conn, 'request');
  const forget = keepNewest(tabs, connection);
  socket.on('disconnect', () => {
    forget();
    person.room.disconnect(connection.id);
  });
  socket.onAny((type: unknown, ...parameters: unknown[]) => {
    void hear(context, { person, connectionId: connection.id, bucket }, type, parameters);
  });
  person.room.connect(connection, person.since);
}

/** Closes the oldest tab of a participant who opens one too many. The returned function forgets this one. */
function keepNewest(tabs: Map<string, SocketConnection[]>, connection: SocketConnection): () => void {
  const { viewer } = connection;
  if (viewer.kind !== 'participant') return () => {};
  const open = [...(tabs.get(viewer.participant) ?? []), connection];
  tabs.set(viewer.participant, open);
  if (open.length > CONNECTIONS_OF_PARTICIPANT_MAX) {
    open[0]?.send('room.closed', JSON.stringify({ because: 'replaced' }));
    open[0]?.close();
  }
  return () => {
    const rest = (tabs.get(viewer.participant) ?? []).filter((other) => other !== connection);
    if (rest.length === 0) tabs.delete(viewer.participant);
    else tabs.set(viewer.participant, rest);
  };
}

interface Speaker {
  readonly person: SignedOn;
  readonly connectionId: string;
  readonly bucket: TokenBucket;
}

/**
 * The one way in for every message: whatever arrives, it is answered when it can be answered, and nothing that a
 * client sends can throw.
 */
async function hear(
  context: SocketContext,
  speaker: Speaker,
  type: unknown,
  parameters: readonly unknown[],
): Promise<void> {
  const answer = await understand(context, speaker, type, parameters);
  const acknowledge = parameters.at(-1);
  if (typeof acknowledge !== 'function') return;
  acknowledge(answer.ok ? answer : { ...answer, message: refusalMessage(speaker.person.locale, answer) });
}

async function understand(
  { logger }: SocketContext,
  { person, connectionId, bucket }: Speaker,
  type: unknown,
  parameters: readonly unknown[],
): Promise<Answer> {
  if (!bucket.take()) return edge('RateLimited');
  if (!isMessageType(type)) return edge('UnknownMessage');
  const payloads = parameters.filter((parameter) => typeof parameter !== 'function');
  if (payloads.length > 1) return edge('Malformed');
  try {
    return await parseAndDispatch(type, payloads[0] ?? {}, { person, connectionId });
  } catch (error) {
    logger.error({ type, error: String(error) }, 'a message failed');
    return edge('StorageUnavailable');
  }
}

/** The same schemas, so typed that one chosen by its name still knows what it parses to. */
const schemas: { readonly [T in ClientMessageType]: z.ZodType<ClientMessage<T>> } = clientMessages;

async function parseAndDispatch<T extends ClientMessageType>(
  type: T,
  payload: unknown,
  { person, connectionId }: Omit<Speaker, 'bucket'>,
): Promise<Answer> {
  const parsed = parsePayload(schemas[type], payload);
  return parsed.ok ? dispatch(type, { person, connectionId, message: parsed.value }) : edge(parsed.reason);
}

function edge(reason: EdgeReason): Acknowledgement {
  return { ok: false, reason, params: {} };
}

function isMessageType(type: unknown): type is ClientMessageType {
  return typeof type === 'string' && Object.hasOwn(clientMessages, type);
}
