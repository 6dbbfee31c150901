import type { Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import { asPod, readObject, uidOf, type Stored } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { KubeletPod } from '../../cluster/state.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import { callApi } from '../api-request.ts';
import { statusPatch } from '../status-diff.ts';
import { objectOf, podOf, refreshDesk } from './duty.ts';
import { postPodEvent } from './events.ts';
import { neverPullMessage, presentMessage, pullPolicyOf } from './image-look.ts';
import { allContainers } from './plan.ts';
import { bookOf } from './probe-results.ts';
import { noticedPod } from './recall.ts';
import { inspectPod, pullDelay } from './relist.ts';
import { scheduleRelist } from './relist-timer.ts';

/** A change on the kubelet's own watch of pods bound to its node. Models pkg/kubelet/config/apiserver.go. */
export function observePod(turn: Turn, seat: Seat, node: string, message: Message): void {
  const body = isJsonObject(message.body) ? message.body : {};
  const uid = message.about ?? '';
  const pods = turn.state.machines[node]?.kubelet.pods ?? {};
  if (body['type'] === 'DELETED') {
    if (pods[uid] === undefined) return;
    turn.emit({ type: 'PodOrphaned', node, uid });
    refreshDesk(turn, seat, node, uid);
    return;
  }
  const stored = readObject(turn.state, String(body['key']), Number(body['revision']));
  if (stored === null) return;
  const { namespace = '', name = '' } = asPod(stored.object).metadata;
  for (const other of Object.values(pods)) {
    // The same name with another uid: the pod it knew was replaced behind its back.
    if (other.name === name && other.namespace === namespace && other.uid !== uid && !other.orphaned) {
      turn.emit({ type: 'PodOrphaned', node, uid: other.uid });
      refreshDesk(turn, seat, node, other.uid);
    }
  }
  if (pods[uid] === undefined) {
    // A pod that has ended for good is nobody's work any more.
    if (hasEnded(stored)) return;
    turn.emit({ type: 'PodNoticed', node, pod: noticedPod(turn.state, node, stored) });
  }
  refreshDesk(turn, seat, node, uid);
}

function hasEnded({ object }: Stored): boolean {
  const phase = asPod(object).status?.phase;
  return phase === 'Succeeded' || phase === 'Failed';
}

/** An answer over CRI: what it says is all the kubelet can know. */
export function receiveRuntimeAnswer(turn: Turn, seat: Seat, node: string, message: Message): void {
  const body = isJsonObject(message.body) ? message.body : {};
  const uid = message.about ?? '';
  const pod = turn.state.machines[node]?.kubelet.pods[uid];
  if (pod === undefined || pod.call === undefined || pod.call.message !== message.inReplyTo) return;
  const { verb } = pod.call;
  const text = (key: string): string | undefined => (typeof body[key] === 'string' ? body[key] : undefined);
  const error = text('error');
  const image = text('image');
  const podIP = text('podIP');
  if (verb === 'ImageStatus' && error === undefined) {
    learnImage(turn, seat, node, pod, { image: image ?? '', present: body['present'] === true });
    return;
  }
  turn.emit({
    type: 'RuntimeAnswered',
    node,
    uid,
    verb,
    ...(pod.call.container !== undefined && { container: pod.call.container }),
    ...(image !== undefined && { image }),
    ...(error !== undefined && { error }),
    ...(podIP !== undefined && { podIP }),
    ...(verb === 'PullImage' && error !== undefined && { failure: pullFailure(turn, image, text('message')) }),
  });
  if (verb === 'PullImage' && error !== undefined) startBackoff(turn, seat, node, uid, image ?? '');
  if (error === undefined && (verb === 'StartContainer' || verb === 'StopContainer')) scheduleRelist(turn, seat);
  if (verb === 'CreateContainer' && error === undefined)
    outdateImage(turn, node, uid, image ?? '', pod.call.container ?? '');
  // A kubelet that has stopped a pod looks how its containers ended before it reports.
  if (verb === 'StopPodSandbox' || probedToDeath(pod)) inspectPod(turn, node, uid);
  refreshDesk(turn, seat, node, uid);
}

/** True when the call that is answered was to stop a container that failed its probes: its end counts for its back-off. */
function probedToDeath(pod: KubeletPod): boolean {
  const { container = '', verb } = pod.call ?? {};
  const { liveness, startup } = bookOf(pod, container).failures;
  return verb === 'StopContainer' && (liveness ?? startup) !== undefined;
}

/** The image is there and need not be pulled, or it is not and must not be. */
function learnImage(
  turn: Turn,
  seat: Seat,
  node: string,
  pod: KubeletPod,
  { image, present }: { readonly image: string; readonly present: boolean },
): void {
  const { uid, call } = pod;
  const never = present
    ? undefined
    : { error: 'ErrImageNeverPull', failure: pullFailure(turn, image, neverPullMessage(image)) };
  const answer = { type: 'RuntimeAnswered', node, uid, verb: 'ImageStatus', image, ...never } as const;
  turn.emit({ ...answer, ...(call?.container !== undefined && { container: call.container }) });
  if (present) postPodEvent(turn, seat, pod, { reason: 'Pulled', type: 'Normal', message: presentMessage(image) });
  else startBackoff(turn, seat, node, uid, image);
  refreshDesk(turn, seat, node, uid);
}

/** An image that shall be fresh each time is no longer as good as there once a container was made from it. */
function outdateImage(turn: Turn, node: string, uid: string, image: string, container: string): void {
  const stored = objectOf(turn.state, node, uid);
  const made = allContainers(asPod(stored?.object ?? { metadata: {} })).find(({ name }) => name === container);
  if (made !== undefined && pullPolicyOf(made) === 'Always') turn.emit({ type: 'PullRetried', node, uid, image });
}

function pullFailure(
  turn: Turn,
  image = '',
  message?: string,
): { readonly failedAt: number; readonly message: string } {
  return { failedAt: turn.state.now, message: message ?? `failed to pull image "${image}"` };
}

/** Image pull back-off doubles with every failure. Models the kubelet's imageBackOff (10 s to 300 s). */
function startBackoff(turn: Turn, seat: Seat, node: string, uid: string, image: string): void {
  const delay = pullDelay(turn.state, podOf(turn.state, node, uid), image);
  turn.setTimer('pull-backoff', seat.id, uid, turn.state.now + delay);
}

/** An answer of the apiserver to one of the kubelet's own requests. */
export function receiveApiAnswer(turn: Turn, seat: Seat, node: string, message: Message): void {
  const pods = Object.values(turn.state.machines[node]?.kubelet.pods ?? {});
  const pod = pods.find((candidate) => candidate.report?.message === message.inReplyTo);
  if (pod?.report === undefined) {
    if (message.verb === 'DELETE' && message.status !== 200) refreshDesk(turn, seat, node, message.about ?? '');
    return;
  }
  if (message.verb === 'GET' && message.status === 200) {
    sendReport(turn, seat, node, pod, message);
    return;
  }
  if (message.status === 200) acceptReport(turn, seat, node, pod);
  else failReport(turn, seat, node, pod);
}

/** Models status_manager.go syncPod: the object is read, then the difference is patched; none, and nothing is sent. */
function sendReport(turn: Turn, seat: Seat, node: string, pod: KubeletPod, answer: Message): void {
  const status = pod.report?.status ?? {};
  const read = isJsonObject(answer.body) ? answer.body : {};
  const stored = readObject(turn.state, String(read['key']), Number(read['revision']));
  if (stored === null || uidOf(stored.object) !== pod.uid) {
    // Another pod has the name by now: this report is about nobody.
    failReport(turn, seat, node, pod);
    return;
  }
  const body = statusPatch(stored, mergedStatus(stored, status));
  if (body === null) {
    acceptReport(turn, seat, node, pod);
    return;
  }
  const path = buildPath({ resource: 'pods', namespace: pod.namespace, name: pod.name, subresource: 'status' });
  const id = callApi(turn, seat, { verb: 'PATCH', path, body, about: pod.uid });
  turn.emit({ type: 'ReportStarted', node, uid: pod.uid, message: id, status });
}

/** The kubelet's own fields over what others wrote: conditions that are not its own stay. Models mergePodStatus. */
function mergedStatus(stored: Stored, status: JsonObject): JsonObject {
  const before = isJsonObject(stored.object['status']) ? stored.object['status'] : {};
  const mine = status['conditions'];
  if (!Array.isArray(mine)) return { ...before, ...status };
  const types = mine.map(conditionType);
  const theirs = Array.isArray(before['conditions']) ? before['conditions'] : [];
  const others = theirs.filter((condition: JsonValue) => !types.includes(conditionType(condition)));
  return { ...before, ...status, conditions: [...others, ...mine] };
}

function conditionType(condition: JsonValue): JsonValue | undefined {
  return isJsonObject(condition) ? condition['type'] : undefined;
}

function acceptReport(turn: Turn, seat: Seat, node: string, pod: KubeletPod): void {
  turn.emit({ type: 'ReportAccepted', node, uid: pod.uid });
  if (pod.reported === undefined && pod.verdict === 'admitted') fetchVolumes(turn, seat, pod);
  refreshDesk(turn, seat, node, pod.uid);
}

/** Whatever was in the way is looked at anew: the pod may be gone meanwhile, and its containers must still stop. */
function failReport(turn: Turn, seat: Seat, node: string, pod: KubeletPod): void {
  turn.emit({ type: 'ReportFailed', node, uid: pod.uid });
  refreshDesk(turn, seat, node, pod.uid);
}

/** What the kubelet fetches for the pod's projected volume before it starts anything. */
function fetchVolumes(turn: Turn, seat: Seat, { namespace, name: pod, uid: about }: KubeletPod): void {
  const token = buildPath({ resource: 'serviceaccounts', namespace, name: 'default', subresource: 'token' });
  const boundObjectRef = { apiVersion: 'v1', kind: 'Pod', name: pod, uid: about };
  callApi(turn, seat, { verb: 'POST', path: token, body: { spec: { boundObjectRef } }, about });
  const root = buildPath({ resource: 'configmaps', namespace, name: 'kube-root-ca.crt' });
  callApi(turn, seat, { verb: 'GET', path: root, about });
}
