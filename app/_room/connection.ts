import { io, type Socket } from 'socket.io-client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Text } from '../../lib/cluster/card.ts';
import type { ClientMessage, ClientMessageType } from '../../lib/wire/client-messages.ts';
import { PROTOCOL_VERSION } from '../../lib/wire/limits.ts';
import type { Acknowledgement, ServerMessages } from '../../lib/wire/server-messages.ts';
import { newCommandId } from './command-id.ts';
import {
  type Closed,
  type Need,
  newRoomState,
  receiveDelta,
  type Received,
  receiveSnapshot,
  reconnected,
  type RoomState,
} from './room-state.ts';

/** Who this page is to the server. A teacher's sign-in goes along as a cookie. */
export type Credentials =
  | { readonly kind: 'participant'; readonly token: string }
  | { readonly kind: 'teacher'; readonly classroom: string }
  | { readonly kind: 'projector'; readonly token: string };

/** What came of a message: the server's answer, or that none came. */
export type Answer =
  | (Extract<Acknowledgement, { ok: true }> & { readonly because?: Text })
  | Extract<Acknowledgement, { ok: false }>
  | { readonly ok: false; readonly reason: 'Offline' | 'NoAnswer'; readonly params: Readonly<Record<string, never>> };

/** A message without its id: the connection gives one and keeps it over retries. */
export type Draft<T extends ClientMessageType> = Omit<ClientMessage<T>, 'commandId'>;

export type Send = <T extends ClientMessageType>(type: T, draft: Draft<T>) => Promise<Answer>;

export interface RoomConnection {
  readonly store: StoreApi<RoomState>;
  readonly send: Send;
  /** Connects again after a final refusal, such as another tab that took over. */
  readonly retry: () => void;
  readonly close: () => void;
}

const ANSWER_MILLIS_MAX = 5_000;
const TRIES_MAX = 3;
const ROOM_RETRY_MILLIS = 3_000;
const AWAKE_ANSWER_MILLIS_MAX = 3_000;

/** Refusals of the handshake that no waiting will mend. Whatever is not listed is tried again. */
const FINAL_REFUSALS: Readonly<Record<string, Closed>> = {
  Malformed: 'outdated',
  TooLarge: 'outdated',
  ProtocolVersion: 'outdated',
  Unauthenticated: 'unknown',
  NotPermitted: 'unknown',
  Removed: 'removed',
  Banned: 'banned',
  RoomQuarantined: 'quarantined',
};

/** Opens the page's one connection to its room; the store follows whatever the server tells. */
export function connectRoom(credentials: Credentials): RoomConnection {
  const store = createStore<RoomState>(() => newRoomState);
  const socket = io({
    path: '/socket',
    auth: (give) => give({ ...credentials, protocolVersion: PROTOCOL_VERSION, ...sinceOf(store.getState()) }),
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
  });
  const stopHearing = hear(socket, store);
  const stopWatching = watchDevice(socket, store);
  return {
    store,
    send: (type, draft) => deliver(socket, type, { ...draft, ...idFor(type) }),
    retry: () => {
      store.setState({ closed: null, status: 'connecting' });
      socket.connect();
    },
    close: () => {
      stopHearing();
      stopWatching();
      socket.disconnect();
    },
  };
}

function sinceOf({ sessionId, position }: RoomState): object {
  return sessionId === null ? {} : { since: { sessionId, position } };
}

/** These carry no id: they are harmless twice. */
const UNNUMBERED: readonly ClientMessageType[] = [
  'view.request',
  'teach.pace',
  'teach.lock',
  'teach.rotate-code',
  'teach.rename',
];

function idFor(type: ClientMessageType): object {
  return UNNUMBERED.includes(type) ? {} : { commandId: newCommandId() };
}

/** Sends until it is answered, always with the same id; gives up after a few silences. */
async function deliver(socket: Socket, type: ClientMessageType, message: object): Promise<Answer> {
  for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
    if (!socket.connected) return { ok: false, reason: 'Offline', params: {} };
    const answer = await ask(socket, type, message);
    if (answer !== null) return answer;
  }
  return { ok: false, reason: 'NoAnswer', params: {} };
}

async function ask(socket: Socket, type: ClientMessageType, message: object): Promise<Answer | null> {
  try {
    const answer: unknown = await socket.timeout(ANSWER_MILLIS_MAX).emitWithAck(type, message);
    return isAnswer(answer) ? answer : null;
  } catch {
    return null;
  }
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'ok') === 'boolean';
}

function hear(socket: Socket, store: StoreApi<RoomState>): () => void {
  let retry: ReturnType<typeof setTimeout> | undefined;
  const take = ({ state, need }: Received) => {
    store.setState(state, true);
    request(socket, state, need);
  };
  socket.on('connect', () => store.setState(reconnected(store.getState()), true));
  socket.on('view.snapshot', (message: ServerMessages['view.snapshot']) => {
    take(receiveSnapshot(store.getState(), message));
  });
  socket.on('view.delta', (message: ServerMessages['view.delta']) => take(receiveDelta(store.getState(), message)));
  socket.on('roster.update', (roster: ServerMessages['roster.update']) => store.setState({ roster }));
  socket.on('room.closed', ({ because }: ServerMessages['room.closed']) => {
    if (because !== 'moved') store.setState({ closed: because });
  });
  socket.on('disconnect', (reason) => {
    store.setState({ status: navigator.onLine ? 'reconnecting' : 'offline' });
    // The server hung up: only a room that moved is worth knocking at again.
    if (reason === 'io server disconnect' && store.getState().closed === null) {
      retry = setTimeout(() => socket.connect(), ROOM_RETRY_MILLIS * (0.5 + Math.random()));
    }
  });
  socket.on('connect_error', (error) => {
    const closed = FINAL_REFUSALS[error.message];
    if (closed !== undefined) {
      store.setState({ closed });
      return;
    }
    store.setState({ status: navigator.onLine ? statusWhileAway(store.getState()) : 'offline' });
    if (!socket.active) retry = setTimeout(() => socket.connect(), ROOM_RETRY_MILLIS * (0.5 + Math.random()));
  });
  return () => {
    clearTimeout(retry);
    socket.removeAllListeners();
  };
}

function statusWhileAway({ view }: RoomState): RoomState['status'] {
  return view === null ? 'connecting' : 'reconnecting';
}

function request(socket: Socket, state: RoomState, need: Need): void {
  if (need === 'nothing') return;
  void ask(socket, 'view.request', need === 'missing' ? sinceOf(state) : {});
}

/** Phones freeze sockets in the background and wake up believing that they are connected. */
function watchDevice(socket: Socket, store: StoreApi<RoomState>): () => void {
  const wake = () => {
    if (document.visibilityState !== 'visible' || store.getState().closed !== null) return;
    if (!socket.connected) {
      // Ends the back-off: the device knows better than the timer.
      socket.disconnect().connect();
      return;
    }
    socket.timeout(AWAKE_ANSWER_MILLIS_MAX).emit('view.request', sinceOf(store.getState()), (silent: Error | null) => {
      if (silent !== null) socket.disconnect().connect();
    });
  };
  const offline = () => {
    store.setState({ status: 'offline' });
    socket.io.engine?.close();
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  window.addEventListener('offline', offline);
  return () => {
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', offline);
  };
}
