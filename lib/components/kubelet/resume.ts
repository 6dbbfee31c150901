import type { Turn } from '../../cluster/component.ts';
import { isDark, reachable, shortUntil, type Fault } from '../../cluster/faults.ts';
import { asNode, NODE_PREFIX, readObject } from '../../cluster/objects.ts';
import { APISERVER, type Seat } from '../../cluster/seats.ts';
import type { JsonValue } from '../../kernel/json.ts';
import { canonicalJson } from '../../kernel/canonical.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import { callApi } from '../api-request.ts';
import { refreshDesk } from './duty.ts';
import { nodeStatus } from './node-status.ts';
import { reclaimMemory } from './pressure.ts';
import { pullDelay } from './relist.ts';
import { scheduleRelist } from './relist-timer.ts';

/** How often a kubelet looks whether its node's status is still told right. Models nodeStatusUpdateFrequency. */
const NODE_LOOK_MILLIS = 10_000;

/** What a fault that is over means for a kubelet. What one that begins means is seen by its machine alone. */
export function disturbKubelet(turn: Turn, seat: Seat, node: string, fault: Fault): void {
  if (fault.kind === 'pressure') {
    // First the pod that has to go, then what the node's status says.
    reclaimMemory(turn, seat, node);
    checkNode(turn, seat, node);
  }
  if (fault.kind === 'power-on' || fault.kind === 'thaw' || fault.kind === 'heal') resumeKubelet(turn, seat, node);
}

/**
 * A kubelet runs again, or reaches the apiserver again. Its watch tells what it missed; here it looks at its runtime,
 * goes on with what it had begun, and tells that its node is ready.
 */
export function resumeKubelet(turn: Turn, seat: Seat, node: string): void {
  if (isDark(turn.state, seat)) return;
  scheduleRelist(turn, seat);
  for (const uid of sortedKeys(turn.state.machines[node]?.kubelet.pods ?? {})) {
    retryLater(turn, seat, node, uid);
    refreshDesk(turn, seat, node, uid);
  }
  reclaimMemory(turn, seat, node);
  checkNode(turn, seat, node);
}

/** Pulls that failed are tried again when their back-off is over, or now when that was meanwhile. */
function retryLater(turn: Turn, seat: Seat, node: string, uid: string): void {
  const pod = turn.state.machines[node]?.kubelet.pods[uid];
  const failed = Object.entries(pod?.images ?? {}).filter(([, belief]) => belief === 'failed');
  if (pod === undefined || failed.length === 0) return;
  turn.cancelTimers('pull-backoff', seat.id, uid);
  for (const [image] of failed) {
    const due = (pod.pulls?.[image]?.failedAt ?? turn.state.now) + pullDelay(turn.state, pod, image);
    turn.setTimer('pull-backoff', seat.id, uid, Math.max(due, turn.state.now));
  }
}

/** Puts the node's status right and looks again later, until the apiserver knows that the node is ready. */
export function checkNode(turn: Turn, seat: Seat, node: string): void {
  turn.cancelTimers('sync', seat.id, node);
  if (!reachable(turn.state, seat.id, APISERVER)) return;
  const reported = patchNode(turn, seat, node);
  const silent = turn.state.settings.leaseRenewMillis !== undefined;
  // A node controller that has just found the node silent may write after this.
  lookAgain(turn, seat, node, reported || silent);
}

/** Soon, or else when the node has something else to say by time alone. */
function lookAgain(turn: Turn, seat: Seat, node: string, soon: boolean): void {
  const due = soon ? turn.state.now + NODE_LOOK_MILLIS : shortUntil(turn.state, node);
  if (due !== null) turn.setTimer('sync', seat.id, node, due);
}

/** A later look: as the first, but it ends once there is nothing to say. */
export function recheckNode(turn: Turn, seat: Seat, node: string): void {
  if (!reachable(turn.state, seat.id, APISERVER)) return;
  lookAgain(turn, seat, node, patchNode(turn, seat, node));
}

/**
 * PATCHes the conditions of the node that are not as the kubelet sees them; false when there are none. A status that
 * only grew old is upkeep and not told. Models pkg/kubelet/kubelet_node_status.go tryUpdateNodeStatus.
 */
function patchNode(turn: Turn, seat: Seat, node: string): boolean {
  const stored = readObject(turn.state, `${NODE_PREFIX}${node}`, turn.state.apiserver.cacheRevision);
  const before = stored === null ? undefined : asNode(stored.object).status?.conditions;
  if (before === undefined) return false;
  const wrong = (nodeStatus(turn.state, node).conditions ?? []).filter((wanted) => {
    const old = before.find(({ type }) => type === wanted.type);
    return old !== undefined && old.status !== wanted.status;
  });
  const path = buildPath({ resource: 'nodes', name: node });
  if (wrong.length === 0 || asking(turn, seat, `${path}/status`)) return wrong.length > 0;
  const conditions = JSON.parse(canonicalJson(wrong as unknown as JsonValue)) as JsonValue;
  callApi(turn, seat, { verb: 'GET', path });
  callApi(turn, seat, { verb: 'PATCH', path: `${path}/status`, body: { status: { conditions } } });
  return true;
}

/** True while the kubelet's last word about its node is on its way. */
function asking(turn: Turn, seat: Seat, path: string): boolean {
  const underway = turn.state.wire.some((message) => message.from === seat.id && message.path === path);
  return underway || Object.values(turn.state.apiserver.requests).some((request) => request.path === path);
}
