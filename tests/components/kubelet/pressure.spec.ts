import { describe, expect, test } from 'vitest';
import { evictionOrder } from '../../../lib/components/kubelet/pressure.ts';
import type { Pod } from '../../../lib/kubernetes/types/pod.ts';

interface Wish {
  readonly request?: string;
  readonly limit?: string;
  readonly containers?: number;
  readonly priority?: number;
}

function pod(uid: string, { request, limit, containers = 1, priority }: Wish): Pod {
  const resources = {
    ...(request !== undefined && { requests: { memory: request } }),
    ...(limit !== undefined && { limits: { memory: limit } }),
  };
  const list = Array.from({ length: containers }, (_, index) => ({ name: `c${index}`, resources }));
  return { metadata: { uid }, spec: { containers: list, ...(priority !== undefined && { priority }) } };
}

/** Every process is taken to use 64Mi, or its limit if that is lower. */
describe('which pod goes first when memory is short', () => {
  const cases: readonly [string, Wish, Wish][] = [
    ['one beyond its request before one within it', {}, { request: '64Mi' }],
    ['… also when the other is less important', { priority: 10 }, { request: '128Mi', priority: 0 }],
    ['of those beyond their request the less important', { priority: 0 }, { priority: 10 }],
    ['… also when the other is further beyond', { request: '32Mi', priority: 0 }, { priority: 10 }],
    ['of equals the one furthest beyond', { containers: 2 }, {}],
    ['of those within their request the one nearest to it', { request: '65Mi' }, { request: '1Gi' }],
    ['a limit keeps what is used down', {}, { limit: '16Mi' }],
  ];
  test.each(cases)('%s', (_what, goes, stays) => {
    // Their names would say the opposite.
    const [first, last] = [pod('z', goes), pod('a', stays)];
    expect([last, first].toSorted(evictionOrder).map(({ metadata }) => metadata.uid)).toEqual(['z', 'a']);
    expect([first, last].toSorted(evictionOrder).map(({ metadata }) => metadata.uid)).toEqual(['z', 'a']);
  });

  test('of pods that are alike the order does not hang on how they were listed', () => {
    const pods = [pod('b', {}), pod('a', {}), pod('c', {})];
    expect(pods.toSorted(evictionOrder).map(({ metadata }) => metadata.uid)).toEqual(['a', 'b', 'c']);
  });
});
