import type { Turn } from '../../cluster/component.ts';
import { asPod, timestamp } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import type { PodCondition } from '../../kubernetes/types/pod.ts';
import { callApi } from '../api-request.ts';
import { knownNode, knownPod } from './desk.ts';

/** How long a node must be missing before its pods are taken for lost, in ms. Models podgc quarantineTime. */
const QUARANTINE = 40_000;

/**
 * A pod bound to a node that does not exist is nobody's: after a while it is marked failed and removed without waiting
 * for a kubelet. Nobody is asked: this controller has nothing to decide. Models pkg/controller/podgc gcOrphaned.
 */
export function quarantine(turn: Turn, seat: Seat, uid: string): void {
  const waiting = Object.values(turn.state.timers).some(({ kind, about }) => kind === 'pod-gc' && about === uid);
  if (!waiting && isOrphan(turn.state, uid)) turn.setTimer('pod-gc', seat.id, uid, turn.state.now + QUARANTINE);
}

/** Its time is over: PATCH of phase Failed with the reason, and DELETE with no grace. */
export function collectPod(turn: Turn, seat: Seat, uid: string): void {
  const stored = knownPod(turn.state, uid);
  if (stored === null || !isOrphan(turn.state, uid)) return;
  const { metadata } = asPod(stored.object);
  const { namespace = 'default', name = '' } = metadata;
  const condition: PodCondition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'DeletionByPodGC',
    message: 'PodGC: node no longer exists',
    lastTransitionTime: timestamp(turn.state.now),
  };
  const status = { phase: 'Failed', conditions: [condition] } as unknown as JsonObject;
  const path = buildPath({ resource: 'pods', namespace, name, subresource: 'status' });
  callApi(turn, seat, { verb: 'PATCH', path, body: { status }, about: uid });
  // Refused or not, it is looked at again as long as it is there.
  turn.setTimer('pod-gc', seat.id, uid, turn.state.now + QUARANTINE);
}

/** The reason is stored: now the pod is removed without a grace period. */
export function finishCollection(turn: Turn, seat: Seat, uid: string): void {
  const stored = knownPod(turn.state, uid);
  if (stored === null) return;
  const { namespace = 'default', name = '' } = asPod(stored.object).metadata;
  const path = buildPath({ resource: 'pods', namespace, name });
  const body = { gracePeriodSeconds: 0, preconditions: { uid } };
  callApi(turn, seat, { verb: 'DELETE', path, body, about: uid });
}

export function isOrphan(state: ClusterState, uid: string): boolean {
  const stored = knownPod(state, uid);
  const node = stored === null ? '' : (asPod(stored.object).spec?.nodeName ?? '');
  return node !== '' && knownNode(state, node) === null;
}
