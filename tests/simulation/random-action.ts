import { COMPONENTS } from '../../lib/cluster/seats.ts';
import { actionsOn } from '../../lib/cluster/action-table.ts';
import type { Card } from '../../lib/cluster/card.ts';
import type { SeatAction, SeatActionType } from '../../lib/cluster/commands.ts';
import { adviseCard } from '../../lib/session/advise.ts';
import { rules } from '../../lib/session/registry.ts';
import type { SessionState } from '../../lib/session/state.ts';
import type { Dice } from './dice.ts';

export interface RandomAct {
  readonly seat: string;
  readonly action: SeatAction;
}

const NAMES = ['web', 'db', 'api', 'small', 'broken', 'other', 'UPPER', '', 'a/b', 'a b', 'x?y', '%2e', '웹'];
const IMAGES = ['nginx:1.27', 'nginx:1.25', 'redis:7.4', 'httpd:2.4', 'ngnix:1.27', ''];
const QUANTITIES = ['50m', '500m', '1', '3900m', '50', '128Mi', '-1', 'much'];
const CREDENTIALS = ['cert:student-1', 'cert:stranger', 'token:kube-proxy', 'cert:node-1'];
const PLACES = ['node-1', 'node-2', 'node-3', 'node-9'];
const PHASES = ['Pending', 'Running', 'Succeeded', 'Failed'] as const;
const CALLS = [
  'RunPodSandbox',
  'PullImage',
  'ImageStatus',
  'CreateContainer',
  'StartContainer',
  'StopContainer',
  'StopPodSandbox',
  'RemovePodSandbox',
] as const;

