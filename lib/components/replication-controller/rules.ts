import type { Card, CardView } from '../../cluster/card.ts';
import type { SeatAction } from '../../cluster/commands.ts';
import {
  refuse,
  type Advice,
  type ComponentRules,
  type Knowledge,
  type Outcome,
  type Turn,
} from '../../cluster/component.ts';
import type { Fault } from '../../cluster/faults.ts';
import type { Message } from '../../cluster/message.ts';
import { readObject, uidOf } from '../../cluster/objects.ts';
import { replicationOf } from '../../cluster/replication.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { ClusterState, Timer } from '../../cluster/state.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import { parseEtcdKey } from '../../kubernetes/resources-table.ts';
import { createReplicas, deleteReplicas, leaveReplicas } from './actions.ts';
import { noteAnswer } from './answers.ts';
import { refreshAll } from './duty.ts';
import { activePods, asOwner, knownOwner, storedOwners } from './knowledge.ts';
import { noteNamespace, noteNamespaceAnswer, refreshNamespaces, wakeNamespace } from './namespaces.ts';
import { leaveRollout, noteRollout, stepRollout } from './rollout.ts';
import { adviseReplicas, showReplicas } from './show.ts';
import { adviseRollout, showRollout } from './show-rollout.ts';

/**
 * The controllers for Deployments, ReplicaSets and ReplicationControllers compare wanted with actual and ask the API
 * server for the difference. They start nothing and choose no node. Beside them, without a player, the collector of what
 * deleted owners leave, and the namespace controller.
 */
export const replicationController: ComponentRules = {
  begin(turn: Turn, seat: Seat): void {
    refreshNamespaces(turn, seat);
    refreshAll(turn, seat);
  },

  /** A process that stood still has lost its timers: what was put aside, or waited, is looked at again. */
  disturb(turn: Turn, seat: Seat, fault: Fault): void {
    if (fault.kind !== 'thaw') return;
    for (const matter of sortedKeys(replicationOf(turn.state).settled)) turn.emit({ type: 'ReplicasSettled', matter });
    refreshNamespaces(turn, seat);
    refreshAll(turn, seat);
  },

  receive(turn: Turn, seat: Seat, message: Message): void {
    if (message.kind === 'watch') {
      noteGone(turn, message);
      noteNamespace(turn, seat, message);
    } else if (!noteNamespaceAnswer(turn, seat, message)) {
      const write = replicationOf(turn.state).writes[message.inReplyTo ?? ''];
      noteAnswer(turn, seat, message);
      if (write?.kind === 'set') noteRollout(turn, seat, message, write.owner);
    }
    refreshAll(turn, seat);
  },

  wake(turn: Turn, seat: Seat, timer: Timer): void {
    if (timer.kind === 'namespace') wakeNamespace(turn, seat, timer.about);
    for (const matter of sortedKeys(replicationOf(turn.state).settled)) {
      const of = matter === timer.about || matter.endsWith(`/${timer.about}`);
      if (of) turn.emit({ type: 'ReplicasSettled', matter });
    }
    refreshAll(turn, seat);
  },

  act(turn: Turn, seat: Seat, action: SeatAction, card: Card | null): Outcome {
    if (card === null) return refuse('UnknownCard');
    switch (action.type) {
      case 'CreateReplicas':
        return createReplicas(turn, seat, card, action);
      case 'DeleteReplicas':
        return deleteReplicas(turn, seat, card, action.pods);
      case 'LeaveReplicas':
        return card.kind === 'rollout' ? leaveRollout(turn, seat, card) : leaveReplicas(turn, seat, card);
      case 'StepRollout':
        return stepRollout(turn, seat, card, action.atOnce);
      case 'MarkReplicasReady':
        return refuse('NotYourField', { seat: seat.id });
      default:
        return refuse('NotYourDecision', { seat: seat.id });
    }
  },

  show(state: ClusterState, card: Card): CardView {
    return card.kind === 'rollout' ? showRollout(state, card) : showReplicas(state, card);
  },

  knows(state: ClusterState): Knowledge {
    const owners = storedOwners(state).map(({ object }) => {
      const { metadata, spec } = asOwner(object);
      const known = knownOwner(state, metadata.uid ?? '');
      const actual = known === null ? 0 : activePods(known).length;
      return { name: metadata.name ?? '', wanted: spec?.replicas ?? 1, actual };
    });
    return { replication: { owners, underway: Object.keys(replicationOf(state).writes).length } };
  },

  advise(state: ClusterState, card: Card): Advice {
    return card.kind === 'rollout' ? adviseRollout(card) : adviseReplicas(state, card);
  },
};

/** An owner has gone, or another object has taken its name. */
function noteGone(turn: Turn, message: Message): void {
  const body = isJsonObject(message.body) ? message.body : {};
  const key = String(body['key']);
  const resource = parseEtcdKey(key)?.resource ?? 'pods';
  if (resource === 'pods' || resource === 'namespaces') return;
  const before = readObject(turn.state, key, Number(body['revision']) - 1);
  const uid = before === null ? null : uidOf(before.object);
  const replaced = body['type'] !== 'DELETED' && uid !== message.about;
  if (uid !== null && (body['type'] === 'DELETED' || replaced)) turn.emit({ type: 'OwnerGone', uid });
}
