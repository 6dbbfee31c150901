import type { CardKind } from './card.ts';
import type { SeatAction, SeatActionType } from './commands.ts';
import type { ComponentName } from './seats.ts';

/** What a player may do about each kind of card. `SendMessage` is always possible to say and never to do. */
const ON_CARD: Readonly<Record<CardKind, readonly SeatActionType[]>> = {
  mission: ['CreatePod', 'DeletePod', 'RunTask'],
  repair: ['DeletePod', 'KeepWaiting', 'RunTask'],
  look: ['GetPods'],
  authenticate: ['AuthenticateRequest'],
  authorize: ['AuthorizeRequest'],
  admit: ['AdmitObject'],
  store: ['StoreObject'],
  answer: ['AnswerRequest', 'HoldAnswer'],
  pass: ['PassRequest', 'RefuseRequest'],
  compare: ['EvaluateCompare'],
  commit: ['CommitTxn'],
  txn: ['EvaluateTxn'],
  etcdctl: ['RunEtcdctl'],
  'read-number': ['ReadNumber'],
  worksheet: ['FileWorksheet', 'MarkUnschedulable'],
  score: ['ScoreNodes'],
  bind: ['BindPod', 'MarkUnschedulable'],
  preempt: ['PreemptPods', 'MarkUnschedulable'],
  'admit-pod': ['AdmitPod', 'RejectPod'],
  'sync-pod': ['CallRuntime', 'ReportStatus'],
  'report-pod': ['ReportStatus'],
  'stop-pod': ['CallRuntime'],
  'confirm-delete': ['ConfirmDelete', 'CallRuntime'],
  'node-silent': ['MarkUnknown', 'EvictAtOnce'],
  'node-pods': ['MarkPodsNotReady', 'LeavePodsReady', 'EvictAtOnce'],
  'node-taints': ['TaintNode', 'EvictAtOnce'],
  'evict-pod': ['EvictPod', 'LeavePod'],
  'runtime-call': ['RunCall', 'FakeCall', 'PullOther', 'FailCall'],
  slice: ['WriteSlice'],
  replicas: ['CreateReplicas', 'DeleteReplicas', 'LeaveReplicas', 'MarkReplicasReady'],
  rollout: ['StepRollout', 'LeaveReplicas'],
  rules: ['ProgramRules', 'LeaveRules'],
};

const BY_COMPONENT: Readonly<Record<ComponentName, readonly SeatActionType[]>> = {
  user: ['CreatePod', 'DeletePod', 'GetPods', 'KeepWaiting', 'RunTask'],
  'kube-apiserver': [
    'AuthenticateRequest',
    'AuthorizeRequest',
    'AdmitObject',
    'StoreObject',
    'AnswerRequest',
    'HoldAnswer',
    'PassRequest',
    'RefuseRequest',
  ],
  etcd: ['EvaluateCompare', 'CommitTxn', 'EvaluateTxn', 'RunEtcdctl', 'ReadNumber'],
  'kube-scheduler': ['FileWorksheet', 'ScoreNodes', 'BindPod', 'PreemptPods', 'MarkUnschedulable'],
  'node-controller': [
    'MarkUnknown',
    'MarkPodsNotReady',
    'LeavePodsReady',
    'TaintNode',
    'EvictAtOnce',
    'EvictPod',
    'LeavePod',
  ],
  'replication-controller': ['CreateReplicas', 'DeleteReplicas', 'LeaveReplicas', 'MarkReplicasReady', 'StepRollout'],
  'endpointslice-controller': ['WriteSlice'],
  kubelet: ['AdmitPod', 'RejectPod', 'ReportStatus', 'CallRuntime', 'ConfirmDelete'],
  'container-runtime': ['RunCall', 'FakeCall', 'PullOther', 'FailCall'],
  'kube-proxy': ['ProgramRules', 'LeaveRules'],
};

export function actionsOn(kind: CardKind): readonly SeatActionType[] {
  return ON_CARD[kind];
}

export function permittedTo(component: ComponentName, action: SeatActionType): boolean {
  return BY_COMPONENT[component].includes(action);
}

/** The card an action names; null for those that need none. */
export function cardOf(action: SeatAction): string | null {
  return 'card' in action && action.card !== undefined ? action.card : null;
}
