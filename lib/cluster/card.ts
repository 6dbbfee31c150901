import type { JsonObject, JsonValue } from '../kernel/json.ts';
import type { SeatId } from './seats.ts';

export type CardKind =
  | 'mission'
  | 'repair'
  | 'look'
  | 'authenticate'
  | 'authorize'
  | 'admit'
  | 'store'
  | 'answer'
  | 'pass'
  | 'compare'
  | 'commit'
  | 'txn'
  | 'etcdctl'
  | 'read-number'
  | 'worksheet'
  | 'score'
  | 'bind'
  | 'preempt'
  | 'admit-pod'
  | 'sync-pod'
  | 'report-pod'
  | 'stop-pod'
  | 'confirm-delete'
  | 'runtime-call'
  | 'node-silent'
  | 'node-pods'
  | 'node-taints'
  | 'evict-pod'
  | 'slice'
  | 'replicas'
  | 'rollout'
  | 'rules';

/** One thing on a desk that waits for its player. Cards are born and end by events only. */
export interface Card {
  /** Counts up: `c1`, `c2`. */
  readonly id: string;
  readonly seat: SeatId;
  readonly kind: CardKind;
  /** What the card is about: a message id (apiserver, etcd, runtime), a pod uid (scheduler, kubelet), a mission id (user). */
  readonly about: string;
  /** While a blocking card lies on any desk, idle time stands still. */
  readonly blocking: boolean;
  /** Cluster time in milliseconds. */
  readonly since: number;
}

/** A sentence in the reader's language: a catalogue key and what is filled in. */
export interface Text {
  readonly key: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** One line of what the component really knows about the card's matter. */
export interface Fact {
  readonly label: Text;
  readonly value: string;
}

/** Something the player may choose; its action is what the client sends back. */
export interface Option {
  readonly id: string;
  readonly label: Text;
  readonly action: JsonValue;
}

/** A form for the cards that need more than one tap. */
export type Form =
  | { readonly kind: 'worksheet'; readonly nodes: readonly WorksheetRow[] }
  | {
      readonly kind: 'manifest';
      readonly name: string;
      readonly image: string;
      readonly cpu: string;
      readonly memory: string;
    }
  | ChoicesForm;

/** Any number of things to tick; what is ticked becomes a member of the action that is sent. */
export interface ChoicesForm {
  readonly kind: 'choices';
  readonly rows: readonly ChoiceRow[];
  /** The action without what is ticked. */
  readonly action: JsonObject;
  /** The member of the action that takes the ids of what is ticked, in the order of the rows. */
  readonly member: string;
  /** The label of the button. */
  readonly submit: Text;
}

export interface ChoiceRow {
  readonly id: string;
  /** As Kubernetes writes it: a pod's name, an address. */
  readonly name: string;
  readonly facts: readonly Fact[];
}

export interface WorksheetRow {
  readonly node: string;
  readonly facts: readonly Fact[];
}

/** What a player is shown of a card. Never says which option is right. */
export interface CardView {
  readonly id: string;
  readonly seat: SeatId;
  readonly kind: CardKind;
  readonly about: string;
  readonly blocking: boolean;
  readonly since: number;
  readonly title: Text;
  readonly facts: readonly Fact[];
  readonly options: readonly Option[];
  readonly form?: Form;
}
