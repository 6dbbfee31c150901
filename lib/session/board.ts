import { isJsonObject } from '../kernel/json.ts';
import { ownValue, setOwn } from '../kernel/ordered.ts';
import type { ClusterEvent, ClusterEventType } from '../cluster/events.ts';
import type { Message } from '../cluster/message.ts';
import type { ClusterState } from '../cluster/state.ts';
import type { EntryLine } from './commands.ts';
import type { Board, FlowItem, Notice } from './state.ts';
import { recognisers, type Recogniser } from './strip.ts';

/** How many story messages the wall remembers. */
const FLOW_MAX = 120;
const NOTICES_MAX = 60;

export function emptyBoard(): Board {
  return { rows: [], flow: [], notices: [], acts: {} };
}

/**
 * A wall that is being folded: the messages and the counts are copied once, and from then on are the draft's own. Of
 * many messages only the last stay, so what a message loses before it hangs there is taken off at the end.
 */
export class BoardDraft {
  readonly #board: Board;
  #rows: Board['rows'];
  #flow: FlowItem[] | null = null;
  /** How many of the last messages still have their bodies. */
  #whole = 0;
  #notices: Board['notices'];
  #acts: Record<string, number> | null = null;

  constructor(from: Board) {
    this.#board = from;
    this.#rows = from.rows;
    this.#notices = from.notices;
  }

  get rows(): Board['rows'] {
    return this.#rows;
  }

  /** The messages on the wall, the last of them still with their bodies. */
  get flow(): Board['flow'] {
    return this.#flow ?? this.#board.flow;
  }

  /** Hangs up a story message; the oldest gives way. */
  show(sent: Message): void {
    if (sent.weight !== 'story') return;
    this.#flow ??= this.#board.flow.slice();
    if (this.#flow.length >= FLOW_MAX) this.#flow.shift();
    this.#flow.push({ message: sent });
    this.#whole += 1;
  }

  light(rows: Board['rows']): void {
    this.#rows = rows;
  }

  /** Refusals, mistakes and marks, and who has acted how often. */
  note({ command, actor, outcome, position }: EntryLine): void {
    const { participant } = actor;
    if (command.type === 'MarkMoment' && 'events' in outcome) {
      this.#post([notice(position, '', participant, 'mark', 'mark', { note: command.note })]);
    }
    if (command.type !== 'Act') return;
    const { seat } = command;
    if ('refusal' in outcome) {
      const { reason, params } = outcome.refusal;
      this.#post([notice(position, seat, participant, 'refusal', reason, params)]);
      return;
    }
    this.#acts ??= { ...this.#board.acts };
    setOwn(this.#acts, seat, (ownValue(this.#acts, seat) ?? 0) + 1);
    this.#post(
      outcome.mistakes.map(({ rule, params }) => notice(position, seat, participant, 'mistake', rule, params)),
    );
  }

  #post(added: readonly Notice[]): void {
    if (added.length > 0) this.#notices = [...this.#notices, ...added].slice(-NOTICES_MAX);
  }

  /** What it has come to. The draft is done with. */
  close(): Board {
    const flow = this.#flow ?? [];
    for (let index = Math.max(0, flow.length - this.#whole); index < flow.length; index += 1) {
      const item = flow[index];
      if (item !== undefined) flow[index] = { message: withoutBody(item.message) };
    }
    return {
      rows: this.#rows,
      flow: this.#flow ?? this.#board.flow,
      notices: this.#notices,
      acts: this.#acts ?? this.#board.acts,
    };
  }
}

/** Follows a fact that the wall shows or that lights a step. `before` is the cluster before it. */
export type Follower = (draft: BoardDraft, before: ClusterState, event: ClusterEvent, position: number) => void;

// The table ties each event to the function that takes it, which a call through it cannot show.
const entries = Object.entries(recognisers) as [ClusterEventType, Recogniser<ClusterEvent>][];

/** Of all other facts the wall takes no notice. */
export const followers: ReadonlyMap<ClusterEventType, Follower> = new Map(
  entries.map(([type, recognise]): [ClusterEventType, Follower] => [
    type,
    (draft, before, event, position) => {
      draft.light(recognise(draft, event, position, before));
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
  return draft.close();
}

/** The body and the credential stay in the record: the wall shows who says what to whom, and about which object. */
function withoutBody(sent: Message): Message {
  const body = isJsonObject(sent.body) ? sent.body : {};
  const kept: Record<string, string> = {};
  for (const name of sent.kind === 'watch' ? ['type', 'key'] : ['type']) {
    const value = body[name];
    if (typeof value === 'string') kept[name] = value;
  }
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
  return Object.keys(kept).length === 0 ? shown : { ...shown, body: kept };
}

/** What an entry leaves on the wall beside its facts. */
export function noteOutcome(board: Board, entry: EntryLine): Board {
  const draft = new BoardDraft(board);
  draft.note(entry);
  return draft.close();
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
