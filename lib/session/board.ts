import { isJsonObject } from '../kernel/json.ts';
import type { ClusterEvent } from '../cluster/events.ts';
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

/** Follows one cluster event: messages and the course steps it lights. `before` is the cluster before the event. */
export function evolveBoard(board: Board, before: ClusterState, event: ClusterEvent, position: number): Board {
  const flow = event.type === 'MessageSent' ? withMessage(board.flow, event.message) : board.flow;
  const rows = recognise(board.rows, board.flow, before, event, position);
  return flow === board.flow && rows === board.rows ? board : { ...board, flow, rows };
}

function withMessage(flow: readonly FlowItem[], sent: Message): readonly FlowItem[] {
  if (sent.weight !== 'story') return flow;
  // The body stays in the record: the wall shows who says what to whom.
  const { body, credential: _credential, ...message } = sent;
  const opened =
    isJsonObject(body) && typeof body['type'] === 'string' ? { ...message, body: { type: body['type'] } } : message;
  return [...flow.slice(-(FLOW_MAX - 1)), { message: opened }];
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
