import type { MistakeCase } from './mistake-case.ts';

const web = { name: 'web', image: 'nginx:1.27', cpu: '500m', memory: '128Mi' };

export const podCreationMistakes: readonly MistakeCase[] = [
  { rule: 'user.wrong-image', at: ['user', 'mission'], action: { type: 'CreatePod', ...web, image: 'ngnix:1.27' } },
  { rule: 'user.unschedulable', at: ['user', 'mission'], action: { type: 'CreatePod', ...web, cpu: '50' } },
  {
    rule: 'apiserver.authenticated-unknown',
    at: ['kube-apiserver', 'authenticate'],
    action: { type: 'AuthenticateRequest', accept: true },
    before: { at: ['user', 'mission'], action: { type: 'CreatePod', ...web, credential: 'cert:stranger' } },
  },
  {
    rule: 'apiserver.rejected-valid',
    at: ['kube-apiserver', 'authenticate'],
    action: { type: 'AuthenticateRequest', accept: false },
  },
  {
    rule: 'apiserver.rejected-valid',
    at: ['kube-apiserver', 'authorize'],
    action: { type: 'AuthorizeRequest', allow: false },
  },
  { rule: 'apiserver.rejected-valid', at: ['kube-apiserver', 'admit'], action: { type: 'AdmitObject', admit: false } },
  { rule: 'apiserver.rejected-valid', at: ['kube-apiserver', 'pass'], action: { type: 'RefuseRequest', code: 403 } },
  {
    rule: 'apiserver.authorized-unbound',
    at: ['kube-apiserver', 'authorize'],
    action: { type: 'AuthorizeRequest', allow: true },
    before: { at: ['user', 'mission'], action: { type: 'CreatePod', ...web, credential: 'token:kube-proxy' } },
  },
  { rule: 'apiserver.admitted-invalid', wave: 2, at: ['kube-apiserver', 'pass'], action: { type: 'PassRequest' } },
  {
    rule: 'apiserver.unconditional-put',
    at: ['kube-apiserver', 'store'],
    action: { type: 'StoreObject', compare: false },
  },
  { rule: 'apiserver.held-answer', at: ['kube-apiserver', 'answer'], action: { type: 'HoldAnswer' } },
  { rule: 'scheduler.gave-up', at: ['kube-scheduler', 'bind'], action: { type: 'MarkUnschedulable' } },
  { rule: 'scheduler.overcommit', at: ['kube-scheduler', 'bind'], action: { type: 'BindPod', node: 'node-1' } },
  { rule: 'scheduler.ignored-taint', at: ['kube-scheduler', 'bind'], action: { type: 'BindPod', node: 'node-2' } },
  { rule: 'scheduler.unknown-node', at: ['kube-scheduler', 'bind'], action: { type: 'BindPod', node: 'node-9' } },
  { rule: 'kubelet.false-reject', at: ['kubelet@node-3', 'admit-pod'], action: { type: 'RejectPod' } },
  {
    rule: 'kubelet.overcommit',
    at: ['kubelet@node-1', 'admit-pod'],
    action: { type: 'AdmitPod' },
    before: { at: ['kube-scheduler', 'bind'], action: { type: 'BindPod', node: 'node-1' } },
  },
  {
    rule: 'kubelet.false-status',
    at: ['kubelet@node-3', 'sync-pod'],
    action: { type: 'ReportStatus', phase: 'Running' },
  },
  {
    rule: 'kubelet.false-status',
    at: ['kubelet@node-3', 'report-pod'],
    action: { type: 'ReportStatus', phase: 'Failed' },
  },
  {
    rule: 'kubelet.false-status',
    at: ['kubelet@node-3', 'report-pod'],
    action: { type: 'ReportStatus', phase: 'Pending' },
  },
  { rule: 'runtime.false-ok', at: ['container-runtime@node-3', 'runtime-call'], action: { type: 'FakeCall' } },
  {
    rule: 'runtime.wrong-image',
    at: ['container-runtime@node-3', 'runtime-call'],
    action: { type: 'PullOther', image: 'nginx:1.25' },
    before: { at: ['container-runtime@node-3', 'runtime-call'], action: { type: 'RunCall' } },
  },
];
