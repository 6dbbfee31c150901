import { dictionaryOf } from '../kernel/ordered.ts';
import { StoreDraft } from '../etcd/store.ts';
import type { Card } from './card.ts';
import type { ClusterEvent } from './events.ts';
import type { Message } from './message.ts';
import type { ApiRequest, ApiserverState, ClusterState, Counters, PendingTxn, Stream, Timer } from './state.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * A cluster that is being folded. The members that almost every fact changes are copied when a fact first touches them,
 * and from then on belong to the draft and are written over. What the draft began with is never changed; what it came
 * to may be kept, once the draft is not used any more.
 */
export class ClusterDraft {
  state: Writable<ClusterState>;
  #counters: Writable<Counters> | null = null;
  #store: StoreDraft | null = null;
  #queue: PendingTxn[] | null = null;
  #wire: Message[] | null = null;
  #timers: Record<string, Timer> | null = null;
  #cards: Record<string, Card> | null = null;
  #streams: Record<string, Stream> | null = null;
  #apiserver: Writable<ApiserverState> | null = null;
  #requests: Record<string, ApiRequest> | null = null;

  constructor(from: ClusterState) {
    this.state = { ...from };
  }

  /** Takes over members that were made anew. */
  take(change: Partial<ClusterState>): void {
    Object.assign(this.state, change);
  }

  counters(): Writable<Counters> {
    if (this.#counters === null || this.state.counters !== this.#counters) {
      this.#counters = { ...this.state.counters };
      this.state.counters = this.#counters;
    }
    return this.#counters;
  }

  /** The store's keys, to write to. */
  store(): StoreDraft {
    if (this.#store === null || this.state.store !== this.#store.store) {
      this.#store = new StoreDraft(this.state.store);
      this.state.store = this.#store.store;
    }
    return this.#store;
  }

  /** etcd's transactions, oldest first. */
  queue(): PendingTxn[] {
    if (this.#queue === null || this.state.etcd.queue !== this.#queue) {
      this.#queue = this.state.etcd.queue.slice();
      this.state.etcd = { ...this.state.etcd, queue: this.#queue };
    }
    return this.#queue;
  }

  wire(): Message[] {
    if (this.#wire === null || this.state.wire !== this.#wire) {
      this.#wire = this.state.wire.slice();
      this.state.wire = this.#wire;
    }
    return this.#wire;
  }

  timers(): Record<string, Timer> {
    if (this.#timers === null || this.state.timers !== this.#timers) {
      this.#timers = dictionaryOf(this.state.timers);
      this.state.timers = this.#timers;
    }
    return this.#timers;
  }

  cards(): Record<string, Card> {
    if (this.#cards === null || this.state.cards !== this.#cards) {
      this.#cards = dictionaryOf(this.state.cards);
      this.state.cards = this.#cards;
    }
    return this.#cards;
  }

  streams(): Record<string, Stream> {
    if (this.#streams === null || this.state.streams !== this.#streams) {
      this.#streams = { ...this.state.streams };
      this.state.streams = this.#streams;
    }
    return this.#streams;
  }

  apiserver(): Writable<ApiserverState> {
    if (this.#apiserver === null || this.state.apiserver !== this.#apiserver) {
      this.#apiserver = { ...this.state.apiserver };
      this.state.apiserver = this.#apiserver;
    }
    return this.#apiserver;
  }

  requests(): Record<string, ApiRequest> {
    const apiserver = this.apiserver();
    if (this.#requests === null || apiserver.requests !== this.#requests) {
      this.#requests = dictionaryOf(apiserver.requests);
      apiserver.requests = this.#requests;
    }
    return this.#requests;
  }
}

/** What writes facts over a draft, one function for each. */
export type Writers<E extends ClusterEvent> = {
  readonly [T in E['type']]: (draft: ClusterDraft, event: Extract<E, { type: T }>) => void;
};
