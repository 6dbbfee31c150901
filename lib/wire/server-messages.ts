import type { RefusalReason } from '../cluster/commands.ts';
import type { View } from '../session/view.ts';
import type { Edits } from './json-edits.ts';

/** Refusals that never reach the room: not recorded, only counted. */
export type EdgeReason =
  | 'Malformed'
  | 'TooLarge'
  | 'RateLimited'
  | 'Unauthenticated'
  | 'NotPermitted'
  | 'RoomUnavailable'
  | 'StorageUnavailable'
  | 'UnknownMessage'
  | 'CommandIdReused';

/** The answer to every client message. */
export type Acknowledgement<T = Record<never, never>> =
  | ({ readonly ok: true; readonly position?: number } & T)
  | {
      readonly ok: false;
      readonly reason: RefusalReason | EdgeReason;
      readonly params: Readonly<Record<string, string | number>>;
      /** What that means and why, for a person to read: in the language of the connection that is answered. */
      readonly message?: string;
      /** Present when the refusal was recorded. */
      readonly position?: number;
    };

/** The whole view at one position. */
export interface ViewSnapshot {
  readonly sessionId: string;
  readonly position: number;
  readonly view: View;
  readonly hash: string;
}

type Keyed = Readonly<Record<string, unknown>>;

/** What changed in a view: per section, members to set, edits inside members, and keys to remove. */
export interface ViewChange {
  readonly upsert: Readonly<Partial<Record<keyof View, Keyed>>>;
  readonly patch: Readonly<Partial<Record<keyof View, Readonly<Record<string, Edits>>>>>;
  readonly remove: Readonly<Partial<Record<keyof View, readonly string[]>>>;
}

/** What changed between two positions. */
export interface ViewDelta extends ViewChange {
  readonly sessionId: string;
  readonly from: number;
  readonly to: number;
  /** The fingerprint of the view at `to`, whenever a multiple of `HASH_EVERY_POSITIONS` lies in (from, to]. */
  readonly hash?: string;
}

/** Ephemeral: who is here and how the room is set. Never recorded. */
export interface RosterUpdate {
  readonly names: Readonly<Record<string, string>>;
  readonly here: readonly string[];
  readonly me: string | null;
  readonly pace: string;
  readonly locked: boolean;
  /** Shown to the teacher and the projector only. */
  readonly roomCode?: string;
  readonly teacherHere: boolean;
}

export type ClosedBecause = 'ended' | 'removed' | 'banned' | 'replaced' | 'moved' | 'quarantined';

/** Every message the server sends unasked, by the name of its Socket.IO event. */
export interface ServerMessages {
  readonly 'view.snapshot': ViewSnapshot;
  readonly 'view.delta': ViewDelta;
  readonly 'roster.update': RosterUpdate;
  readonly 'room.closed': { readonly because: ClosedBecause };
}
