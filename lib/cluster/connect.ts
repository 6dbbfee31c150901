import { fingerprintText } from '../kernel/canonical.ts';
import { isJsonObject } from '../kernel/json.ts';
import { sortedKeys, sortedValues } from '../kernel/ordered.ts';
import { troubleOf } from './faults.ts';
import { asPod, listObjects, POD_PREFIX, readObject, uidOf, type Stored } from './objects.ts';
import { proxyOf, type ConnectionRoute } from './services.ts';
import type { ClusterState, Machine, RuntimeContainer } from './state.ts';

/** A process somewhere that wants to talk to a host and port. */
export interface Dialling {
  /** The number of the attempt: fixes which of several endpoints is picked. */
  readonly id: string;
  /** Where the client runs. */
  readonly node: string;
  /** A Service's name or an address. */
  readonly host: string;
  readonly port: number;
}

/** The machine on which a pod of the default namespace really runs; null when it runs nowhere. */
export function machineOf(state: ClusterState, pod: string): Machine | null {
  const stored = readObject(state, `${POD_PREFIX}default/${pod}`);
  const uid = stored === null ? null : uidOf(stored.object);
  if (uid === null) return null;
  return sortedValues(state.machines).find((machine) => runs(state, machine, uid)) ?? null;
}

/**
 * Follows a connection hop by hop, as the packets would go: the name, the rules of the client's own node, the road
 * between nodes, the pod. Nobody decides anything on the way: the kernels do what they were told before.
 */
export function followConnection(state: ClusterState, dialling: Dialling): ConnectionRoute {
  const { node, host, port } = dialling;
  const address = resolve(state, host);
  if (address === null) return { rewritten: false, outcome: 'unknown-host', cause: 'no-such-name' };
  const rule = proxyOf(state.machines[node]).rules[`${address}:${port}`];
  if (rule === undefined) return { address, ...arrive(state, node, `${address}:${port}`, false) };
  if (rule.endpoints.length === 0) return { address, rewritten: false, outcome: 'refused', cause: 'no-endpoints' };
  const endpoint = pick(state, dialling, rule.endpoints);
  return { address, ...arrive(state, node, endpoint, true) };
}

/** What cluster DNS answers for a name of the default namespace, from the Services as they are stored now. */
function resolve(state: ClusterState, host: string): string | null {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return host;
  const name = host.replace(/\.default(\.svc(\.cluster\.local)?)?$/, '');
  const service = readObject(state, `/registry/services/specs/default/${name}`);
  const spec = service?.object['spec'];
  const address = isJsonObject(spec) ? spec['clusterIP'] : undefined;
  return typeof address === 'string' && address !== '' && address !== 'None' ? address : null;
}

/** Each of n endpoints with probability 1/n, as the chain of random matches has it; fixed by the session and the attempt. */
function pick(state: ClusterState, { id, node }: Dialling, endpoints: readonly string[]): string {
  const dice = fingerprintText(`${state.rng.join('.')}/${node}/${id}`);
  return endpoints[Number.parseInt(dice.slice(-6), 16) % endpoints.length] ?? '';
}

/** From the client's node to the address: the pod network knows which node has it, and no proxy is asked. */
function arrive(
  state: ClusterState,
  node: string,
  endpoint: string,
  rewritten: boolean,
): Omit<ConnectionRoute, 'address'> {
  const colon = endpoint.lastIndexOf(':');
  const [address, port] = [endpoint.slice(0, colon), Number(endpoint.slice(colon + 1))];
  const target = sortedValues(state.machines)
    .map((machine) => ({ machine, uid: podWith(machine, address) }))
    .find(({ uid }) => uid !== null);
  if (target === undefined || target.uid === null || !joined(state, node, target.machine.name)) {
    // Nobody has a cluster address: without a rule for it the packet is on its way to nowhere.
    const service = listObjects(state, '/registry/services/specs/').some(({ object }) => hasAddress(object, address));
    return { endpoint, rewritten, outcome: 'timed-out', cause: service ? 'no-rule' : 'dead-endpoint' };
  }
  if (!listens(state, target.machine, target.uid, port)) {
    return { endpoint, rewritten, outcome: 'refused', cause: 'nothing-listens' };
  }
  return { endpoint, rewritten, outcome: 'connected', cause: 'reached' };
}

function hasAddress(object: Stored['object'], address: string): boolean {
  const spec = object['spec'];
  return isJsonObject(spec) && spec['clusterIP'] === address;
}

/** The uid of the pod whose sandbox has the address now. */
function podWith({ runtime }: Machine, address: string): string | null {
  const { sandboxes } = runtime;
  return (
    sortedKeys(sandboxes).find((uid) => sandboxes[uid]?.state === 'ready' && sandboxes[uid].ip === address) ?? null
  );
}

/** True while packets go from one node to the other. */
function joined(state: ClusterState, from: string, to: string): boolean {
  const { off, cut } = troubleOf(state);
  if (off.includes(from) || off.includes(to)) return false;
  return from === to || (!cut.includes(from) && !cut.includes(to));
}

function runs(state: ClusterState, machine: Machine, uid: string): boolean {
  if (troubleOf(state).off.includes(machine.name)) return false;
  return machine.runtime.sandboxes[uid]?.state === 'ready' && running(machine, uid).length > 0;
}

function running({ runtime }: Machine, uid: string): RuntimeContainer[] {
  return Object.values(runtime.containers).filter(
    (container) => container.uid === uid && container.state === 'running',
  );
}

/** True when a running container of the pod declares the port; one that declares none may listen anywhere. */
function listens(state: ClusterState, machine: Machine, uid: string, port: number): boolean {
  const stored = listObjects(state, POD_PREFIX).find(({ object }) => uidOf(object) === uid);
  const declared = stored === undefined ? [] : (asPod(stored.object).spec?.containers ?? []);
  return running(machine, uid).some(({ name }) => {
    const ports = declared.find((container) => container.name === name)?.ports ?? [];
    return ports.length === 0 || ports.some(({ containerPort }) => containerPort === port);
  });
}
