import type { MistakeCase } from './mistake-case.ts';

const lesson = 'scheduling';

/** What can go wrong when nodes are filtered, scored and cleared. */
export const schedulingMistakes: readonly MistakeCase[] = [
  { rule: 'scheduler.overcommit', lesson, at: ['kube-scheduler', 'bind'], action: { type: 'BindPod', node: 'node-4' } },
  {
    rule: 'scheduler.ignored-taint',
    lesson,
    at: ['kube-scheduler', 'bind'],
    action: { type: 'BindPod', node: 'node-2' },
  },
  {
    rule: 'scheduler.ignored-affinity',
    lesson,
    at: ['kube-scheduler', 'bind'],
    before: { at: ['kube-scheduler', 'bind'], action: { type: 'BindPod', node: 'node-3' } },
    action: { type: 'BindPod', node: 'node-4' },
  },
  {
    rule: 'scheduler.not-best',
    lesson,
    wave: 1,
    at: ['kube-scheduler', 'bind'],
    action: { type: 'BindPod', node: 'node-1' },
  },
  {
    rule: 'scheduler.spared-victims',
    lesson,
    wave: 2,
    at: ['kube-scheduler', 'preempt'],
    action: { type: 'MarkUnschedulable' },
  },
  {
    rule: 'scheduler.costly-victims',
    lesson,
    wave: 2,
    at: ['kube-scheduler', 'preempt'],
    action: { type: 'PreemptPods', node: 'node-2' },
  },
];
