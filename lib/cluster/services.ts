import type { SeatId } from './seats.ts';
import type { ClusterState, Machine } from './state.ts';

/** What one address and port of a Service leads to on a node: nothing (REJECT), or one of these (DNAT). */
export interface ProxyRule {
  /** The Service's uid. */
  readonly service: string;
  /** The Service's port as the rules' comments name it: `default/db`, or `default/db:http`. */
  readonly name: string;
  /** Addresses and ports of endpoints: `10.244.2.3:5432`. */
  readonly endpoints: readonly string[];
}

/** What kube-proxy has written into one node's kernel, and what it takes to be done with. */
export interface ProxyState {
  /** By cluster address and port: `10.96.0.20:5432`. */
  readonly rules: Readonly<Record<string, ProxyRule>>;
  /** By Service uid: the fingerprint of the endpoints that its player has dealt with, rightly or not. */
  readonly settled: Readonly<Record<string, string>>;
}

/** A write of an EndpointSlice that is under way, by the id of its message. */
export interface SliceWrite {
  /** The Service's uid. */
  readonly service: string;
  /** Once answered: the revision that the controller's own watch has to reach. */
  readonly revision?: number;
}

export interface EndpointSliceState {
  readonly writes: Readonly<Record<string, SliceWrite>>;
  /** By Service uid: the fingerprint of the endpoints that the player has dealt with, rightly or not. */
  readonly settled: Readonly<Record<string, string>>;
}

/** How an attempt to connect ended, as the client's system call tells it. */
export type ConnectionOutcome = 'connected' | 'refused' | 'timed-out' | 'unknown-host';

/** Why it ended so: what a person finds out who follows the packet. */
export type ConnectionCause =
  | 'reached'
  | 'no-such-name'
  | 'no-rule'
  | 'no-endpoints'
  | 'dead-endpoint'
  | 'nothing-listens';

/** A TCP connection that a process in a pod opens. */
export interface Connection {
  /** Counts up: `k1`, `k2`. */
  readonly id: string;
  readonly pod: string;
  /** Where the client runs: its rules decide. */
  readonly node: string;
  /** A Service's name or an address. */
  readonly host: string;
  readonly port: number;
  /** The user's seat and mission that asked for it. */
  readonly seat: SeatId;
  readonly mission: string;
  /** Where its packets go; decided when it was opened. */
  readonly route?: ConnectionRoute;
  /** How the client's system call returned; absent while it has not. */
  readonly outcome?: ConnectionOutcome;
}

export interface ConnectionsState {
  readonly count: number;
  /** Newest last; bounded. */
  readonly recent: readonly Connection[];
}

/** Where the packets of a connection go. */
export interface ConnectionRoute {
  /** What DNS answered, or the address itself. */
  readonly address?: string;
  /** What the rule of the client's node picked, or the address itself when no Service stands before it. */
  readonly endpoint?: string;
  /** True when a rule rewrote the destination: conntrack keeps the choice for as long as the connection lasts. */
  readonly rewritten: boolean;
  readonly outcome: ConnectionOutcome;
  readonly cause: ConnectionCause;
}

export type ServiceEvent =
  | { readonly type: 'SliceWriteStarted'; readonly message: string; readonly service: string }
  | { readonly type: 'SliceWriteAnswered'; readonly message: string; readonly revision: number }
  /** The controller's own watch has shown the write, or it failed. */
  | { readonly type: 'SliceWriteEnded'; readonly message: string }
  /** Absent fingerprint: it shall be looked at again. */
  | { readonly type: 'EndpointsSettled'; readonly service: string; readonly fingerprint?: string }
  | {
      readonly type: 'RulesProgrammed';
      readonly node: string;
      readonly service: string;
      readonly rules: Readonly<Record<string, ProxyRule>>;
    }
  | { readonly type: 'RulesSettled'; readonly node: string; readonly service: string; readonly fingerprint?: string }
  | { readonly type: 'ConnectionOpened'; readonly connection: Connection }
  | { readonly type: 'ConnectionRouted'; readonly connection: string; readonly route: ConnectionRoute }
  | {
      readonly type: 'ConnectionEnded';
      readonly connection: string;
      readonly outcome: ConnectionOutcome;
      readonly cause: ConnectionCause;
    };

const NO_RULES: ProxyState = { rules: {}, settled: {} };
const NO_WRITES: EndpointSliceState = { writes: {}, settled: {} };
const NO_CONNECTIONS: ConnectionsState = { count: 0, recent: [] };

export function proxyOf(machine: Machine | undefined): ProxyState {
  return machine?.proxy ?? NO_RULES;
}

export function endpointSlicesOf(state: ClusterState): EndpointSliceState {
  return state.endpointSlices ?? NO_WRITES;
}

export function connectionsOf(state: ClusterState): ConnectionsState {
  return state.connections ?? NO_CONNECTIONS;
}
