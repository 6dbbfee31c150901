import type { Turn } from '../../cluster/component.ts';
import type { EtcdTask, ReadTask } from '../../cluster/etcd-task.ts';
import { hasQuorum } from '../../cluster/faults.ts';
import type { Mission } from '../../cluster/mission.ts';
import { ETCD, type Seat } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { get } from '../../etcd/store.ts';
import { present } from '../../kernel/assert.ts';
import { sortedValues } from '../../kernel/ordered.ts';

/** Puts the next task on etcd's desk, in the order of their ids, one at a time, once its key is there. */
export function refreshTasks(turn: Turn, seat: Seat): void {
  const next = sortedValues(turn.state.users[seat.id]?.missions ?? {}).find(({ done }) => done !== true);
  if (next?.etcd === undefined || !hasQuorum(turn.state)) return;
  const lying = Object.values(turn.state.cards).some((card) => card.seat === seat.id && isTaskCard(card.kind));
  if (lying || !isDue(turn.state, next.etcd)) return;
  turn.deal(seat.id, next.etcd.do === 'run' ? 'etcdctl' : 'read-number', next.id);
}

/** True for the cards that are about a task and not about a transaction. */
export function isTaskCard(kind: string): boolean {
  return kind === 'etcdctl' || kind === 'read-number';
}

function isDue({ store }: ClusterState, { after }: EtcdTask): boolean {
  return after === undefined || (get(store, after.key)?.version ?? 0) >= after.version;
}

/** Task and mission of a card of etcd's. */
export function taskOf(state: ClusterState, id: string): { readonly mission: Mission; readonly task: EtcdTask } {
  const mission = present(state.users[ETCD]?.missions[id], `task ${id} of etcd`);
  return { mission, task: present(mission.etcd, `task of ${id}`) };
}

/** The number that the task asks for, as the store has it now; 0 when the key is not there. */
export function numberOf({ store }: ClusterState, { key, number }: ReadTask): number {
  const found = get(store, key);
  switch (number) {
    case 'create-revision':
      return found?.createRevision ?? 0;
    case 'mod-revision':
      return found?.modRevision ?? 0;
    case 'version':
      return found?.version ?? 0;
  }
}

/** The right number among those that it is mixed up with, ascending. */
export function numbersFor(state: ClusterState, task: ReadTask): readonly number[] {
  const right = numberOf(state, task);
  const found = get(state.store, task.key);
  const others = [found?.version, found?.createRevision, found?.modRevision, state.store.revision, right + 1];
  const all = [right, ...others.filter((other) => other !== undefined)];
  return [...new Set(all)].slice(0, 4).sort((left, right2) => left - right2);
}
