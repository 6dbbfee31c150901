import type { ClusterState } from '../cluster/state.ts';
import type { Message } from '../cluster/message.ts';
import type { Text } from '../cluster/card.ts';
import type { SeatId } from '../cluster/seats.ts';
import type { Choice } from './foreseeable.ts';

/** `running`: messages flow. `stepping`: nothing is delivered but by a step. `paused`: seats' commands are refused. */
export type RoomMode = 'running' | 'stepping' | 'paused';

export type AssignmentPart = 'player' | 'partner' | 'understudy' | 'observer';

export interface Assignment {
  readonly participant: string;
  readonly seat: SeatId;
  readonly part: AssignmentPart;
}

/** What happens to a seat whose player is away. */
export type AbsencePolicy = 'wait' | 'bot';

export interface RoomQuestion {
  readonly id: string;
  readonly status: 'open' | 'revealed';
  /** The right option's id; kept on the server until revealed. */
  readonly answer?: string;
  /** participant → option id. */
  readonly answers: Readonly<Record<string, string>>;
  /** Option ids, fixed when it was asked. */
  readonly options: readonly string[];
}

export interface Participation {
  readonly id: string;
  readonly acts: number;
  readonly refusals: number;
  readonly mistakes: number;
  readonly questions: number;
  /** How many acts of others this person has predicted, and how many of those came as they said. */
  readonly predictions?: number;
  readonly foreseen?: number;
  readonly removed: boolean;
}

/** An act that somebody had predicted, and what they had said. */
export interface RevealedAct {
  readonly card: string;
  readonly seat: SeatId;
  readonly title: Text;
  /** What could be said, in the order of the card, and what was done. */
  readonly choices: readonly Choice[];
  /** What the player did. */
  readonly choice: string;
  /** The real component would have done the same. */
  readonly asReference: boolean;
  /** participant → choice id. */
  readonly answers: Readonly<Record<string, string>>;
}

/** What people expect of each other's next acts. */
export interface Predictions {
  /** Card id → participant → choice id, until the card's player acts. */
  readonly open: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The acts revealed last, the youngest at the end; bounded. */
  readonly revealed: readonly RevealedAct[];
}

/** People, seats and the mode: what stays with the present when the cluster goes back. */
export interface RoomState {
  readonly lesson: string;
  readonly seed: number;
  /** Index into the lesson's waves; -1 before the first. */
  readonly wave: number;
  readonly waveDone: boolean;
  readonly goalReached: boolean;
  readonly mode: RoomMode;
  readonly ended: boolean;
  readonly participants: Readonly<Record<string, Participation>>;
  readonly assignments: readonly Assignment[];
  readonly questions: Readonly<Record<string, RoomQuestion>>;
  /** Missing until somebody predicts something. */
  readonly predictions?: Predictions;
  readonly absence: AbsencePolicy;
  /** Show mistakes at once, or only in the debrief. */
  readonly mistakesShown: 'at-once' | 'debrief';
}

/** One lesson being played: what the record folds to. */
export interface SessionState {
  readonly position: number;
  readonly cluster: ClusterState;
  readonly room: RoomState;
  readonly board: Board;
}

/** The eleven course steps of one pod. */
export interface StripRow {
  /** The message id of the POST that started it. */
  readonly id: string;
  readonly pod: string;
  /** The object's uid, once admission has given it one. */
  readonly uid?: string;
  readonly containers: number;
  readonly started: number;
  /** The request that reports Running. */
  readonly report?: string;
  /** Step number (1 to 11) → position of the entry that lit it. */
  readonly lit: Readonly<Record<string, number>>;
  /** Steps that lit before one that should precede them. */
  readonly early: readonly number[];
}

/** A recorded message as the class sees it. */
export interface FlowItem {
  readonly message: Message;
}

/** Something that went wrong, was refused or was marked, by entry. */
export interface Notice {
  readonly position: number;
  readonly seat: SeatId;
  readonly participant?: string;
  readonly kind: 'refusal' | 'mistake' | 'mark';
  readonly reason: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** What the wall of the classroom shows: derived from the record entry by entry, never read by the cluster. */
export interface Board {
  readonly rows: readonly StripRow[];
  /** The last messages of weight story, oldest first; bounded. */
  readonly flow: readonly FlowItem[];
  readonly notices: readonly Notice[];
  /** Accepted commands of people and bots per seat. */
  readonly acts: Readonly<Record<SeatId, number>>;
}
