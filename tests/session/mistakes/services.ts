import type { MistakeCase } from './mistake-case.ts';

export const servicesMistakes: readonly MistakeCase[] = [
  {
    rule: 'user.empty-selector',
    lesson: 'services',
    wave: 1,
    at: ['user', 'mission'],
    action: { type: 'RunTask', slip: true },
  },
  {
    rule: 'endpointslice.left-out',
    lesson: 'services',
    wave: 1,
    at: ['endpointslice-controller', 'slice'],
    action: { type: 'WriteSlice', pods: [] },
  },
  {
    rule: 'endpointslice.unready-as-ready',
    lesson: 'services',
    wave: 2,
    at: ['endpointslice-controller', 'slice'],
    action: { type: 'WriteSlice', pods: ['db-uid'] },
  },
  {
    rule: 'kube-proxy.no-rule',
    lesson: 'services',
    wave: 1,
    at: ['kube-proxy@node-1', 'rules'],
    action: { type: 'LeaveRules' },
  },
  {
    rule: 'kube-proxy.no-rule',
    lesson: 'services',
    wave: 1,
    at: ['kube-proxy@node-2', 'rules'],
    action: { type: 'ProgramRules', endpoints: [] },
  },
  {
    rule: 'kube-proxy.dead-endpoint',
    lesson: 'services',
    wave: 2,
    at: ['kube-proxy@node-1', 'rules'],
    action: { type: 'ProgramRules', endpoints: ['10.244.2.2'] },
  },
];
