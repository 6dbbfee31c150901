import { present } from '../kernel/assert.ts';
import { dictionaryOf } from '../kernel/ordered.ts';
import type { Writable } from '../kernel/writable.ts';
import { StoreDraft } from '../etcd/store.ts';
import type { Card } from './card.ts';
import type { ClusterEvent } from './events.ts';
import type { Message } from './message.ts';
import type {
  ApiRequest,
  ApiserverState,
  ClusterState,
  Counters,
  KubeletPod,
  Machine,
  PendingTxn,
  RuntimeState,
  Stream,
  Timer,
} from './state.ts';

/** A record that is copied when it is first written to, and a member of it when that is. */
class Owned<T extends object> {
  readonly #copy: (record: Readonly<Record<string, T>>) => Record<string, T>;
  #record: Record<string, T> | null = null;
  #members: Map<string, Writable<T>> | null = null;

  constructor(copy: (record: Readonly<Record<string, T>>) => Record<string, T>) {
    this.#copy = copy;
  }

  /** The record to write over in place of the one that the state has. */
  record(now: Readonly<Record<string, T>>): Record<string, T> {
    if (this.#record !== null && this.#record === now) return this.#record;
    this.#members = null;
    this.#record = this.#copy(now);
    return this.#record;
  }

  /** A member to write over, of the record to write over in place of the one that the state has. */
  member(now: Readonly<Record<string, T>>, id: string): Writable<T> {
    const record = this.record(now);
    const found = present(record[id], id);
    this.#members ??= new Map();
    const own = this.#members.get(id);
    if (own === found) return own;
    const copy = { ...found };
    this.#members.set(id, copy);
    record[id] = copy;
    return copy;
  }
}

/** A copy of a record whose keys hardly ever change. */
function spreadCopy<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return { ...record };
}

/**
 * A cluster that is being folded. The members that almost every fact changes are copied when a fact first touches them,
 * and from then on belong to the draft and are written over. What the draft began with is never changed; what it came
 * to may be kept, once the draft is not used any more.
 */
export class ClusterDraft {
  readonly state: Writable<ClusterState>;
  #counters: Writable<Counters> | null = null;
  #store: StoreDraft | null = null;
  #queue: PendingTxn[] | null = null;
  #wire: Message[] | null = null;
  #timers: Owned<Timer> | null = null;
  #cards: Owned<Card> | null = null;
  #streams: Owned<Stream> | null = null;
  #apiserver: Writable<ApiserverState> | null = null;
  #requests: Owned<ApiRequest> | null = null;
  #machines: Owned<Machine> | null = null;
  /** By node. */
  #pods: Map<string, Owned<KubeletPod>> | null = null;
  #runtimes: Map<string, Writable<RuntimeState>> | null = null;

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
    this.#timers ??= new Owned(dictionaryOf);
    return (this.state.timers = this.#timers.record(this.state.timers));
  }

  cards(): Record<string, Card> {
    this.#cards ??= new Owned(dictionaryOf);
    return (this.state.cards = this.#cards.record(this.state.cards));
  }

  stream(id: string): Writable<Stream> {
    this.#streams ??= new Owned(spreadCopy);
    this.state.streams = this.#streams.record(this.state.streams);
    return this.#streams.member(this.state.streams, id);
  }

  apiserver(): Writable<ApiserverState> {
    if (this.#apiserver === null || this.state.apiserver !== this.#apiserver) {
      this.#apiserver = { ...this.state.apiserver };
      this.state.apiserver = this.#apiserver;
    }
    return this.#apiserver;
  }

  requests(): Record<string, ApiRequest> {
    this.#requests ??= new Owned(dictionaryOf);
    const apiserver = this.apiserver();
    return (apiserver.requests = this.#requests.record(apiserver.requests));
  }

  request(id: string): Writable<ApiRequest> {
    this.#requests ??= new Owned(dictionaryOf);
    return this.#requests.member(this.requests(), id);
  }

  machine(node: string): Writable<Machine> {
    this.#machines ??= new Owned(spreadCopy);
    this.state.machines = this.#machines.record(this.state.machines);
    return this.#machines.member(this.state.machines, node);
  }

  /** The pods that a node's kubelet knows. */
  pods(node: string): Record<string, KubeletPod> {
    const machine = this.machine(node);
    this.#pods ??= new Map();
    const owned = this.#pods.get(node) ?? new Owned<KubeletPod>(dictionaryOf);
    this.#pods.set(node, owned);
    const pods = owned.record(machine.kubelet.pods);
    if (machine.kubelet.pods !== pods) machine.kubelet = { pods };
    return pods;
  }

  runtime(node: string): Writable<RuntimeState> {
    const machine = this.machine(node);
    this.#runtimes ??= new Map();
    const own = this.#runtimes.get(node);
    if (own !== undefined && own === machine.runtime) return own;
    const copy = { ...machine.runtime };
    this.#runtimes.set(node, copy);
    machine.runtime = copy;
    return copy;
  }
}

/** What writes facts over a draft, one function for each. */
export type Writers<E extends ClusterEvent> = {
  readonly [T in E['type']]: (draft: ClusterDraft, event: Extract<E, { type: T }>) => void;
};
