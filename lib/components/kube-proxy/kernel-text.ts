import { fingerprintText } from '../../kernel/canonical.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import type { ServiceRules } from './rules-math.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * The node's rules as `iptables-save -t nat` lists them, shortened to what leads a packet. Models
 * pkg/proxy/iptables/proxier.go: each endpoint takes 1/n of what the ones before it left.
 */
export function iptablesText(rules: ServiceRules): string[] {
  return sortedKeys(rules).flatMap((key) => {
    const rule = rules[key];
    if (rule === undefined) return [];
    const [address, port] = partsOf(key);
    const match = `-A KUBE-SERVICES -d ${address}/32 -p tcp -m tcp --dport ${port}`;
    const { name, endpoints } = rule;
    if (endpoints.length === 0) {
      return [`${match} -m comment --comment "${name} has no endpoints" -j REJECT`];
    }
    const chain = `KUBE-SVC-${hash(name)}`;
    const jumps = endpoints.map((endpoint, index) => {
      const left = endpoints.length - index;
      const chance = left === 1 ? '' : ` -m statistic --mode random --probability ${(1 / left).toFixed(5)}`;
      return `-A ${chain} -m comment --comment "${name} -> ${endpoint}"${chance} -j ${endpointChain(name, endpoint)}`;
    });
    const rewrites = endpoints.map(
      (endpoint) => `-A ${endpointChain(name, endpoint)} -p tcp -m tcp -j DNAT --to-destination ${endpoint}`,
    );
    return [`${match} -j ${chain}`, ...jumps, ...rewrites];
  });
}

/** The same as `ipvsadm -Ln` lists it: one virtual server a rule, its real servers below. */
export function ipvsText(rules: ServiceRules): string[] {
  return sortedKeys(rules).flatMap((key) => [
    `TCP  ${key} rr`,
    ...(rules[key]?.endpoints ?? []).map((endpoint) => `  -> ${endpoint}  Masq  1`),
  ]);
}

function partsOf(key: string): [string, string] {
  const colon = key.lastIndexOf(':');
  return [key.slice(0, colon), key.slice(colon + 1)];
}

function endpointChain(name: string, endpoint: string): string {
  return `KUBE-SEP-${hash(`${name}/${endpoint}`)}`;
}

/** Sixteen characters like those that name kube-proxy's chains; fixed by the name. */
function hash(name: string): string {
  const digits = fingerprintText(name) + fingerprintText(`${name}/tcp`);
  return Array.from(
    { length: 16 },
    (_, index) => BASE32[Number.parseInt(digits.slice(index, index + 2), 16) % 32],
  ).join('');
}
