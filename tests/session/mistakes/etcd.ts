import type { MistakeCase } from './mistake-case.ts';

const rule = 'etcd.wrote-registry';
const watch = { type: 'RunEtcdctl', line: 'etcdctl watch --prefix /registry/pods/' } as const;

/** What is written past the API server. */
export const etcdMistakes: readonly MistakeCase[] = [
  {
    rule,
    lesson: 'etcd',
    at: ['etcd', 'etcdctl'],
    action: { type: 'RunEtcdctl', line: 'etcdctl put /registry/demo/color red' },
  },
  {
    rule,
    lesson: 'etcd',
    wave: 1,
    at: ['etcd', 'etcdctl'],
    before: { at: ['etcd', 'etcdctl'], action: watch },
    action: { type: 'RunEtcdctl', line: 'etcdctl del /registry/pods/default/web' },
  },
];
