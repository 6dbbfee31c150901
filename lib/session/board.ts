import { isJsonObject } from '../kernel/json.ts';
import type { ClusterEvent, ClusterEventType } from '../cluster/events.ts';
import type { Message } from '../cluster/message.ts';
import type { ClusterState } from '../cluster/state.ts';
import type { Entry } from './commands.ts';
import type { Board, FlowItem, Notice } from './state.ts';
import { recognise } from './strip.ts';

/** How many story messages the wall remembers. */
const FLOW_MAX = 120;
const NOTICES_MAX = 60;

export function emptyBoard(): Board {
  return { rows: [], flow: [], notices: [], acts: {} };
}

/** The facts that the wall shows or that light a step; of all others it takes no notice. */
const ON_THE_WALL: ReadonlySet<ClusterEventType> = new Set<ClusterEventType>([
  'MessageSent',
  'MessageDelivered',
  'RequestAuthenticated',
  'ObjectAdmitted',
  'TxnCompared',
  'TxnCommitted',
  'RequestAnswered',
  'ContainerStarted',
]);

/** Follows one cluster event: messages and the course steps it lights. `before` is the cluster before the event. */
export function evolveBoard(board: Board, before: ClusterState, event: ClusterEvent, position: number): Board {
  if (!ON_THE_WALL.has(event.type)) return board;
  const flow = event.type === 'MessageSent' ? withMessage(board.flow, event.message) : board.flow;
  const rows = recognise(board.rows, board.flow, before, event, position);
  return flow === board.flow && rows === board.rows ? board : { ...board, flow, rows };
}

function withMessage(flow: readonly FlowItem[], sent: Message): readonly FlowItem[] {
  if (sent.weight !== 'story') return flow;
  const shown = flow.length < FLOW_MAX ? flow.slice() : flow.slice(flow.length - FLOW_MAX + 1);
  shown.push({ message: withoutBody(sent) });
  return shown;
}

/** The body and the credential stay in the record: the wall shows who says what to whom. */
function withoutBody(sent: Message): Message {
  const { body } = sent;
  const type = isJsonObject(body) && typeof body['type'] === 'string' ? body['type'] : undefined;
  const shown: Message = {
    id: sent.id,
    kind: sent.kind,
    from: sent.from,
    to: sent.to,
    verb: sent.verb,
    path: sent.path,
    weight: sent.weight,
    status: sent.status,
    inReplyTo: sent.inReplyTo,
    causedBy: sent.causedBy,
    about: sent.about,
    sentAt: sent.sentAt,
    deliverAt: sent.deliverAt,
  };
  return type === undefined ? shown : { ...shown, body: { type } };
}

/** Refusals, mistakes and marks, and who has acted how often. */
export function noteOutcome(board: Board, entry: Pick<Entry, 'position' | 'outcome' | 'actor' | 'command'>): Board {
  const { command, actor, outcome, position } = entry;
  if (command.type === 'MarkMoment' && 'events' in outcome) {
    return withNotices(board, [notice(position, '', actor.participant, 'mark', 'mark', { note: command.note })]);
  }
  if (command.type !== 'Act') return board;
  if ('refusal' in outcome) {
    const { reason, params } = outcome.refusal;
    return withNotices(board, [notice(position, command.seat, actor.participant, 'refusal', reason, params)]);
  }
  const acted = { ...board, acts: { ...board.acts, [command.seat]: (board.acts[command.seat] ?? 0) + 1 } };
  return withNotices(
    acted,
    outcome.mistakes.map(({ rule, params }) =>
      notice(position, command.seat, actor.participant, 'mistake', rule, params),
    ),
  );
}

function notice(
  position: number,
  seat: string,
  participant: string | undefined,
  kind: Notice['kind'],
  reason: string,
  params: Notice['params'],
): Notice {
  return { position, seat, kind, reason, params, ...(participant !== undefined && { participant }) };
}

function withNotices(board: Board, added: readonly Notice[]): Board {
  return added.length === 0 ? board : { ...board, notices: [...board.notices, ...added].slice(-NOTICES_MAX) };
}
