import { asPod, listObjects, POD_PREFIX } from '../../../lib/cluster/objects.ts';
import { isPodReady } from '../../../lib/components/replication-controller/pod-status.ts';
import type { Pod } from '../../../lib/kubernetes/types/pod.ts';
import type { Play } from '../../support/play.ts';
import type { MistakeCase } from './mistake-case.ts';

const lesson = 'replicas';
const card = ['replication-controller', 'replicas'] as const;

function pods({ state }: Play): Pod[] {
  return listObjects(state.cluster, `${POD_PREFIX}default/`).map(({ object }) => asPod(object));
}

function uidsOf(chosen: readonly Pod[]): string[] {
  return chosen.map(({ metadata }) => metadata.uid ?? '');
}

const refusal = { type: 'RefuseRequest', code: 403 } as const;
const two = { at: card, action: { type: 'CreateReplicas', count: 2 } } as const;

export const replicasMistakes: readonly MistakeCase[] = [
  { rule: 'user.wrong-template', lesson, at: ['user', 'mission'], action: { type: 'RunTask', slip: true } },
  { rule: 'replication.overshoot', lesson, at: card, action: { type: 'CreateReplicas', count: 3 } },
  { rule: 'replication.waited', lesson, at: card, action: { type: 'LeaveReplicas' } },
  { rule: 'replication.waited', lesson, wave: 1, at: card, action: { type: 'LeaveReplicas' } },
  { rule: 'replication.waited', lesson, wave: 3, at: card, action: { type: 'DeleteReplicas', pods: [] } },
  {
    rule: 'replication.scheduled-by-itself',
    lesson,
    at: card,
    action: { type: 'CreateReplicas', count: 2, node: 'node-1' },
  },
  {
    rule: 'replication.deleted-too-many',
    lesson,
    wave: 3,
    at: card,
    action: (play) => ({ type: 'DeleteReplicas', pods: uidsOf(pods(play)) }),
  },
  {
    rule: 'replication.wrong-victim',
    lesson,
    wave: 2,
    before: { at: card, action: { type: 'CreateReplicas', count: 2 } },
    at: card,
    action: (play) => ({ type: 'DeleteReplicas', pods: uidsOf(pods(play).filter(isPodReady).slice(0, 1)) }),
  },
  // What others get wrong about a controller's pods: the controller, or the user who waits, makes up for it.
  { rule: 'apiserver.rejected-valid', lesson, at: ['kube-apiserver', 'pass'], action: refusal },
  { rule: 'apiserver.rejected-valid', lesson, before: two, at: ['kube-apiserver', 'pass'], action: refusal },
  { rule: 'apiserver.rejected-valid', lesson, wave: 1, at: ['kube-apiserver', 'pass'], action: refusal },
  { rule: 'apiserver.rejected-valid', lesson, wave: 2, at: ['kube-apiserver', 'pass'], action: refusal },
  { rule: 'apiserver.rejected-valid', lesson, wave: 3, at: ['kube-apiserver', 'pass'], action: refusal },
  {
    rule: 'scheduler.unknown-node',
    lesson,
    at: ['kube-scheduler', 'bind'],
    action: { type: 'BindPod', node: 'node-9' },
  },
  { rule: 'scheduler.gave-up', lesson, at: ['kube-scheduler', 'bind'], action: { type: 'MarkUnschedulable' } },
  { rule: 'kubelet.false-reject', lesson, at: ['kubelet@node-1', 'admit-pod'], action: { type: 'RejectPod' } },
  {
    rule: 'kubelet.false-status',
    lesson,
    at: ['kubelet@node-1', 'report-pod'],
    action: { type: 'ReportStatus', phase: 'Failed' },
  },
  { rule: 'runtime.false-ok', lesson, at: ['container-runtime@node-1', 'runtime-call'], action: { type: 'FakeCall' } },
];
