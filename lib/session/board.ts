import { isJsonObject } from '../kernel/json.ts';
import type { ClusterEvent, ClusterEventType } from '../cluster/events.ts';
import type { Message } from '../cluster/message.ts';
import type { ClusterState } from '../cluster/state.ts';
import type { Entry } from './commands.ts';
import type { Board, FlowItem, Notice } from './state.ts';
import { recognisers, type Sighting } from './strip.ts';

/** How many story messages the wall remembers. */
const FLOW_MAX = 120;
const NOTICES_MAX = 60;

export function emptyBoard(): Board {
  return { rows: [], flow: [], notices: [], acts: {} };
}

/** A wall that is being folded: the messages on it are copied once, and from then on are its own. */
export class BoardDraft {
  board: Board;
  #flow: FlowItem[] | null = null;

  constructor(from: Board) {
    this.board = from;
  }

  /** Hangs up a story message; the oldest gives way. */
  show(sent: Message): void {
    if (sent.weight !== 'story') return;
    if (this.#flow === null || this.#flow !== this.board.flow) {
      this.#flow = this.board.flow.slice();
      this.board = { ...this.board, flow: this.#flow };
    }
    if (this.#flow.length >= FLOW_MAX) this.#flow.shift();
    this.#flow.push({ message: withoutBody(sent) });
  }

  light(rows: Board['rows']): void {
    if (rows !== this.board.rows) this.board = { ...this.board, rows };
  }
}

/** Follows a fact that the wall shows or that lights a step. `before` is the cluster before it. */
export type Follower = (draft: BoardDraft, before: ClusterState, event: ClusterEvent, position: number) => void;

// The table ties each event to the function that takes it, which a call through it cannot show.
const entries = Object.entries(recognisers) as [
  ClusterEventType,
  (sighting: Sighting, event: ClusterEvent) => Board['rows'],
][];

/** Of all other facts the wall takes no notice. */
export const followers: ReadonlyMap<ClusterEventType, Follower> = new Map(
  entries.map(([type, recognise]): [ClusterEventType, Follower] => [
    type,
    (draft, before, event, position) => {
      const { rows, flow } = draft.board;
      draft.light(recognise({ rows, flow, before, position }, event));
      if (event.type === 'MessageSent') draft.show(event.message);
    },
  ]),
);

/** Follows one cluster event: messages and the course steps it lights. `before` is the cluster before the event. */
export function evolveBoard(board: Board, before: ClusterState, event: ClusterEvent, position: number): Board {
  const follow = followers.get(event.type);
  if (follow === undefined) return board;
  const draft = new BoardDraft(board);
  follow(draft, before, event, position);
  return draft.board;
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
