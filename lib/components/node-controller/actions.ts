import { present } from '../../kernel/assert.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Card } from '../../cluster/card.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import { asNode, asPod, timestamp } from '../../cluster/objects.ts';
import type { Message } from '../../cluster/message.ts';
import type { Seat } from '../../cluster/seats.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { callApi } from '../api-request.ts';
import { clockOf, knownNode, knownPod, lookAt, podsOn, refreshNode, stillReady, taintsDue } from './desk.ts';
import { markPodNotReady, nodeMonitorPeriod } from './node-lifecycle.ts';
import { postEvent } from './reports.ts';
import { disruptionTarget } from './taint-eviction.ts';

const LATER = 10_000;

/** PUT of the node's status with Unknown conditions, and the Event about it. Models tryUpdateNodeHealth. */
export function markUnknown(turn: Turn, seat: Seat, card: Card): Outcome {
  const stored = present(knownNode(turn.state, card.about), 'node of the card');
  const { update } = lookAt(turn.state, stored);
  if (update === null) return refuse('OutcomeIsData', { code: 200 });
  turn.close(seat.id, card.about);
  const { name = '', uid = '' } = asNode(stored.object).metadata;
  const path = buildPath({ resource: 'nodes', name, subresource: 'status' });
  callApi(turn, seat, { verb: 'PUT', path, body: update as unknown as JsonObject, about: uid });
  postEvent(
    turn,
    seat,
    stored,
    { reason: 'NodeNotReady', type: 'Normal', message: `Node ${name} status is now: NodeNotReady` },
    card.id,
  );
  return done;
}

/** PUT of every pod's status with Ready=False: traffic moves now, pods only later. Models MarkPodsNotReady. */
export function markPodsNotReady(turn: Turn, seat: Seat, card: Card): Outcome {
  turn.close(seat.id, card.about);
  for (const stored of stillReady(turn.state, card.about)) {
    const marked = markPodNotReady(asPod(stored.object), clockOf(turn.state));
    if (marked === null) continue;
    putPodStatus(turn, seat, marked);
    postEvent(turn, seat, stored, { reason: 'NodeNotReady', type: 'Warning', message: 'Node is not ready' }, card.id);
  }
  return done;
}

/** Legal, and wrong: Services go on sending connections to pods that nobody hears from. */
export function leavePodsReady(turn: Turn, seat: Seat, card: Card): Outcome {
  turn.close(seat.id, card.about);
  turn.emit({ type: 'PodsLeftReady', node: card.about });
  refreshNode(turn, seat, card.about);
  return { mistakes: [{ rule: 'node-controller.left-ready', params: { node: card.about } }] };
}

/** PATCH of the node's taints; the second of the two effects follows by itself. Models doNoScheduleTaintingPass. */
export function taintNode(turn: Turn, seat: Seat, card: Card): Outcome {
  turn.close(seat.id, card.about);
  turn.emit({ type: 'TaintingBegun', node: card.about });
  sendTaints(turn, seat, card.about);
  return done;
}

/** The next PATCH of taints that is due, if there is one. */
export function sendTaints(turn: Turn, seat: Seat, name: string): boolean {
  const stored = knownNode(turn.state, name);
  const due = stored === null ? null : taintsDue(turn.state, stored);
  if (stored === null || due === null) {
    turn.emit({ type: 'TaintingDone', node: name });
    return false;
  }
  const { uid = '', resourceVersion = '' } = asNode(stored.object).metadata;
  const taints = due.taints.length === 0 ? null : due.taints;
  // A list of taints is replaced as a whole: the resourceVersion keeps anybody else's from being lost.
  const body = { metadata: { resourceVersion }, spec: { taints } } as unknown as JsonObject;
  callApi(turn, seat, { verb: 'PATCH', path: buildPath({ resource: 'nodes', name }), body, about: uid });
  return true;
}

/** Legal, and wrong: a node may be silent for many reasons, and its pods were promised five minutes. */
export function evictAtOnce(turn: Turn, seat: Seat, card: Card): Outcome {
  turn.close(seat.id, card.about);
  for (const { object } of podsOn(turn.state, card.about)) {
    if (asPod(object).metadata.deletionTimestamp === undefined) deletePod(turn, seat, asPod(object));
  }
  // What the card was about is still to be done: the next look finds it again.
  const { nodeMonitorMillis = nodeMonitorPeriod } = turn.state.settings;
  turn.cancelTimers('node-monitor', seat.id, card.about);
  turn.setTimer('node-monitor', seat.id, card.about, turn.state.now + nodeMonitorMillis);
  return { mistakes: [{ rule: 'node-controller.evicted-early', params: { node: card.about } }] };
}

/** PATCH of the condition DisruptionTarget, then DELETE. Models addConditionAndDeletePod. */
export function evictPod(turn: Turn, seat: Seat, card: Card): Outcome {
  const stored = present(knownPod(turn.state, card.about), 'pod of the card');
  const pod = asPod(stored.object);
  turn.close(seat.id, card.about);
  const condition = disruptionTarget(timestamp(turn.state.now));
  const path = podPath(pod, 'status');
  const body = { status: { conditions: [condition] } } as unknown as JsonObject;
  callApi(turn, seat, { verb: 'PATCH', path, body, about: card.about });
  const message = `Marking for deletion Pod ${pod.metadata.namespace}/${pod.metadata.name}`;
  postEvent(turn, seat, stored, { reason: 'TaintManagerEviction', type: 'Normal', message }, card.id);
  return done;
}

/** The condition is stored: now the pod is deleted. When that failed, it is tried again in a while. */
export function finishEviction(turn: Turn, seat: Seat, answer: Message): void {
  const stored = knownPod(turn.state, answer.about ?? '');
  if (stored === null) return;
  if (answer.status === 200) deletePod(turn, seat, asPod(stored.object));
  else turn.setTimer('eviction', seat.id, answer.about ?? '', turn.state.now + LATER);
}

/** Legal, and wrong: the pod stays promised to a node that nobody hears from. It comes up again in a while. */
export function leavePod(turn: Turn, seat: Seat, card: Card): Outcome {
  const stored = present(knownPod(turn.state, card.about), 'pod of the card');
  turn.close(seat.id, card.about);
  turn.setTimer('eviction', seat.id, card.about, turn.state.now + LATER);
  return {
    mistakes: [{ rule: 'node-controller.left-pod', params: { name: asPod(stored.object).metadata.name ?? '' } }],
  };
}

function putPodStatus(turn: Turn, seat: Seat, pod: Pod): void {
  const { uid = '' } = pod.metadata;
  callApi(turn, seat, { verb: 'PUT', path: podPath(pod, 'status'), body: pod as unknown as JsonObject, about: uid });
}

function deletePod(turn: Turn, seat: Seat, pod: Pod): void {
  const { uid = '' } = pod.metadata;
  callApi(turn, seat, { verb: 'DELETE', path: podPath(pod), body: {}, about: uid });
}

function podPath({ metadata }: Pod, subresource?: 'status'): string {
  const { namespace = 'default', name = '' } = metadata;
  return buildPath({ resource: 'pods', namespace, name, ...(subresource !== undefined && { subresource }) });
}