const MAKERS: Readonly<Record<SeatActionType, (dice: Dice, card: string, state: SessionState) => SeatAction>> = {
  CreatePod: (dice, card) => ({
    type: 'CreatePod',
    card,
    name: dice.pick(NAMES),
    image: dice.pick(IMAGES),
    cpu: dice.pick(QUANTITIES),
    memory: dice.pick(QUANTITIES),
    ...(dice.percent(45) && { credential: dice.pick(CREDENTIALS) }),
  }),
  DeletePod: (dice, card) => ({
    type: 'DeletePod',
    ...(dice.percent(50) && { card }),
    name: dice.pick(NAMES),
    ...(dice.percent(30) && { force: true }),
  }),
  GetPods: (dice, card) => ({ type: 'GetPods', ...(dice.percent(50) && { card }) }),
  RunTask: (dice, card) => ({ type: 'RunTask', card, slip: dice.percent(50) }),
  MarkUnknown: (_dice, card) => ({ type: 'MarkUnknown', card }),
  MarkPodsNotReady: (_dice, card) => ({ type: 'MarkPodsNotReady', card }),
  LeavePodsReady: (_dice, card) => ({ type: 'LeavePodsReady', card }),
  TaintNode: (_dice, card) => ({ type: 'TaintNode', card }),
  EvictAtOnce: (_dice, card) => ({ type: 'EvictAtOnce', card }),
  EvictPod: (_dice, card) => ({ type: 'EvictPod', card }),
  LeavePod: (_dice, card) => ({ type: 'LeavePod', card }),
  CreateReplicas: (dice, card) => ({
    type: 'CreateReplicas',
    card,
    count: 1 + dice.below(3),
    ...(dice.percent(20) && { node: dice.pick(PLACES) }),
  }),
  DeleteReplicas: (dice, card, { cluster }) => ({
    type: 'DeleteReplicas',
    card,
    pods: Object.values(cluster.machines)
      .flatMap(({ kubelet }) => Object.keys(kubelet.pods))
      .filter(() => dice.percent(40)),
  }),
  LeaveReplicas: (_dice, card) => ({ type: 'LeaveReplicas', card }),
  MarkReplicasReady: (_dice, card) => ({ type: 'MarkReplicasReady', card }),
  StepRollout: (dice, card) => ({ type: 'StepRollout', card, atOnce: dice.percent(30) }),
  KeepWaiting: (_dice, card) => ({ type: 'KeepWaiting', card }),
  AuthenticateRequest: (dice, card) => ({ type: 'AuthenticateRequest', card, accept: dice.percent(60) }),
  AuthorizeRequest: (dice, card) => ({ type: 'AuthorizeRequest', card, allow: dice.percent(60) }),
  AdmitObject: (dice, card) => ({ type: 'AdmitObject', card, admit: dice.percent(60) }),
  StoreObject: (dice, card) => ({ type: 'StoreObject', card, compare: dice.percent(60) }),
  AnswerRequest: (dice, card) => ({ type: 'AnswerRequest', card, code: dice.pick([200, 201, 409, 500]) }),
  HoldAnswer: (_dice, card) => ({ type: 'HoldAnswer', card }),
  PassRequest: (_dice, card) => ({ type: 'PassRequest', card }),
  RefuseRequest: (dice, card) => ({ type: 'RefuseRequest', card, code: dice.pick([401, 403, 422] as const) }),
  EvaluateCompare: (dice, card) => ({ type: 'EvaluateCompare', card, holds: dice.percent(50) }),
  CommitTxn: (dice, card, state) => ({
    type: 'CommitTxn',
    card,
    revision: state.cluster.store.revision + dice.below(3),
  }),
  EvaluateTxn: (dice, card) => ({ type: 'EvaluateTxn', card, holds: dice.percent(50) }),
  RunEtcdctl: (dice, card) => ({
    type: 'RunEtcdctl',
    card,
    line: dice.pick(['etcdctl put /demo/a 1', 'etcdctl set /demo/a 1', 'etcdctl get --prefix / --keys-only']),
  }),
  ReadNumber: (dice, card) => ({ type: 'ReadNumber', card, number: dice.below(200) }),
  FileWorksheet: (dice, card) => ({
    type: 'FileWorksheet',
    card,
    verdicts: PLACES.slice(0, dice.percent(80) ? 3 : 4).map((node) => ({ node, feasible: dice.percent(50) })),
  }),
  ScoreNodes: (dice, card) => ({ type: 'ScoreNodes', card, node: dice.pick(PLACES) }),
  PreemptPods: (dice, card) => ({ type: 'PreemptPods', card, node: dice.pick(PLACES) }),
  BindPod: (dice, card) => ({ type: 'BindPod', card, node: dice.pick(PLACES) }),
  MarkUnschedulable: (_dice, card) => ({ type: 'MarkUnschedulable', card }),
  AdmitPod: (_dice, card) => ({ type: 'AdmitPod', card }),
  RejectPod: (_dice, card) => ({ type: 'RejectPod', card }),
  ReportStatus: (dice, card) => ({ type: 'ReportStatus', card, phase: dice.pick(PHASES) }),
  CallRuntime: (dice, card) => ({ type: 'CallRuntime', card, call: dice.pick(CALLS) }),
  ConfirmDelete: (_dice, card) => ({ type: 'ConfirmDelete', card }),
  RunCall: (_dice, card) => ({ type: 'RunCall', card }),
  FakeCall: (_dice, card) => ({ type: 'FakeCall', card }),
  PullOther: (dice, card) => ({ type: 'PullOther', card, image: dice.pick(IMAGES) }),
  FailCall: (_dice, card) => ({ type: 'FailCall', card }),
  WriteSlice: (dice, card) => ({ type: 'WriteSlice', card, pods: dice.percent(50) ? [] : [dice.pick(NAMES)] }),
  ProgramRules: (dice, card) => ({
    type: 'ProgramRules',
    card,
    endpoints: dice.percent(50) ? [] : ['10.244.2.2'],
    ...(dice.percent(20) && { node: dice.pick(PLACES) }),
  }),
  LeaveRules: (_dice, card) => ({ type: 'LeaveRules', card }),
  SendMessage: (dice, card, state) => ({
    type: 'SendMessage',
    ...(dice.percent(50) && { card }),
    to: dice.percent(90) ? dice.pick(Object.keys(state.cluster.seats)) : dice.pick(COMPONENTS),
    verb: dice.pick(['GET', 'POST', 'Txn', 'StartContainer'] as const),
    path: '/api/v1/pods',
  }),
};

const TYPES = Object.keys(MAKERS).filter((type): type is SeatActionType => type in MAKERS);

/**
 * Something a seat says: mostly what is possible with a card that lies there, right or wrong; sometimes the
 * reference; sometimes nonsense about any card, dealt, handled or never dealt, from any seat.
 */
export function randomAct(dice: Dice, state: SessionState): RandomAct {
  const cards = Object.values(state.cluster.cards);
  if (cards.length === 0 || dice.percent(12)) return anyAct(dice, state);
  const card = dice.pick(cards);
  if (dice.percent(45)) return { seat: card.seat, action: adviseCard(state, card.id, rules).action };
  return { seat: card.seat, action: actionOn(dice, state, card) };
}

function actionOn(dice: Dice, state: SessionState, card: Card): SeatAction {
  const { component } = present(state.cluster.seats[card.seat]);
  const { options } = rules.components[component].show(state.cluster, card);
  if (options.length > 0 && dice.percent(50)) return dice.pick(options).action as unknown as SeatAction;
  return MAKERS[dice.pick(actionsOn(card.kind))](dice, card.id, state);
}

function anyAct(dice: Dice, state: SessionState): RandomAct {
  const seats = [...Object.keys(state.cluster.seats), 'nobody'];
  const card = `c${1 + dice.below(state.cluster.counters.card + 3)}`;
  return { seat: dice.pick(seats), action: MAKERS[dice.pick(TYPES)](dice, card, state) };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('missing');
  return value;
}
