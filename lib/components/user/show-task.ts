import type { Card, CardView, Fact, Option } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import { asPod } from '../../cluster/objects.ts';
import type { Mission } from '../../cluster/mission.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { compareStrings } from '../../kernel/ordered.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { etcdKey, resourceInfo } from '../../kubernetes/resources-table.ts';
import { metadataOf } from '../../kubernetes/registry/metadata.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { noRouteOptions } from '../no-route.ts';
import { stuckBecause } from './pod-trouble.ts';
import { candidates, manifestFacts, nameOf, pendingPod, placeOf, seenObject, type ObjectTask } from './task-objects.ts';
import { aimed, taskDue } from './tasks.ts';

/** What a `user` seat sees of a card whose mission has a task. */
export function showTask(state: ClusterState, card: Card, mission: Mission, task: ObjectTask): CardView {
  return card.kind === 'repair' ? showRepair(state, card, mission, task) : showCommand(state, card, mission, task);
}

function showCommand(state: ClusterState, card: Card, mission: Mission, task: ObjectTask): CardView {
  const name = nameOf(task);
  const wanted = task.do === 'create' ? manifestFacts(task.manifest) : (commands(state, card, task)[0]?.line ?? name);
  const stored = seenObject(state, card.seat, task.resource, name);
  return {
    ...card,
    title: { key: `card.task.${task.do}`, params: { name: mission.name, kind: kindOf(task) } },
    facts: [
      { label: { key: 'fact.wanted' }, value: task.do === 'scale' ? `replicas ${task.replicas}` : wanted },
      ...(stored === null ? [] : [{ label: { key: 'fact.now' }, value: manifestFacts(stored.object) }]),
    ],
    options: [
      ...commands(state, card, task).map(({ id, line, action }): Option => ({
        id,
        label: { key: 'option.RunTask', params: { line } },
        action,
      })),
      ...noRouteOptions(card, [
        { to: 'etcd', verb: 'Txn', path: etcdKey(task.resource, name, placeOf(task.resource).namespace) },
        { to: 'replication-controller', verb: 'POST', path: `/${task.resource}/${name}` },
      ]),
    ],
  };
}

interface Command {
  readonly id: string;
  readonly line: string;
  readonly action: JsonObject;
}

/** The lines that could be typed; those of manifests are put in order by what the manifests say. */
function commands(state: ClusterState, card: Card, task: ObjectTask): Command[] {
  const run = { type: 'RunTask', card: card.id };
  switch (task.do) {
    case 'create': {
      const file = `kubectl create -f ${nameOf(task)}.yaml`;
      const line = (manifest: JsonObject): string => `${file} (${manifestFacts(manifest)})`;
      const right = { id: 'create', line: line(task.manifest), action: run };
      const wrong = task.slip && { id: 'create-other', line: line(task.slip.manifest), action: { ...run, slip: true } };
      return wrong === undefined ? [right] : [right, wrong].sort((a, b) => compareStrings(a.line, b.line));
    }
    case 'scale':
      return [
        { id: 'scale', line: `kubectl scale ${kindOf(task)} ${task.name} --replicas=${task.replicas}`, action: run },
      ];
    case 'change':
      return [{ id: 'change', line: task.line, action: run }];
    case 'delete':
      return candidates(state, card.seat, task).map(({ object }) => {
        const name = String(metadataOf(object)['name']);
        return { id: `delete-${name}`, line: `kubectl delete ${kindOf(task)} ${name}`, action: { ...run, name } };
      });
  }
}

function showRepair(state: ClusterState, card: Card, mission: Mission, task: ObjectTask): CardView {
  const pod = stuckPod(state, card, mission, task);
  const stored = seenObject(state, card.seat, task.resource, nameOf(task));
  const facts: Fact[] = [
    ...(task.do === 'create' ? [{ label: { key: 'fact.wanted' }, value: manifestFacts(task.manifest) }] : []),
    ...(stored === null ? [] : [{ label: { key: 'fact.now' }, value: manifestFacts(stored.object) }]),
    ...(pod === null ? [] : [{ label: { key: 'fact.seen' }, value: `${pod.metadata.name ?? ''}: ${lookOf(pod)}` }]),
  ];
  const remove: Option = {
    id: 'remove',
    label: { key: 'option.RunTask', params: { line: `kubectl delete ${kindOf(task)} ${nameOf(task)}` } },
    action: { type: 'RunTask', card: card.id },
  };
  return {
    ...card,
    title: { key: 'card.task.repair', params: { name: mission.name, kind: kindOf(task) } },
    facts,
    options: [
      { id: 'wait', label: { key: 'option.KeepWaiting' }, action: { type: 'KeepWaiting', card: card.id } },
      ...(stored === null || task.resource === 'pods' ? [] : [remove]),
      ...(pod === null ? [] : podOptions(card, pod.metadata.name ?? '')),
    ],
  };
}

function podOptions(card: Card, name: string): Option[] {
  return [
    {
      id: 'delete-pod',
      label: { key: 'option.DeletePod', params: { name } },
      action: { type: 'DeletePod', card: card.id, name },
    },
    {
      id: 'force-pod',
      label: { key: 'option.ForceDeletePod', params: { name } },
      action: { type: 'DeletePod', card: card.id, name, force: true },
    },
  ];
}

/** The pod that keeps the task from being done, as the user sees it. */
function stuckPod(state: ClusterState, card: Card, mission: Mission, task: ObjectTask): Pod | null {
  if (task.do === 'create') return pendingPod(state, card.seat, task);
  const stored = task.resource === 'pods' ? aimed(state, card.seat, mission, task) : null;
  return stored === null ? null : asPod(stored.object);
}

function lookOf(pod: Pod): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  return stuckBecause(pod) ?? pod.status?.phase ?? '—';
}

/** What kubectl calls the kind: `rs`, `svc`, `pod`. */
function kindOf({ resource }: ObjectTask): string {
  const info = resourceInfo(resource);
  return resource === 'pods' ? 'pod' : (info?.shortNames[0] ?? info?.singular ?? resource);
}

/** What a careful user does about the task on the card. */
export function adviseTask(state: ClusterState, card: Card, mission: Mission, task: ObjectTask): Advice {
  const name = nameOf(task);
  if (card.kind === 'repair') return adviseRepair(state, card, mission, task);
  const first = commands(state, card, task).find(({ action }) => action['slip'] !== true);
  const picked = first?.action['name'];
  return {
    action: { type: 'RunTask', card: card.id, ...(typeof picked === 'string' && { name: picked }) },
    because: { key: `because.user.task-${task.do}`, params: { name } },
  };
}

/** The object itself is not as asked: then its pods are no matter. */
function needsRepair(state: ClusterState, card: Card, mission: Mission, task: ObjectTask): boolean {
  return task.do === 'create' && taskDue(state, card.seat, mission, task, false) === 'repair';
}

function adviseRepair(state: ClusterState, card: Card, mission: Mission, task: ObjectTask): Advice {
  const name = nameOf(task);
  const pod = needsRepair(state, card, mission, task) ? null : stuckPod(state, card, mission, task);
  if (pod === null) {
    return {
      action: { type: 'RunTask', card: card.id },
      because: { key: 'because.user.task-again', params: { name } },
    };
  }
  const podName = pod.metadata.name ?? '';
  const ending = pod.metadata.deletionTimestamp !== undefined;
  return {
    action: { type: 'DeletePod', card: card.id, name: podName, ...(ending && { force: true }) },
    because: ending
      ? { key: 'because.user.force', params: { name: podName } }
      : { key: 'because.user.task-pod', params: { name: podName } },
  };
}
