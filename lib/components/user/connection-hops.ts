import type { Turn } from '../../cluster/component.ts';
import type { ConnectionVerb } from '../../cluster/message.ts';
import { asPod, listObjects, POD_PREFIX } from '../../cluster/objects.ts';
import type { Connection, ConnectionRoute } from '../../cluster/services.ts';

/**
 * The way of a connection as messages that can be drawn: the client hands the packet to its own node's kernel, which
 * sends it on. No kube-proxy stands in the way.
 */
export function drawRoute(turn: Turn, connection: Connection, route: ConnectionRoute): void {
  const { pod, node, host, port } = connection;
  const client = `${pod}@${node}`;
  const kernel = `kernel@${node}`;
  const { address, endpoint } = route;
  const first = hop(turn, connection, client, kernel, 'connect', `${address ?? host}:${port}`);
  if (endpoint === undefined || route.cause === 'no-rule') return;
  const verb = route.rewritten ? 'DNAT' : 'forward';
  hop(turn, connection, kernel, ownerOf(turn, endpoint), verb, endpoint, first);
}

/** What comes back to the client; nothing when nobody answers. */
export function drawEnd(turn: Turn, connection: Connection, route: ConnectionRoute): void {
  const { pod, node, host, port } = connection;
  const { outcome, cause, address = host, endpoint = '' } = route;
  const client = `${pod}@${node}`;
  const path = `${address}:${port}`;
  if (outcome === 'connected') hop(turn, connection, ownerOf(turn, endpoint), client, 'SYN-ACK', path);
  if (cause === 'nothing-listens') hop(turn, connection, ownerOf(turn, endpoint), client, 'RST', path);
  if (cause === 'no-endpoints') hop(turn, connection, `kernel@${node}`, client, 'REJECT', path);
}

function hop(
  turn: Turn,
  { id }: Connection,
  from: string,
  to: string,
  verb: ConnectionVerb,
  path: string,
  causedBy?: string,
): string {
  return turn.send({
    kind: verb === 'SYN-ACK' || verb === 'RST' || verb === 'REJECT' ? 'answer' : 'request',
    from,
    to,
    verb,
    path,
    weight: 'story',
    about: id,
    ...(causedBy !== undefined && { causedBy }),
  });
}

/** The pod that has the address, with its node; the bare address when no pod has it. */
function ownerOf(turn: Turn, endpoint: string): string {
  const address = endpoint.slice(0, endpoint.lastIndexOf(':'));
  const stored = listObjects(turn.state, POD_PREFIX).find(({ object }) => asPod(object).status?.podIP === address);
  if (stored === undefined) return address;
  const { metadata, spec } = asPod(stored.object);
  return `${metadata.name ?? ''}@${spec?.nodeName ?? ''}`;
}
