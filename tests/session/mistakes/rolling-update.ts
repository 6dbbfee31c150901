import type { MistakeCase } from './mistake-case.ts';

const lesson = 'rolling-update';
const card = ['replication-controller', 'rollout'] as const;

export const rollingUpdateMistakes: readonly MistakeCase[] = [
  { rule: 'replication.surge', lesson, wave: 1, at: card, action: { type: 'StepRollout', atOnce: true } },
  { rule: 'replication.surge', lesson, wave: 2, at: card, action: { type: 'StepRollout', atOnce: true } },
  { rule: 'replication.surge', lesson, wave: 3, at: card, action: { type: 'StepRollout', atOnce: true } },
  { rule: 'replication.waited', lesson, at: card, action: { type: 'LeaveReplicas' } },
  { rule: 'replication.waited', lesson, wave: 1, at: card, action: { type: 'LeaveReplicas' } },
  {
    rule: 'replication.overshoot',
    lesson,
    wave: 1,
    at: ['replication-controller', 'replicas'],
    action: { type: 'CreateReplicas', count: 2 },
  },
  {
    rule: 'apiserver.rejected-valid',
    lesson,
    wave: 1,
    before: { at: card, action: { type: 'StepRollout', atOnce: false } },
    at: ['kube-apiserver', 'pass'],
    action: { type: 'RefuseRequest', code: 403 },
  },
];
