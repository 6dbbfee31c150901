import { isJsonObject, type JsonObject } from '../kernel/json.ts';
import { asPod } from '../cluster/objects.ts';
import type { ClusterEvent, ClusterEventType } from '../cluster/events.ts';
import type { Message } from '../cluster/message.ts';
import type { ClusterState } from '../cluster/state.ts';
import type { FlowItem, StripRow } from './state.ts';

const PODS_PATH = /^\/api\/v1\/namespaces\/[^/]+\/pods$/;

/** One row a pod; older rows give way. */
const ROWS_MAX = 12;

/** The wall before a fact. */
export interface Wall {
  readonly rows: readonly StripRow[];
  readonly flow: readonly FlowItem[];
}

/** Gives the rows after a fact; `before` is the cluster before it, `position` is where it is recorded. */
export type Recogniser<E> = (wall: Wall, event: E, position: number, before: ClusterState) => readonly StripRow[];

type Recognisers = { readonly [T in ClusterEventType]?: Recogniser<Extract<ClusterEvent, { type: T }>> };

/**
 * Recognises the eleven steps of the course from what really happened, never from a script. Facts that are not here
 * light nothing. Rules per step: see SPEC.md, STRIP-1 to STRIP-11.
 */
export const recognisers: Recognisers = {
  MessageSent: ({ rows }, { message }, position) => sent(rows, message, position),
  MessageDelivered({ rows }, event, position, before) {
    const delivered = before.wire.find(({ id }) => id === event.message);
    return delivered === undefined ? rows : heard(rows, delivered, position);
  },
  RequestAuthenticated: ({ rows }, { user, request }, position) =>
    user === null ? rows : light(rows, byRequest(request), 2, position),
  ObjectAdmitted: ({ rows }, { request, object }, position) =>
    light(withObject(rows, request, object), byRequest(request), 3, position),
  TxnCompared: ({ rows }, { succeeded, request }, position) =>
    succeeded && request !== undefined ? light(rows, byRequest(request), 4, position) : rows,
  TxnCommitted: ({ rows }, { request }, position) => committed(rows, request, position),
  RequestAnswered({ rows, flow }, event, position) {
    if (event.code >= 300) return rows;
    const request = flow.findLast(({ message }) => message.id === event.request)?.message;
    if (request === undefined || !request.path.endsWith('/binding')) return rows;
    return light(rows, byUid(request.about), 7, position);
  },
  ContainerStarted: ({ rows }, { uid }, position) => started(rows, uid, position),
};

function sent(rows: readonly StripRow[], message: Message, position: number): readonly StripRow[] {
  if (message.kind !== 'request') return rows;
  const body: JsonObject = isJsonObject(message.body) ? message.body : {};
  if (message.verb === 'POST' && PODS_PATH.test(message.path)) {
    const metadata = isJsonObject(body['metadata']) ? body['metadata'] : {};
    const row: StripRow = {
      id: message.id,
      pod: String(metadata['name'] ?? ''),
      lit: {},
      early: [],
      containers: 1,
      started: 0,
    };
    return light([...rows.slice(-(ROWS_MAX - 1)), row], byRequest(message.id), 1, position);
  }
  const status = body['status'];
  if (
    message.verb === 'PATCH' &&
    message.from.startsWith('kubelet@') &&
    isJsonObject(status) &&
    status['phase'] === 'Running'
  ) {
    const reported = rows.map((row) => (byUid(message.about)(row) ? { ...row, report: message.id } : row));
    return light(reported, byUid(message.about), 10, position);
  }
  return rows;
}

function heard(rows: readonly StripRow[], message: Message, position: number): readonly StripRow[] {
  const type = isJsonObject(message.body) ? message.body['type'] : undefined;
  if (message.kind !== 'watch' || type !== 'ADDED') return rows;
  if (message.to === 'kube-scheduler') return light(rows, byUid(message.about), 6, position);
  if (message.to.startsWith('kubelet@')) return light(rows, byUid(message.about), 8, position);
  return rows;
}

function committed(rows: readonly StripRow[], request: string | undefined, position: number): readonly StripRow[] {
  if (request === undefined) return rows;
  return light(light(rows, byRequest(request), 5, position), (row) => row.report === request, 11, position);
}

function started(rows: readonly StripRow[], uid: string, position: number): readonly StripRow[] {
  const counted = rows.map((row) => (row.uid === uid ? { ...row, started: row.started + 1 } : row));
  return light(counted, (row) => row.uid === uid && row.started >= row.containers, 9, position);
}

function withObject(rows: readonly StripRow[], request: string, object: JsonObject | null): readonly StripRow[] {
  if (object === null || !rows.some(byRequest(request))) return rows;
  const pod = asPod(object);
  return rows.map((row) =>
    row.id === request ? { ...row, uid: pod.metadata.uid, containers: pod.spec?.containers?.length ?? 1 } : row,
  );
}

function byRequest(request: string): (row: StripRow) => boolean {
  return (row) => row.id === request;
}

function byUid(uid: string | undefined): (row: StripRow) => boolean {
  return (row) => uid !== undefined && row.uid === uid;
}

/** Lights a step once; one that lights before an earlier step is kept as out of order. */
function light(
  rows: readonly StripRow[],
  which: (row: StripRow) => boolean,
  step: number,
  position: number,
): readonly StripRow[] {
  let lit: StripRow[] | null = null;
  for (const [index, row] of rows.entries()) {
    if (row.lit[step] !== undefined || !which(row)) continue;
    lit ??= rows.slice();
    lit[index] = {
      ...row,
      lit: { ...row.lit, [step]: position },
      early: lacksEarlier(row, step) ? [...row.early, step] : row.early,
    };
  }
  return lit ?? rows;
}

function lacksEarlier(row: StripRow, step: number): boolean {
  for (let earlier = 1; earlier < step; earlier += 1) if (row.lit[earlier] === undefined) return true;
  return false;
}
