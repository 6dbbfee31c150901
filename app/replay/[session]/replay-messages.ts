import type { Text } from '../../../lib/cluster/card.ts';
import type { Mistake, Refusal } from '../../../lib/cluster/commands.ts';
import type { ActorKind, SessionCommand } from '../../../lib/session/commands.ts';
import type { Eyes, StripLine, View } from '../../../lib/session/view.ts';
import type { ReplayPage } from '../../../lib/wire/http.ts';

export type ReplayEntry = ReplayPage['entries'][number];

/** What the page asks its worker. */
export type Ask =
  | { readonly type: 'load'; readonly entries: readonly ReplayEntry[] }
  | { readonly type: 'look'; readonly ask: number; readonly index: number; readonly viewer: Eyes };

/** One entry as a reader wants it told. */
export interface Told {
  readonly position: number;
  readonly clock: number;
  readonly actor: ActorKind;
  readonly participant?: string;
  readonly seat?: string;
  readonly command: SessionCommand['type'];
  /** What was chosen on the card, in the card's own words. */
  readonly choice?: Text;
  /** Why the reference behaviour would have chosen the same; absent when it would not. */
  readonly because?: Text;
  /** What broke or was mended, and who saw to it. */
  readonly disturbed: readonly Text[];
  readonly refusal?: Refusal;
  readonly mistakes: readonly Mistake[];
  /** Course steps that lit with this entry. */
  readonly steps: readonly number[];
}

/** Where something new begins: a round, or a fault that was injected or mended. */
export interface Chapter {
  readonly index: number;
  /** The round that begins, counted from 0, with its id; else the fault, in words. */
  readonly begins: { readonly wave: number; readonly id: string } | { readonly said: Text };
}

export type Answer =
  | {
      readonly type: 'loaded';
      readonly count: number;
      readonly rows: readonly StripLine[];
      /** Indexes of entries that were refused or were mistakes. */
      readonly faults: readonly number[];
      readonly chapters: readonly Chapter[];
      readonly seats: readonly string[];
    }
  | { readonly type: 'view'; readonly ask: number; readonly view: View; readonly told: Told }
  | { readonly type: 'broken'; readonly position: number };
