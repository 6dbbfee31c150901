import type { Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import { asPod, readObject } from '../../cluster/objects.ts';
import { APISERVER, type Seat } from '../../cluster/seats.ts';
import type { KubeletPod } from '../../cluster/state.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { refreshDesk } from './duty.ts';
import { scheduleRelist } from './relist.ts';

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
  if (pods[uid] === undefined)
    turn.emit({ type: 'PodNoticed', node, pod: newPod(uid, namespace, name, turn.state.now) });
  refreshDesk(turn, seat, node, uid);
}

function newPod(uid: string, namespace: string, name: string, noticedAt: number): KubeletPod {
  return {
    uid,
    namespace,
    name,
    noticedAt,
    verdict: 'undecided',
    sandbox: 'none',
    images: {},
    pullFailures: 0,
    containers: {},
    orphaned: false,
  };
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
  turn.emit({
    type: 'RuntimeAnswered',
    node,
    uid,
    verb,
    ...(pod.call.container !== undefined && { container: pod.call.container }),
    ...(image !== undefined && { image }),
    ...(error !== undefined && { error }),
    ...(podIP !== undefined && { podIP }),
  });
  if (verb === 'PullImage' && error !== undefined) startBackoff(turn, seat, node, uid);
  if (error === undefined && (verb === 'StartContainer' || verb === 'StopContainer')) scheduleRelist(turn, seat);
  refreshDesk(turn, seat, node, uid);
}

/** Image pull back-off doubles with every failure. Models the kubelet's imageBackOff (10 s to 300 s). */
function startBackoff(turn: Turn, seat: Seat, node: string, uid: string): void {
  const { pullBackoffMillis, pullBackoffMaxMillis } = turn.state.settings;
  const failures = turn.state.machines[node]?.kubelet.pods[uid]?.pullFailures ?? 1;
  const delay = Math.min(pullBackoffMillis * 2 ** (failures - 1), pullBackoffMaxMillis);
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
    sendReport(turn, seat, node, pod);
    return;
  }
  const first = pod.reported === undefined;
  turn.emit({ type: message.status === 200 ? 'ReportAccepted' : 'ReportFailed', node, uid: pod.uid });
  if (message.status === 200 && first && pod.verdict === 'admitted') fetchVolumes(turn, seat, pod);
  if (message.status !== 404) refreshDesk(turn, seat, node, pod.uid);
}

/** Models status_manager.go: the object is read, then the difference is patched. */
function sendReport(turn: Turn, seat: Seat, node: string, pod: KubeletPod): void {
  const status = pod.report?.status ?? {};
  const credential = turn.state.settings.credentialOf[seat.id];
  const id = turn.send({
    kind: 'request',
    from: seat.id,
    to: APISERVER,
    verb: 'PATCH',
    path: `/api/v1/namespaces/${pod.namespace}/pods/${pod.name}/status`,
    weight: 'story',
    body: { metadata: { uid: pod.uid }, status },
    about: pod.uid,
    ...(credential !== undefined && { credential }),
  });
  turn.emit({ type: 'ReportStarted', node, uid: pod.uid, message: id, status });
}

/** What the kubelet fetches for the pod's projected volume before it starts anything. */
function fetchVolumes(turn: Turn, seat: Seat, pod: KubeletPod): void {
  const credential = turn.state.settings.credentialOf[seat.id];
  const base = `/api/v1/namespaces/${pod.namespace}`;
  const common = { kind: 'request', from: seat.id, to: APISERVER, weight: 'support', about: pod.uid } as const;
  const withCredential = credential === undefined ? {} : { credential };
  turn.send({ ...common, verb: 'POST', path: `${base}/serviceaccounts/default/token`, body: {}, ...withCredential });
  turn.send({ ...common, verb: 'GET', path: `${base}/configmaps/kube-root-ca.crt`, ...withCredential });
}
