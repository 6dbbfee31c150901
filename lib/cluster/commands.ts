import type { Fault } from './faults.ts';
import type { CriVerb, SpokenVerb } from './message.ts';
import type { SeatId } from './seats.ts';

/** What a `user` seat may do with kubectl. */
export type UserAction =
  | {
      readonly type: 'CreatePod';
      readonly card: string;
      readonly name: string;
      readonly image: string;
      readonly cpu: string;
      readonly memory: string;
      /** Another credential than the seat's own. */
      readonly credential?: string;
    }
  | { readonly type: 'DeletePod'; readonly card?: string; readonly name: string; readonly force?: boolean }
  | { readonly type: 'GetPods'; readonly card?: string }
  | { readonly type: 'KeepWaiting'; readonly card: string }
  /** Does a mission's task; `slip` with the mistake that a person could make; `name` picks one of several objects. */
  | { readonly type: 'RunTask'; readonly card: string; readonly slip?: boolean; readonly name?: string };

/** What kube-apiserver may decide about a request that waits at one of its stages. */
export type ApiserverAction =
  | { readonly type: 'AuthenticateRequest'; readonly card: string; readonly accept: boolean }
  | { readonly type: 'AuthorizeRequest'; readonly card: string; readonly allow: boolean }
  | { readonly type: 'AdmitObject'; readonly card: string; readonly admit: boolean }
  | { readonly type: 'StoreObject'; readonly card: string; readonly compare: boolean }
  | { readonly type: 'AnswerRequest'; readonly card: string; readonly code: number }
  | { readonly type: 'HoldAnswer'; readonly card: string }
  | { readonly type: 'PassRequest'; readonly card: string }
  | { readonly type: 'RefuseRequest'; readonly card: string; readonly code: 401 | 403 | 422 };

/** What etcd may say about the transaction it works on. */
export type EtcdAction =
  | { readonly type: 'EvaluateCompare'; readonly card: string; readonly holds: boolean }
  | { readonly type: 'CommitTxn'; readonly card: string; readonly revision: number }
  | { readonly type: 'EvaluateTxn'; readonly card: string; readonly holds: boolean }
  /** Types a line of etcdctl, past the API server. */
  | { readonly type: 'RunEtcdctl'; readonly card: string; readonly line: string }
  /** Says a number that etcdctl printed. */
  | { readonly type: 'ReadNumber'; readonly card: string; readonly number: number };

export interface Verdict {
  readonly node: string;
  readonly feasible: boolean;
}

export type SchedulerAction =
  | { readonly type: 'FileWorksheet'; readonly card: string; readonly verdicts: readonly Verdict[] }
  /** Names the node with the highest total. */
  | { readonly type: 'ScoreNodes'; readonly card: string; readonly node: string }
  | { readonly type: 'BindPod'; readonly card: string; readonly node: string }
  /** Deletes less important pods of this node, so that the pod on the card fits there. */
  | { readonly type: 'PreemptPods'; readonly card: string; readonly node: string }
  | { readonly type: 'MarkUnschedulable'; readonly card: string };

export type ReportedPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export type KubeletAction =
  | { readonly type: 'AdmitPod'; readonly card: string }
  | { readonly type: 'RejectPod'; readonly card: string }
  | { readonly type: 'ReportStatus'; readonly card: string; readonly phase: ReportedPhase }
  | { readonly type: 'CallRuntime'; readonly card: string; readonly call: CriVerb }
  | { readonly type: 'ConfirmDelete'; readonly card: string };

export type RuntimeAction =
  | { readonly type: 'RunCall'; readonly card: string }
  | { readonly type: 'FakeCall'; readonly card: string }
  | { readonly type: 'PullOther'; readonly card: string; readonly image: string }
  | { readonly type: 'FailCall'; readonly card: string };

/** What the EndpointSlice controller writes: the pods that shall stand in the slices as ready. */
export interface EndpointSliceAction {
  readonly type: 'WriteSlice';
  readonly card: string;
  /** Uids of pods. */
  readonly pods: readonly string[];
}

export type ProxyAction =
  /** The endpoints, by address, that the Service's rules on this node shall lead to. */
  | {
      readonly type: 'ProgramRules';
      readonly card: string;
      readonly endpoints: readonly string[];
      /** Absent: the seat's own. */
      readonly node?: string;
    }
  /** Leaves this node's rules as they are. */
  | { readonly type: 'LeaveRules'; readonly card: string };

/** What the node controller may do about a node that is silent, and about the pods there. */
export type NodeControllerAction = {
  readonly type:
    | 'MarkUnknown'
    | 'MarkPodsNotReady'
    | 'LeavePodsReady'
    | 'TaintNode'
    | 'EvictAtOnce'
    | 'EvictPod'
    | 'LeavePod';
  readonly card: string;
};

