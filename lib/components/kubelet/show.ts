import type { Card, CardView, Fact, Option } from '../../cluster/card.ts';
import { asPod } from '../../cluster/objects.ts';
import { podRequests } from '../../kubernetes/resources.ts';
import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { noRouteOptions } from '../no-route.ts';
import { objectOf, podOf } from './duty.ts';
import { roomFor } from './fits.ts';
import { allContainers, nextKill, restartTime } from './plan.ts';

/** A pod as the kubelet of its node sees it. */
export function showPod(state: ClusterState, card: Card): CardView {
  const node = present(state.seats[card.seat]?.node, `node of ${card.seat}`);
  const pod = podOf(state, node, card.about);
  const facts: Fact[] = [{ label: { key: 'fact.pod' }, value: `${pod.namespace}/${pod.name}` }];
  if (card.kind === 'admit-pod') facts.push(...admissionFacts(state, node, card.about));
  else facts.push(...runtimeFacts(state, node, pod));
  const stored = objectOf(state, node, card.about);
  const kill = stored === null ? null : nextKill(pod, asPod(stored.object));
  return { ...card, title: { key: `card.${card.kind}.title` }, facts, options: optionsOf(card, pod, kill !== null) };
}

function admissionFacts(state: ClusterState, node: string, uid: string): Fact[] {
  const room = roomFor(state, node, uid);
  const stored = objectOf(state, node, uid);
  const requests = stored === null ? { cpuMillis: 0, memoryBytes: 0 } : podRequests(asPod(stored.object));
  return [
    { label: { key: 'fact.requests' }, value: amounts(requests) },
    { label: { key: 'fact.room' }, value: amounts(room) },
  ];
}

function amounts({ cpuMillis, memoryBytes }: { readonly cpuMillis: number; readonly memoryBytes: number }): string {
  return `cpu ${cpuMillis}m, memory ${Math.round(memoryBytes / 1048576)}Mi`;
}

function runtimeFacts(state: ClusterState, node: string, pod: KubeletPod): Fact[] {
  const containers = Object.entries(pod.containers).map(([name, belief]) => `${name}: ${belief}`);
  const { flavour } = state.machines[node]?.runtime ?? {};
  const images = Object.entries(pod.images).map(([image, belief]) => `${image}: ${belief}`);
  return [
    { label: { key: 'fact.sandbox' }, value: pod.podIP === undefined ? pod.sandbox : `${pod.sandbox} (${pod.podIP})` },
    { label: { key: 'fact.images' }, value: images.join(', ') || '—' },
    { label: { key: 'fact.containers' }, value: containers.join(', ') || '—' },
    ...endFacts(state, node, pod),
    ...(flavour === undefined ? [] : [{ label: { key: 'fact.runtime' }, value: flavour }]),
  ];
}

/** How containers ended, how often they were restarted, and how long they are held back. */
function endFacts(state: ClusterState, node: string, pod: KubeletPod): Fact[] {
  const { now } = state;
  const stored = objectOf(state, node, pod.uid);
  const containers = stored === null ? [] : allContainers(asPod(stored.object));
  const wanted = new Map(containers.map(({ name, image }) => [name, image]));
  const facts: Fact[] = [];
  for (const [name, { state, exitCode, reason, attempt = 0 }] of Object.entries(pod.seen ?? {})) {
    if (state === 'exited')
      facts.push({ label: { key: 'fact.exit' }, value: `${name}: ${exitCode ?? 0} (${reason ?? ''})` });
    if (attempt > 0) facts.push({ label: { key: 'fact.restarts' }, value: `${name}: ${attempt}` });
    const left = (restartTime(pod, { name, image: wanted.get(name) }) ?? now) - now;
    if (left > 0) facts.push({ label: { key: 'fact.backoff' }, value: `${name}: ${Math.ceil(left / 1000)}s` });
  }
  return facts;
}

function optionsOf(card: Card, pod: KubeletPod, kills: boolean): Option[] {
  const call = (verb: string): Option => ({
    id: verb,
    label: { key: `option.CallRuntime.${verb}` },
    action: { type: 'CallRuntime', card: card.id, call: verb },
  });
  const report = (phase: string): Option => ({
    id: `report-${phase}`,
    label: { key: `option.ReportStatus.${phase}` },
    action: { type: 'ReportStatus', card: card.id, phase },
  });
  const ended = Object.values(pod.seen ?? {}).some(({ state }) => state === 'exited');
  switch (card.kind) {
    case 'admit-pod':
      return [
        { id: 'admit', label: { key: 'option.AdmitPod' }, action: { type: 'AdmitPod', card: card.id } },
        { id: 'reject', label: { key: 'option.RejectPod' }, action: { type: 'RejectPod', card: card.id } },
      ];
    case 'sync-pod':
      return [
        ...['RunPodSandbox', 'PullImage', 'CreateContainer', 'StartContainer'].map(call),
        ...(kills ? [call('StopContainer')] : []),
        report('Pending'),
        report('Running'),
        ...(ended ? [report('Failed')] : []),
        ...noRouteOptions(card, [{ to: 'etcd', verb: 'Txn', path: '/registry/pods' }]),
      ];
    case 'report-pod':
      return [
        ...['Pending', 'Running', ...(ended ? ['Succeeded'] : []), 'Failed'].map(report),
        ...noRouteOptions(card, [{ to: 'etcd', verb: 'Txn', path: '/registry/pods' }]),
      ];
    case 'stop-pod':
      return ['StopContainer', 'StopPodSandbox', 'StartContainer'].map(call);
    default:
      return [
        call('RunPodSandbox'),
        { id: 'confirm', label: { key: 'option.ConfirmDelete' }, action: { type: 'ConfirmDelete', card: card.id } },
      ];
  }
}
