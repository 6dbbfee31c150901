import { z } from 'zod';
import type { SeatAction } from '../cluster/commands.ts';
import { NAME_CHARS_MAX, PATH_CHARS_MAX } from './limits.ts';

const card = z.string().min(1).max(24);
const name = z.string().min(1).max(NAME_CHARS_MAX);
const quantity = z.string().max(32);

const verbs = [
  'GET',
  'LIST',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'WATCH',
  'Txn',
  'Range',
  'RunPodSandbox',
  'PullImage',
  'ImageStatus',
  'CreateContainer',
  'StartContainer',
  'StopContainer',
  'StopPodSandbox',
  'RemovePodSandbox',
] as const;

const criVerbs = [
  'RunPodSandbox',
  'PullImage',
  'CreateContainer',
  'StartContainer',
  'StopContainer',
  'StopPodSandbox',
  'RemovePodSandbox',
] as const;

/** Everything a seat may say, as it arrives. */
export const seatActionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('CreatePod'),
    card,
    name,
    image: z.string().max(512),
    cpu: quantity,
    memory: quantity,
    credential: z.string().max(64).optional(),
  }),
  z.strictObject({ type: z.literal('DeletePod'), card: card.optional(), name, force: z.boolean().optional() }),
  z.strictObject({ type: z.literal('GetPods'), card: card.optional() }),
  z.strictObject({ type: z.literal('KeepWaiting'), card }),
  z.strictObject({ type: z.literal('RunTask'), card, slip: z.boolean().optional(), name: name.optional() }),
  z.strictObject({ type: z.literal('AuthenticateRequest'), card, accept: z.boolean() }),
  z.strictObject({ type: z.literal('AuthorizeRequest'), card, allow: z.boolean() }),
  z.strictObject({ type: z.literal('AdmitObject'), card, admit: z.boolean() }),
  z.strictObject({ type: z.literal('StoreObject'), card, compare: z.boolean() }),
  z.strictObject({ type: z.literal('AnswerRequest'), card, code: z.int().min(100).max(599) }),
  z.strictObject({ type: z.literal('HoldAnswer'), card }),
  z.strictObject({ type: z.literal('PassRequest'), card }),
  z.strictObject({ type: z.literal('RefuseRequest'), card, code: z.literal([401, 403, 422]) }),
  z.strictObject({ type: z.literal('EvaluateCompare'), card, holds: z.boolean() }),
  z.strictObject({ type: z.literal('CommitTxn'), card, revision: z.int().min(0) }),
  z.strictObject({ type: z.literal('EvaluateTxn'), card, holds: z.boolean() }),
  z.strictObject({ type: z.literal('RunEtcdctl'), card, line: z.string().max(PATH_CHARS_MAX) }),
  z.strictObject({ type: z.literal('ReadNumber'), card, number: z.int().min(0) }),
  z.strictObject({
    type: z.literal('FileWorksheet'),
    card,
    verdicts: z
      .array(z.strictObject({ node: name, feasible: z.boolean() }))
      .max(100)
      .readonly(),
  }),
  z.strictObject({ type: z.literal(['ScoreNodes', 'BindPod', 'PreemptPods']), card, node: name }),
  z.strictObject({ type: z.literal('MarkUnschedulable'), card }),
  z.strictObject({ type: z.literal('AdmitPod'), card }),
  z.strictObject({ type: z.literal('RejectPod'), card }),
  z.strictObject({
    type: z.literal('ReportStatus'),
    card,
    phase: z.enum(['Pending', 'Running', 'Succeeded', 'Failed']),
  }),
  z.strictObject({ type: z.literal('CallRuntime'), card, call: z.enum(criVerbs) }),
  z.strictObject({ type: z.literal('ConfirmDelete'), card }),
  z.strictObject({
    type: z.literal([
      'MarkUnknown',
      'MarkPodsNotReady',
      'LeavePodsReady',
      'TaintNode',
      'EvictAtOnce',
      'EvictPod',
      'LeavePod',
    ]),
    card,
  }),
  z.strictObject({ type: z.literal('RunCall'), card }),
  z.strictObject({ type: z.literal('FakeCall'), card }),
  z.strictObject({ type: z.literal('PullOther'), card, image: z.string().max(512) }),
  z.strictObject({ type: z.literal('FailCall'), card }),
  z.strictObject({ type: z.literal('WriteSlice'), card, pods: z.array(name).max(100).readonly() }),
  z.strictObject({
    type: z.literal('ProgramRules'),
    card,
    endpoints: z.array(name).max(100).readonly(),
    node: name.optional(),
  }),
  z.strictObject({ type: z.literal('LeaveRules'), card }),
  z.strictObject({
    type: z.literal('CreateReplicas'),
    card,
    count: z.int().min(1).max(100),
    node: name.optional(),
  }),
  z.strictObject({ type: z.literal('DeleteReplicas'), card, pods: z.array(name).max(100).readonly() }),
  z.strictObject({ type: z.literal('LeaveReplicas'), card }),
  z.strictObject({ type: z.literal('MarkReplicasReady'), card }),
  z.strictObject({ type: z.literal('StepRollout'), card, atOnce: z.boolean() }),
  z.strictObject({
    type: z.literal('SendMessage'),
    card: card.optional(),
    to: name,
    verb: z.enum(verbs),
    path: z.string().max(PATH_CHARS_MAX),
  }),
]) satisfies z.ZodType<SeatAction>;
