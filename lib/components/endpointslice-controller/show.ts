import type { Card, CardView, ChoiceRow, Fact } from '../../cluster/card.ts';
import { ETCD } from '../../cluster/seats.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import type { StringMap } from '../../kubernetes/types/meta.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import type { EndpointSlice } from '../../kubernetes/types/service.ts';
import { noRouteOptions } from '../no-route.ts';
import { knownService } from './knowledge.ts';

/** A Service as its player sees it: the selector, the pods that match, and what the slices say now. */
export function showSlices(state: ClusterState, card: Card): CardView {
  const { service, pods, slices } = present(knownService(state, card.about), 'Service of the card');
  const { name = '', namespace = 'default' } = service.metadata;
  const ports = (service.spec?.ports ?? []).map(({ port, targetPort = port }) => `${port} → ${targetPort}`);
  const facts: Fact[] = [
    { label: { key: 'fact.service' }, value: `${namespace}/${name}` },
    { label: { key: 'fact.label-selector' }, value: mapText(service.spec?.selector) },
    { label: { key: 'fact.ports' }, value: ports.join(', ') },
    { label: { key: 'fact.slices-now' }, value: slices.map(sliceText).join('; ') || '—' },
  ];
  return {
    ...card,
    title: { key: 'card.slice.title', params: { name } },
    facts,
    options: noRouteOptions(card, [
      { to: firstProxy(state), verb: 'POST', path: `/services/${name}` },
      { to: ETCD, verb: 'Txn', path: `/registry/endpointslices/${namespace}/${name}` },
    ]),
    form: {
      kind: 'choices',
      rows: pods.map(rowOf),
      action: { type: 'WriteSlice', card: card.id },
      member: 'pods',
      submit: { key: 'option.WriteSlice' },
    },
  };
}

function rowOf({ metadata, spec, status }: Pod): ChoiceRow {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'False';
  const ending = metadata.deletionTimestamp !== undefined;
  return {
    id: metadata.uid ?? '',
    name: metadata.name ?? '',
    facts: [
      { label: { key: 'fact.ip' }, value: status?.podIP ?? '—' },
      { label: { key: 'fact.ready' }, value: ending ? `${ready} (Terminating)` : ready },
      { label: { key: 'fact.node' }, value: spec?.nodeName ?? '—' },
    ],
  };
}

/** `db-x2k4f: 10.244.2.3 ready`. */
export function sliceText({ metadata, endpoints = [] }: EndpointSlice): string {
  const listed = endpoints.map(
    ({ addresses, conditions }) => `${addresses.join(', ')}${conditions?.ready === true ? ' ready' : ' not ready'}`,
  );
  return `${metadata.name ?? ''}: ${listed.join(', ') || '—'}`;
}

function mapText(map: StringMap = {}): string {
  return sortedKeys(map)
    .map((key) => `${key}=${map[key] ?? ''}`)
    .join(', ');
}

function firstProxy(state: ClusterState): string {
  return Object.values(state.seats).find(({ component }) => component === 'kube-proxy')?.id ?? 'kube-proxy';
}
