import { ownValue } from '../kernel/ordered.ts';
import type { Seat, SeatId } from './seats.ts';
import type { Message } from './message.ts';
import type { ClusterState } from './state.ts';

/** Something that goes wrong outside of every component's decision: a teacher's doing, or a lesson's. */
export type Fault =
  /** A machine loses power: everything on it stops; its seats' desks go dark. */
  | { readonly kind: 'power-off'; readonly node: string }
  | { readonly kind: 'power-on'; readonly node: string }
  /** The network between a node and the control plane is cut; what runs there runs on. */
  | { readonly kind: 'cut'; readonly node: string }
  | { readonly kind: 'heal'; readonly node: string }
  /** A process stops: its desk goes dark, what it started runs on. */
  | { readonly kind: 'freeze'; readonly seat: string }
  | { readonly kind: 'thaw'; readonly seat: string }
  /** The main process of a pod's first container ends with this code; `pod` is its name. */
  | { readonly kind: 'crash'; readonly node: string; readonly pod: string; readonly exitCode: number }
  /** The main process of a pod's first container runs on and answers nobody any more. */
  | { readonly kind: 'hang'; readonly node: string; readonly pod: string }
  /** The machine has less memory left than its kubelet keeps free. */
  | { readonly kind: 'pressure'; readonly node: string }
  /** The image registry answers nobody. */
  | { readonly kind: 'registry-down' }
  | { readonly kind: 'registry-up' }
  /** One of etcd's members is lost; with fewer than a majority nothing commits. */
  | { readonly kind: 'member-lost' }
  | { readonly kind: 'member-back' };

/** A request that will never be answered, because it or its answer was lost: its client gives up in the end. */
export type LostRequest = Pick<Message, 'id' | 'from' | 'to' | 'verb' | 'path' | 'weight' | 'about' | 'causedBy'>;

/** What is broken at present. */
export interface Trouble {
  /** Nodes without power. */
  readonly off: readonly string[];
  /** Nodes that the control plane cannot reach, nor they it. */
  readonly cut: readonly string[];
  /** Processes that do not move. */
  readonly frozen: readonly SeatId[];
  readonly registryDown: boolean;
  readonly membersLost: number;
  /** When memory ran short on a node the last time, in cluster milliseconds. */
  readonly shortAt?: Readonly<Record<string, number>>;
  /** By the request's message id. */
  readonly lost: Readonly<Record<string, LostRequest>>;
}

const NO_TROUBLE: Trouble = { off: [], cut: [], frozen: [], registryDown: false, membersLost: 0, lost: {} };

export function troubleOf(state: ClusterState): Trouble {
  return state.trouble ?? NO_TROUBLE;
}

/** True when the seat's process does not run: nothing reaches it, and it does nothing. */
export function isDark(state: ClusterState, seat: Seat): boolean {
  const { off, frozen } = troubleOf(state);
  return frozen.includes(seat.id) || (seat.node !== undefined && off.includes(seat.node));
}

/** True while a message from one seat arrives at the other: both run, and no cut lies between their machines. */
export function reachable(state: ClusterState, from: SeatId, to: SeatId): boolean {
  const [sender, receiver] = [state.seats[from], state.seats[to]];
  if (sender === undefined || receiver === undefined) return true;
  if (isDark(state, sender) || isDark(state, receiver)) return false;
  const { cut } = troubleOf(state);
  const beyond = (seat: Seat): string | null => (seat.node !== undefined && cut.includes(seat.node) ? seat.node : null);
  return beyond(sender) === beyond(receiver);
}

/** For how long a pressure that is over is still told, in ms. Models evictionPressureTransitionPeriod. */
const PRESSURE_TRANSITION = 300_000;

/** When the kubelet of a node stops telling that memory is short, in cluster milliseconds; null when it does not tell so. */
export function shortUntil(state: ClusterState, node: string): number | null {
  const at = ownValue(troubleOf(state).shortAt ?? {}, node);
  return at === undefined || state.now >= at + PRESSURE_TRANSITION ? null : at + PRESSURE_TRANSITION;
}

/** How many of etcd's members run. */
export function membersThere(state: ClusterState): number {
  return (state.settings.etcdMembers ?? 1) - troubleOf(state).membersLost;
}

/** True when a majority of etcd's members is there: only then does anything commit. */
export function hasQuorum(state: ClusterState): boolean {
  return membersThere(state) > (state.settings.etcdMembers ?? 1) / 2;
}
