import { describe, expect, it } from 'vitest';
import { planSlices, wantedEndpoints } from '../../../lib/components/endpointslice-controller/slices.ts';
import type { Pod } from '../../../lib/kubernetes/types/pod.ts';
import type { EndpointSlice, Service } from '../../../lib/kubernetes/types/service.ts';

const service: Service = {
  metadata: { name: 'web', namespace: 'default', uid: 'u' },
  spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
};

function podNumber(index: number, ready = true, containerPort = 8080): Pod {
  return {
    metadata: { name: `web-${index}`, namespace: 'default', uid: `uid-${index}`, labels: { app: 'web' } },
    spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort }] }] },
    status: {
      phase: 'Running',
      podIPs: [{ ip: `10.0.0.${index}` }, { ip: `fd00::${index}` }],
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  };
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

function slicesFor(pods: readonly Pod[], existing: readonly EndpointSlice[] = []) {
  return planSlices(service, wantedEndpoints(service, pods, []), existing);
}

const named = (slice: EndpointSlice, name: string): EndpointSlice => ({
  ...slice,
  metadata: { ...slice.metadata, name },
});
const addresses = ({ endpoints = [] }: EndpointSlice): string[] => endpoints.flatMap((endpoint) => endpoint.addresses);

describe('endpoint slices', () => {
  it('hold at most a hundred endpoints each', () => {
    const { create } = slicesFor(numbers(0, 250).map((index) => podNumber(index)));
    expect(create.map((slice) => slice.endpoints?.length)).toEqual([100, 100, 50]);
    expect(create[0]).toMatchObject({
      metadata: { generateName: 'web-', labels: { 'kubernetes.io/service-name': 'web' } },
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    });
  });

  it('exist, empty, for a Service without pods', () => {
    const { create } = slicesFor([]);
    expect(create).toMatchObject([{ endpoints: [], ports: [] }]);
    expect(slicesFor([], create)).toEqual({ create: [], update: [], remove: [] });
  });

  it('stay untouched when nothing changed, and change in place when a pod does', () => {
    const [slice] = slicesFor([podNumber(1), podNumber(2)]).create;
    const existing = slice === undefined ? [] : [named(slice, 'web-abc')];
    expect(slicesFor([podNumber(2), podNumber(1)], existing)).toEqual({ create: [], update: [], remove: [] });
    const { create, update, remove } = slicesFor([podNumber(1, false), podNumber(2), podNumber(3)], existing);
    expect([create, remove]).toEqual([[], []]);
    expect(update.map(addresses)).toEqual([['10.0.0.1', '10.0.0.2', '10.0.0.3']]);
    expect(update[0]?.endpoints?.[0]?.conditions).toEqual({ ready: false, serving: false, terminating: false });
  });

  it('take new endpoints where something changes anyway', () => {
    const existing = slicesFor(numbers(0, 150).map((index) => podNumber(index))).create.map((slice, index) =>
      named(slice, `s${index}`),
    );
    const { create, update, remove } = slicesFor(
      [...numbers(1, 150), 200].map((index) => podNumber(index)),
      existing,
    );
    expect([create, remove]).toEqual([[], []]);
    expect(update.map(({ metadata }) => metadata.name)).toEqual(['s0']);
  });

  it('are apart for pods that serve other port numbers, and go when their pods are gone', () => {
    const { create } = slicesFor([podNumber(1), podNumber(2, true, 9090)]);
    expect(create.map(({ ports = [] }) => ports.map(({ port }) => port))).toEqual([[8080], [9090]]);
    const existing = create.map((slice, index) => named(slice, `s${index}`));
    const { update, remove } = slicesFor([podNumber(1)], existing);
    expect(update).toEqual([]);
    expect(remove.map(({ metadata }) => metadata.name)).toEqual(['s1']);
  });

  it('say IPv6 when asked, and are nobody’s business without a selector', () => {
    const [group] = wantedEndpoints(service, [podNumber(1)], [], 'IPv6');
    expect(group?.endpoints[0]?.addresses).toEqual(['fd00::1']);
    expect(wantedEndpoints({ ...service, spec: { ports: [] } }, [podNumber(1)], [])).toEqual([]);
  });
});
