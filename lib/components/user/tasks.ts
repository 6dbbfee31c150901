import type { Card } from '../../cluster/card.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import { uidOf } from '../../cluster/objects.ts';
import type { Seat, SeatId } from '../../cluster/seats.ts';
import type { Mission } from '../../cluster/mission.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import { metadataOf } from '../../kubernetes/registry/metadata.ts';
import { callApi } from '../api-request.ts';
import {
  candidates,
  contains,
  endedPod,
  laterTasks,
  nameOf,
  pendingPod,
  placeOf,
  seenByUid,
  seenObject,
  wantedSpecs,
  type CreateTask,
  type ObjectTask,
} from './task-objects.ts';

/** What the user would do about a mission now; null is nothing. */
export type Due = 'mission' | 'repair' | 'patience' | null;

/** What `kubectl delete` sends: what the object owns goes after it. */
export const DELETE_OPTIONS = { propagationPolicy: 'Background' };

/** What is due, judged by what the user's own watches show. */
export function taskDue(
  state: ClusterState,
  seat: SeatId,
  mission: Mission,
  task: ObjectTask,
  impatient: boolean,
): Due {
  switch (task.do) {
    case 'create':
      return createDue(state, seat, mission, task, impatient);
    case 'scale':
    case 'change':
      // What was asked for later is what counts now.
      if (laterTasks(state, mission, task).some((later) => later.do === task.do)) return null;
      if (seenObject(state, seat, task.resource, task.name) === null) return null;
      return isDone(state, seat, mission, task) ? null : 'mission';
    case 'delete':
      if (mission.done === true || isDone(state, seat, mission, task)) return null;
      if (isEnding(state, seat, mission, task)) return impatient ? 'repair' : 'patience';
      return candidates(state, seat, task).length === 0 ? null : 'mission';
  }
}

function createDue(state: ClusterState, seat: SeatId, mission: Mission, task: CreateTask, impatient: boolean): Due {
  const later = laterTasks(state, mission, task);
  if (later.some((other) => other.do === 'delete')) return null;
  const stored = seenObject(state, seat, task.resource, nameOf(task));
  if (stored === null) return 'mission';
  if (metadataOf(stored.object)['deletionTimestamp'] !== undefined) return impatient ? 'repair' : 'patience';
  const { spec } = stored.object;
  if (!wantedSpecs(task, later).some((wanted) => contains(spec, wanted))) return 'repair';
  if (endedPod(state, seat, task) !== null) return 'repair';
  if (pendingPod(state, seat, task) === null) return null;
  return impatient ? 'repair' : 'patience';
}

/** True when the user sees what the task asks for. */
export function isDone(state: ClusterState, seat: SeatId, mission: Mission, task: ObjectTask): boolean {
  const stored = seenObject(state, seat, task.resource, nameOf(task));
  switch (task.do) {
    case 'create':
      return stored !== null && contains(stored.object['spec'], task.manifest['spec']);
    case 'change':
      return stored !== null && contains(stored.object['spec'], task.spec);
    case 'scale': {
      const spec = stored?.object['spec'];
      return isJsonObject(spec) && spec['replicas'] === task.replicas;
    }
    case 'delete': {
      const aim = mission.aimedAt ?? task.uid;
      if (aim === undefined) return task.labels === undefined && stored === null;
      return aimed(state, seat, mission, task) === null;
    }
  }
}

/** The object that the user picked to delete, as far as they still see it. */
export function aimed(state: ClusterState, seat: SeatId, mission: Mission, task: ObjectTask) {
  const aim = mission.aimedAt ?? (task.do === 'delete' ? task.uid : undefined);
  if (aim === undefined) return null;
  return seenByUid(state, seat, task.resource, aim);
}

function isEnding(state: ClusterState, seat: SeatId, mission: Mission, task: ObjectTask): boolean {
  const stored = aimed(state, seat, mission, task);
  return stored !== null && metadataOf(stored.object)['deletionTimestamp'] !== undefined;
}

/** Runs the task's kubectl command; on a card `repair` it removes what is there, so that it can be made again. */
export function runTask(
  turn: Turn,
  seat: Seat,
  card: Card,
  mission: Mission,
  task: ObjectTask,
  asked: { readonly slip?: boolean; readonly name?: string },
): Outcome {
  if (card.kind === 'repair') return removeObject(turn, seat, card, task);
  switch (task.do) {
    case 'create':
      return createObject(turn, seat, card, task, asked.slip === true);
    case 'scale':
      turn.close(seat.id, card.about);
      callApi(turn, seat, {
        verb: 'PATCH',
        path: `${pathOf(task)}/scale`,
        body: { spec: { replicas: task.replicas } },
      });
      return done;
    case 'change':
      turn.close(seat.id, card.about);
      callApi(turn, seat, { verb: 'PATCH', path: pathOf(task), body: { spec: task.spec } });
      return done;
    case 'delete':
      return deletePicked(turn, seat, card, mission, task, asked.name);
  }
}

/** `kubectl create -f`: one POST with the whole manifest. */
function createObject(turn: Turn, seat: Seat, card: Card, task: CreateTask, slip: boolean): Outcome {
  const slipped = slip ? task.slip : undefined;
  if (slip && slipped === undefined) return refuse('NotYourDecision', { seat: seat.id });
  turn.close(seat.id, card.about);
  callApi(turn, seat, {
    verb: 'POST',
    path: buildPath({ resource: task.resource, ...placeOf(task.resource) }),
    body: slipped?.manifest ?? task.manifest,
  });
  return slipped === undefined ? done : { mistakes: [{ rule: slipped.rule, params: { name: nameOf(task) } }] };
}

function deletePicked(
  turn: Turn,
  seat: Seat,
  card: Card,
  mission: Mission,
  task: ObjectTask,
  name: string | undefined,
): Outcome {
  const choice = candidates(turn.state, seat.id, task);
  const picked = choice.find(({ object }) => metadataOf(object)['name'] === (name ?? nameOf(task)));
  if (picked === undefined) return refuse('NotFound', { name: name ?? nameOf(task) });
  turn.close(seat.id, card.about);
  const uid = uidOf(picked.object);
  if (uid !== null) turn.emit({ type: 'MissionAimed', seat: seat.id, mission: mission.id, uid });
  const path = buildPath({
    resource: task.resource,
    ...placeOf(task.resource),
    name: String(metadataOf(picked.object)['name']),
  });
  callApi(turn, seat, { verb: 'DELETE', path, body: DELETE_OPTIONS, ...(uid !== null && { about: uid }) });
  return done;
}

function removeObject(turn: Turn, seat: Seat, card: Card, task: ObjectTask): Outcome {
  turn.close(seat.id, card.about);
  callApi(turn, seat, { verb: 'DELETE', path: pathOf(task), body: DELETE_OPTIONS });
  return done;
}

function pathOf(task: ObjectTask): string {
  return buildPath({ resource: task.resource, ...placeOf(task.resource), name: nameOf(task) });
}
