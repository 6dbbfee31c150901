import { describe, expect, it } from 'vitest';
import { allocateService } from '../../lib/kubernetes/registry/service-allocation.ts';
import { quotaRefusal } from '../../lib/kubernetes/registry/quota.ts';
import type { Service, ServiceSpec } from '../../lib/kubernetes/types/service.ts';

const RANGES = { network: '10.96', firstNodePort: 30_000, lastNodePort: 30_001 };

function service(spec: ServiceSpec): Service {
  return { metadata: { name: 'web' }, spec };
}

function allocated(spec: ServiceSpec, others: readonly Service[] = []): Service {
  const result = allocateService(service(spec), others, RANGES);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('allocateService', () => {
  it('gives each Service an address of its own', () => {
    const first = allocated({ type: 'ClusterIP' });
    expect(first.spec?.clusterIP).toBe('10.96.0.1');
    expect(allocated({ type: 'ClusterIP' }, [first]).spec?.clusterIP).toBe('10.96.0.2');
  });

  it('leaves headless Services without an address, and ExternalName alone', () => {
    expect(allocated({ clusterIP: 'None' }).spec?.clusterIPs).toEqual(['None']);
    expect(allocated({ type: 'ExternalName', externalName: 'a.example' }).spec).not.toHaveProperty('clusterIP');
  });

  it('refuses an address that is taken or of another network', () => {
    const other = service({ clusterIP: '10.96.0.9', clusterIPs: ['10.96.0.9'] });
    expect(allocateService(service({ clusterIP: '10.96.0.9' }), [other], RANGES).ok).toBe(false);
    expect(allocateService(service({ clusterIP: '10.97.0.1' }), [], RANGES).ok).toBe(false);
  });

  it('gives node ports until there are none left', () => {
    const first = allocated({ type: 'NodePort', ports: [{ port: 80 }, { port: 443 }] });
    expect(first.spec?.ports?.map(({ nodePort }) => nodePort)).toEqual([30_000, 30_001]);
    const next = allocateService(service({ type: 'NodePort', ports: [{ port: 80 }] }), [first], RANGES);
    expect(next).toMatchObject({ ok: false, error: [{ field: 'spec.ports[0].nodePort' }] });
  });
});

describe('quotaRefusal', () => {
  const pod = { metadata: {}, spec: { containers: [{ name: 'c', resources: { requests: { cpu: '600m' } } }] } };

  it('forbids what would go over, in the words of the API server', () => {
    const quota = {
      metadata: { name: 'q' },
      status: { hard: { 'requests.cpu': '1' }, used: { 'requests.cpu': '500m' } },
    };
    expect(quotaRefusal(quota, pod)).toBe(
      'exceeded quota: q, requested: requests.cpu=600m, used: requests.cpu=500m, limited: requests.cpu=1',
    );
  });

  it('allows what just fits', () => {
    const quota = {
      metadata: { name: 'q' },
      status: { hard: { 'requests.cpu': '1100m' }, used: { 'requests.cpu': '500m' } },
    };
    expect(quotaRefusal(quota, pod)).toBeNull();
  });

  it('wants a request for each resource that it limits', () => {
    const quota = { metadata: { name: 'q' }, spec: { hard: { memory: '1Gi' } } };
    expect(quotaRefusal(quota, pod)).toBe('failed quota: q: must specify memory');
  });
});
