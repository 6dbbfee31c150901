import type { NodeInfo } from './node-info.ts';
import type { FilterPlugin } from './plugin.ts';
import type { HostPort } from './pod-info.ts';
import { skip, unschedulable } from './status.ts';

const taken = unschedulable("node(s) didn't have free ports for the requested pod ports");
const anyAddress = '0.0.0.0';

/** Keeps two pods from claiming one port of a host. Models pkg/scheduler/framework/plugins/nodeports. */
export const nodePorts: FilterPlugin = {
  name: 'NodePorts',
  prepareFilter({ hostPorts }) {
    if (hostPorts.length === 0) return { status: skip };
    return { filter: (node) => (hostPorts.some((port) => isTaken(node, port)) ? taken : null) };
  },
};

/** True when a pod of the node claims the port on the same address, or either claims it on every address. */
export function isTaken(node: NodeInfo, { ip, protocol, port }: HostPort): boolean {
  const addresses = node.usedPorts.get(`${protocol}/${port}`);
  if (addresses === undefined) return false;
  return ip === anyAddress || addresses.has(anyAddress) || addresses.has(ip);
}
