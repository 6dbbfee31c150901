import type { Card } from '../../cluster/card.ts';
import type { Turn } from '../../cluster/component.ts';
import { membersThere } from '../../cluster/faults.ts';
import { asPod, cacheOf, type Stored } from '../../cluster/objects.ts';
import type { Seat, SeatId } from '../../cluster/seats.ts';
import type { Mission } from '../../cluster/mission.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { sortedValues } from '../../kernel/ordered.ts';
import { isFull } from '../quota.ts';
import { stuckBecause } from './pod-trouble.ts';
import { roomIsComing } from './room-coming.ts';
import { askDue, askTask } from './ask.ts';
import { connectDue, connectTask } from './connections.ts';
import { objectTask } from './task-objects.ts';
import { isDone, taskDue, type Due } from './tasks.ts';

/** How long everything else gets before a connection is tried, or tried again. */
const CONNECT_MILLIS = 5_000;

export function missionOf(state: ClusterState, seat: SeatId, id: string): Mission {
  return present(state.users[seat]?.missions[id], `mission ${id}`);
}

/** The mission's pod as this user's own watch shows it. */
export function podFor(state: ClusterState, seat: SeatId, name: string): Stored | null {
  return cacheOf(state, seat, 'pods').find(({ key }) => key === `/registry/pods/default/${name}`) ?? null;
}

export function refreshMissions(turn: Turn, seat: Seat): void {
  const missions = sortedValues(turn.state.users[seat.id]?.missions ?? {});
  // What is due may wait for another mission: first see what is done.
  for (const { id } of missions) noteDone(turn, seat, missionOf(turn.state, seat.id, id));
  for (const { id } of missions) refreshMission(turn, seat, id, false);
}

/** Brings the user's desk in line with what they see of the mission. `impatient`: it has taken too long. */
export function refreshMission(turn: Turn, seat: Seat, id: string, impatient: boolean): void {
  noteDone(turn, seat, missionOf(turn.state, seat.id, id));
  const mission = missionOf(turn.state, seat.id, id);
  const kind = dueFor(turn.state, seat, mission, impatient);
  const lying = Object.values(turn.state.cards).find((card) => card.seat === seat.id && card.about === id);
  const keeps = lying?.kind === kind;
  if (lying !== undefined && !keeps) turn.emit({ type: 'CardClosed', card: lying.id });
  const timed = Object.values(turn.state.timers).some((timer) => timer.seat === seat.id && timer.about === id);
  if (kind !== 'patience' && timed) turn.cancelTimers('patience', seat.id, id);
  if (kind === 'patience' && !timed) {
    turn.setTimer('patience', seat.id, id, turn.state.now + patienceFor(turn.state, mission));
  }
  if ((kind === 'mission' || kind === 'repair') && !keeps) turn.deal(seat.id, kind, id);
  refreshLook(turn, seat, mission);
}

/** A connection is tried as soon as the cluster is quiet; for a pod one waits longer. */
function patienceFor({ settings }: ClusterState, { task }: Mission): number {
  return task?.do === 'connect' ? CONNECT_MILLIS : settings.patienceMillis;
}

/** The first sight of what a task asks for; what becomes of it later is another matter. */
function noteDone(turn: Turn, seat: Seat, mission: Mission): void {
  const task = objectTask(mission);
  if (task === null || mission.done === true || !isDone(turn.state, seat.id, mission, task)) return;
  turn.emit({ type: 'MissionDone', seat: seat.id, mission: mission.id });
}

/** The matter of a card that invites to look at a mission's pod. */
export function lookMatter(mission: string): string {
  return `look/${mission}`;
}

export function missionOfLook(matter: string): string {
  return matter.replace(/^look\//, '');
}

/** Invites the user to look once after the pod was created and once when it runs. Nobody waits for it. */
function refreshLook(turn: Turn, seat: Seat, mission: Mission): void {
  const matter = lookMatter(mission.id);
  const stage = stageOf(turn.state, seat, mission);
  const lying = Object.values(turn.state.cards).some((card) => card.seat === seat.id && card.about === matter);
  if (stage === null && lying) turn.close(seat.id, matter);
  if (stage !== null && stage !== mission.looked && mission.looked !== 'running' && !lying)
    turn.deal(seat.id, 'look', matter, false);
}

function stageOf(state: ClusterState, seat: Seat, mission: Mission): 'created' | 'running' | null {
  const stored = podFor(state, seat.id, mission.name);
  if (stored === null || mission.aim === 'try' || mission.task !== undefined) return null;
  return asPod(stored.object).status?.phase === 'Running' ? 'running' : 'created';
}

export function noteLook(turn: Turn, seat: Seat, card: Card): void {
  const mission = missionOf(turn.state, seat.id, missionOfLook(card.about));
  const at = stageOf(turn.state, seat, mission);
  turn.close(seat.id, card.about);
  if (at !== null) turn.emit({ type: 'MissionLooked', seat: seat.id, mission: mission.id, at });
}

/** What the user would do now: start, repair, look at the clock, or nothing. */
function dueFor(state: ClusterState, seat: Seat, mission: Mission, impatient: boolean): Due {
  if (asking(state, seat.id)) return null;
  if (mission.members !== undefined && mission.members !== membersThere(state)) return null;
  const ask = askTask(mission);
  if (ask !== null) return askDue(state, seat, mission);
  const task = objectTask(mission);
  // Until what was written shows up in the own watch, doing it again would look right.
  if (task !== null && hearing(state, seat.id)) return null;
  if (task !== null) return taskDue(state, seat.id, mission, task, impatient);
  const connect = connectTask(mission);
  if (connect !== null) return connectDue(state, seat, mission, connect, impatient);
  const stored = podFor(state, seat.id, mission.name);
  if (stored === null) {
    if (mission.aim === 'try' && mission.answered !== undefined) return null;
    return !impatient && waitsForRoom(state, seat.id) ? 'patience' : 'mission';
  }
  const pod = asPod(stored.object);
  if (pod.metadata.deletionTimestamp !== undefined) return impatient ? 'repair' : 'patience';
  if (mission.aim === 'try') return 'repair';
  if (pod.status?.phase === 'Running') return null;
  const stuck = stuckBecause(pod) !== null && !roomIsComing(state, seat.id, stored);
  return impatient || stuck ? 'repair' : 'patience';
}

/** True when the quota is used up and some pod is on its way out: creating now would be refused. */
function waitsForRoom(state: ClusterState, seat: SeatId): boolean {
  if (!isFull(state, 'default')) return false;
  return cacheOf(state, seat, 'pods').some(({ object }) => asPod(object).metadata.deletionTimestamp !== undefined);
}

/** True while a watch event is on its way to this user. */
function hearing(state: ClusterState, seat: SeatId): boolean {
  return state.wire.some(({ kind, to }) => kind === 'watch' && to === seat);
}

/** True while a request of this user is under way: kubectl has not returned yet. */
function asking(state: ClusterState, seat: SeatId): boolean {
  const underway = state.wire.some(
    (message) => message.kind !== 'watch' && (message.from === seat || message.to === seat),
  );
  return underway || Object.values(state.apiserver.requests).some(({ from }) => from === seat);
}
