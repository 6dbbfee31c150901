import { describe, expect, test } from 'vitest';
import { iptablesText, ipvsText } from '../../../lib/components/kube-proxy/kernel-text.ts';
import { knownAddresses, rulesTo, wantedRules } from '../../../lib/components/kube-proxy/rules-math.ts';
import type { Endpoint, EndpointSlice, Service, ServiceSpec } from '../../../lib/kubernetes/types/service.ts';

const KEY = '10.96.0.20:5432';

function service(spec: ServiceSpec = {}): Service {
  return {
    metadata: { name: 'db', namespace: 'default', uid: 'db-svc' },
    spec: { clusterIP: '10.96.0.20', ports: [{ port: 5432, targetPort: 5432 }], ...spec },
  };
}

function endpoint(ip: string, conditions: Endpoint['conditions'] = { ready: true }, nodeName = 'node-2'): Endpoint {
  return { addresses: [ip], conditions, nodeName };
}

function slice(
  endpoints: readonly Endpoint[],
  ports: EndpointSlice['ports'] = [{ name: '', port: 5432 }],
): EndpointSlice {
  return { metadata: { name: 'db-x', namespace: 'default' }, addressType: 'IPv4', ports, endpoints };
}

const terminating = { ready: false, serving: true, terminating: true };
const unready = { ready: false, serving: false, terminating: false };

describe('SVC-4 what a node shall have for a Service', () => {
  test.each<[string, Service | null, EndpointSlice[], Record<string, string[]>]>([
    ['one ready endpoint', service(), [slice([endpoint('10.244.2.2')])], { [KEY]: ['10.244.2.2:5432'] }],
    ['no slice yet: REJECT', service(), [], { [KEY]: [] }],
    ['nobody ready: REJECT', service(), [slice([endpoint('10.244.2.2', unready)])], { [KEY]: [] }],
    [
      'ready ones only',
      service(),
      [slice([endpoint('10.244.2.2', unready), endpoint('10.244.3.2')])],
      { [KEY]: ['10.244.3.2:5432'] },
    ],
    [
      'one that ends but still serves, when there is no other',
      service(),
      [slice([endpoint('10.244.2.2', terminating)])],
      { [KEY]: ['10.244.2.2:5432'] },
    ],
    [
      'not one that ends, when there is another',
      service(),
      [slice([endpoint('10.244.2.2', terminating), endpoint('10.244.3.2')])],
      { [KEY]: ['10.244.3.2:5432'] },
    ],
    [
      'the endpoints of two slices',
      service(),
      [slice([endpoint('10.244.2.2')]), slice([endpoint('10.244.3.2')])],
      { [KEY]: ['10.244.2.2:5432', '10.244.3.2:5432'] },
    ],
    [
      'the number that the slice says, by the name of the port',
      service({ ports: [{ name: 'pg', port: 5432, targetPort: 'pg' }] }),
      [slice([endpoint('10.244.2.2')], [{ name: 'pg', port: 6543 }])],
      { [KEY]: ['10.244.2.2:6543'] },
    ],
    [
      'only local endpoints by internalTrafficPolicy',
      service({ internalTrafficPolicy: 'Local' }),
      [slice([endpoint('10.244.2.2'), endpoint('10.244.1.2', { ready: true }, 'node-1')])],
      { [KEY]: ['10.244.1.2:5432'] },
    ],
    ['a headless Service has none', service({ clusterIP: 'None' }), [slice([endpoint('10.244.2.2')])], {}],
    ['a Service that is gone has none', null, [slice([endpoint('10.244.2.2')])], {}],
  ])('%s', (_name, given, slices, expected) => {
    const rules = wantedRules(given, slices, 'node-1');
    expect(Object.fromEntries(Object.entries(rules).map(([key, rule]) => [key, rule.endpoints]))).toEqual(expected);
  });
});

describe('rules that a player chooses', () => {
  const before = wantedRules(service(), [slice([endpoint('10.244.2.2')])], 'node-1');
  const now = [slice([endpoint('10.244.3.2'), endpoint('10.244.4.2', unready)])];

  test('every address that the slices or the old rules name can be chosen', () => {
    expect(knownAddresses(now, before)).toEqual(['10.244.3.2', '10.244.4.2', '10.244.2.2']);
  });

  test.each<[string, string[], string[]]>([
    ['the ready one', ['10.244.3.2'], ['10.244.3.2:5432']],
    ['an unready one', ['10.244.4.2'], ['10.244.4.2:5432']],
    ['one that only the old rules know', ['10.244.2.2'], ['10.244.2.2:5432']],
    ['nothing', [], []],
  ])('%s', (_name, chosen, endpoints) => {
    expect(rulesTo(service(), now, before, chosen)[KEY]?.endpoints).toEqual(endpoints);
  });

  test('of a Service that is gone nothing is left unless it is chosen', () => {
    expect(rulesTo(null, [], before, [])).toEqual({});
    expect(rulesTo(null, [], before, ['10.244.2.2'])).toEqual(before);
  });
});

describe('the rules as the kernel’s own tools list them', () => {
  const three = wantedRules(
    service(),
    [slice(['10.244.1.2', '10.244.2.2', '10.244.3.2'].map((ip) => endpoint(ip)))],
    'n',
  );

  test('each endpoint takes 1/n of what the ones before it left', () => {
    const jumps = iptablesText(three).filter((line) => line.includes('-A KUBE-SVC-'));
    expect(jumps.map((line) => /--probability (\S+)/.exec(line)?.[1] ?? 'rest')).toEqual([
      '0.33333',
      '0.50000',
      'rest',
    ]);
  });

  test('a chain for the Service and one for each endpoint, under different names', () => {
    const lines = iptablesText(three);
    expect(lines[0]).toMatch(
      /^-A KUBE-SERVICES -d 10\.96\.0\.20\/32 -p tcp -m tcp --dport 5432 -j KUBE-SVC-[A-Z2-7]{16}$/,
    );
    const chains = new Set(lines.flatMap((line) => /-A (KUBE-SEP-[A-Z2-7]{16}) .*DNAT/.exec(line)?.[1] ?? []));
    expect(chains.size).toBe(3);
    expect(lines.at(-1)).toContain('--to-destination 10.244.3.2:5432');
  });

  test('without endpoints: REJECT', () => {
    expect(iptablesText(wantedRules(service(), [], 'n'))).toEqual([
      '-A KUBE-SERVICES -d 10.96.0.20/32 -p tcp -m tcp --dport 5432 -m comment --comment "default/db has no endpoints" -j REJECT',
    ]);
  });

  test('ipvs: a virtual server and its real servers', () => {
    expect(ipvsText(wantedRules(service(), [slice([endpoint('10.244.2.2')])], 'n'))).toEqual([
      'TCP  10.96.0.20:5432 rr',
      '  -> 10.244.2.2:5432  Masq  1',
    ]);
  });
});
