import { present } from '../kernel/assert.ts';
import { withEntry, without } from '../kernel/ordered.ts';
import {
  connectionsOf,
  endpointSlicesOf,
  proxyOf,
  type Connection,
  type EndpointSliceState,
  type ProxyState,
  type ServiceEvent,
} from './services.ts';
import type { ClusterState } from './state.ts';

/** How many connections are remembered. */
const CONNECTIONS_MAX = 24;

export function evolveServices(state: ClusterState, event: ServiceEvent): Partial<ClusterState> {
  const { writes, settled } = endpointSlicesOf(state);
  switch (event.type) {
    case 'SliceWriteStarted':
      return withSlices(state, { writes: withEntry(writes, event.message, { service: event.service }) });
    case 'SliceWriteAnswered': {
      const write = present(writes[event.message], event.message);
      return withSlices(state, { writes: withEntry(writes, event.message, { ...write, revision: event.revision }) });
    }
    case 'SliceWriteEnded':
      return withSlices(state, { writes: without(writes, event.message) });
    case 'EndpointsSettled':
      return withSlices(state, { settled: settle(settled, event.service, event.fingerprint) });
    case 'RulesProgrammed':
      return withProxy(state, event.node, ({ rules }) => {
        const others = Object.entries(rules).filter(([, { service }]) => service !== event.service);
        return { rules: { ...Object.fromEntries(others), ...event.rules } };
      });
    case 'RulesSettled':
      return withProxy(state, event.node, (proxy) => ({
        settled: settle(proxy.settled, event.service, event.fingerprint),
      }));
    case 'ConnectionOpened': {
      const { count, recent } = connectionsOf(state);
      const kept = [...recent, event.connection].slice(-CONNECTIONS_MAX);
      return { connections: { count: count + 1, recent: kept } };
    }
    case 'ConnectionRouted':
      return withConnection(state, event.connection, { route: event.route });
    case 'ConnectionEnded':
      return withConnection(state, event.connection, { outcome: event.outcome });
  }
}

function withSlices(state: ClusterState, change: Partial<EndpointSliceState>): Partial<ClusterState> {
  return { endpointSlices: { ...endpointSlicesOf(state), ...change } };
}

function withProxy(
  state: ClusterState,
  node: string,
  change: (proxy: ProxyState) => Partial<ProxyState>,
): Partial<ClusterState> {
  const machine = present(state.machines[node], node);
  const proxy = proxyOf(machine);
  return { machines: { ...state.machines, [node]: { ...machine, proxy: { ...proxy, ...change(proxy) } } } };
}

function settle(
  settled: Readonly<Record<string, string>>,
  service: string,
  fingerprint: string | undefined,
): Readonly<Record<string, string>> {
  return fingerprint === undefined ? without(settled, service) : { ...settled, [service]: fingerprint };
}

function withConnection(state: ClusterState, id: string, change: Partial<Connection>): Partial<ClusterState> {
  const connections = connectionsOf(state);
  const recent = connections.recent.map((connection) =>
    connection.id === id ? { ...connection, ...change } : connection,
  );
  return { connections: { ...connections, recent } };
}