export type ReplicationAction =
  /** As many pods as said, from the owner's template; `node` does the scheduler's work along with it. */
  | { readonly type: 'CreateReplicas'; readonly card: string; readonly count: number; readonly node?: string }
  /** Uids of pods. */
  | { readonly type: 'DeleteReplicas'; readonly card: string; readonly pods: readonly string[] }
  /** Leaves the number as it is. */
  | { readonly type: 'LeaveReplicas'; readonly card: string }
  /** Says of the pods that they run, which is the kubelet's to say: always refused. */
  | { readonly type: 'MarkReplicasReady'; readonly card: string }
  /** The next step of a rollout, or all of it at once. */
  | { readonly type: 'StepRollout'; readonly card: string; readonly atOnce: boolean };

/** A message to somebody this component has no business with: refused with the reason a real cluster gives. */
export interface SendMessageAction {
  readonly type: 'SendMessage';
  readonly card?: string;
  readonly to: SeatId;
  readonly verb: SpokenVerb;
  readonly path: string;
}

/** What a seat may want to do. */
export type SeatAction =
  | UserAction
  | ApiserverAction
  | EtcdAction
  | SchedulerAction
  | KubeletAction
  | RuntimeAction
  | EndpointSliceAction
  | ProxyAction
  | ReplicationAction
  | NodeControllerAction
  | SendMessageAction;

export type SeatActionType = SeatAction['type'];

/** Commands to the cluster. Who may give which is decided outside, by policy. */
export type ClusterCommand =
  | { readonly type: 'Act'; readonly seat: SeatId; readonly action: SeatAction }
  /** Delivers the next message on the wire. */
  | { readonly type: 'DeliverNext' }
  /** Breaks something, or mends it. */
  | { readonly type: 'InjectFault'; readonly fault: Fault }
  /** Moves idle time to the next due timer and fires it; refused while a blocking card lies anywhere. */
  | { readonly type: 'AdvanceClock' };

/** Why a command changed nothing. Kubernetes' own reasons come first, then those of the rules of play. */
export type RefusalReason =
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Invalid'
  | 'Forbidden'
  | 'ImageNotFound'
  | 'SandboxNotFound'
  | 'ContainerNotFound'
  | 'AlreadyRunning'
  | 'NoRoute'
  | 'NotYourSeat'
  | 'NotYourNode'
  | 'NotYourDecision'
  | 'NotYourField'
  | 'StageOrder'
  | 'CompareIsData'
  | 'RevisionIsNext'
  | 'OutcomeIsData'
  | 'HighestIsData'
  | 'NumberIsData'
  | 'NoVictims'
  | 'WrongKeyword'
  | 'AlreadyHandled'
  | 'UnknownCard'
  | 'WrongCard'
  | 'TimeStandsStill'
  | 'NothingOnTheWire'
  | 'SeatDark'
  | 'NothingToBreak'
  | 'RoomPaused'
  | 'SessionEnded'
  | 'SeatTaken'
  | 'UnknownSeat'
  | 'UnknownParticipant'
  | 'UnknownQuestion'
  | 'AlreadyAnswered'
  | 'WaveNotReady'
  | 'NothingToUndo'
  | 'NotPermitted';

export interface Refusal {
  readonly reason: RefusalReason;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A legal action with consequences the real component would not have caused. */
export interface Mistake {
  readonly rule: MistakeRule;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The closed list of what is legal and wrong. */
export const MISTAKE_RULES = [
  'user.wrong-image',
  'user.unschedulable',
  'user.empty-selector',
  'user.wrong-template',
  'replication.overshoot',
  'replication.deleted-too-many',
  'replication.waited',
  'replication.scheduled-by-itself',
  'replication.wrong-victim',
  'replication.surge',
  'apiserver.authenticated-unknown',
  'apiserver.rejected-valid',
  'apiserver.authorized-unbound',
  'apiserver.admitted-invalid',
  'apiserver.unconditional-put',
  'apiserver.held-answer',
  'etcd.wrote-registry',
  'scheduler.gave-up',
  'scheduler.overcommit',
  'scheduler.ignored-taint',
  'scheduler.ignored-affinity',
  'scheduler.not-best',
  'scheduler.spared-victims',
  'scheduler.costly-victims',
  'scheduler.unknown-node',
  'kubelet.false-reject',
  'kubelet.overcommit',
  'kubelet.false-status',
  'kubelet.ran-deleted',
  'node-controller.left-ready',
  'node-controller.evicted-early',
  'node-controller.left-pod',
  'runtime.false-ok',
  'runtime.wrong-image',
  'endpointslice.unready-as-ready',
  'endpointslice.left-out',
  'kube-proxy.dead-endpoint',
  'kube-proxy.no-rule',
] as const;

export type MistakeRule = (typeof MISTAKE_RULES)[number];
