import type { MistakeCase } from './mistake-case.ts';

export const lostNodeMistakes: readonly MistakeCase[] = [
  {
    rule: 'node-controller.left-ready',
    lesson: 'lost-node',
    at: ['node-controller', 'node-pods'],
    action: { type: 'LeavePodsReady' },
  },
  {
    rule: 'node-controller.evicted-early',
    lesson: 'lost-node',
    at: ['node-controller', 'node-silent'],
    action: { type: 'EvictAtOnce' },
  },
  {
    rule: 'node-controller.evicted-early',
    lesson: 'lost-node',
    at: ['node-controller', 'node-taints'],
    action: { type: 'EvictAtOnce' },
  },
  {
    rule: 'node-controller.left-pod',
    lesson: 'lost-node',
    at: ['node-controller', 'evict-pod'],
    action: { type: 'LeavePod' },
  },
  {
    rule: 'kubelet.ran-deleted',
    lesson: 'lost-node',
    wave: 1,
    at: ['kubelet@node-2', 'confirm-delete'],
    action: { type: 'CallRuntime', call: 'RunPodSandbox' },
  },
];
