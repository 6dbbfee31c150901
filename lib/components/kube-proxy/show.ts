import type { Card, CardView, ChoiceRow, Fact, Option } from '../../cluster/card.ts';
import { ETCD } from '../../cluster/seats.ts';
import { present } from '../../kernel/assert.ts';
import { sortedKeys } from '../../kernel/ordered.ts';
import type { Endpoint } from '../../kubernetes/types/service.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { noRouteOptions } from '../no-route.ts';
import { knownService, type KnownService } from './duty.ts';
import { knownAddresses } from './rules-math.ts';

/** A Service as its player sees it: what the slices say, and what stands in this node's kernel. */
export function showRules(state: ClusterState, card: Card): CardView {
  const seat = present(state.seats[card.seat], card.seat);
  const known = knownService(state, seat, card.about);
  const { service, slices, programmed } = known;
  const name = service?.metadata.name ?? Object.values(programmed)[0]?.name ?? '';
  const ports = Object.keys(service === null ? programmed : known.wanted).join(', ');
  const facts: Fact[] = [
    { label: { key: 'fact.service' }, value: service === null ? '—' : `${service.metadata.namespace ?? ''}/${name}` },
    { label: { key: 'fact.cluster-ip' }, value: ports || '—' },
    { label: { key: 'fact.rules-now' }, value: programmedText(known) },
  ];
  return {
    ...card,
    title: { key: 'card.rules.title', params: { name, node: seat.node ?? '' } },
    facts,
    options: [
      { id: 'leave', label: { key: 'option.LeaveRules' }, action: { type: 'LeaveRules', card: card.id } },
      ...otherNode(state, card, seat.node),
      ...noRouteOptions(card, [{ to: ETCD, verb: 'Txn', path: sliceKey(known) }]),
    ],
    form: {
      kind: 'choices',
      rows: knownAddresses(slices, programmed).map((address) => rowOf(known, address)),
      action: { type: 'ProgramRules', card: card.id },
      member: 'endpoints',
      submit: { key: 'option.ProgramRules.here' },
    },
  };
}

/** A way that this component does not have: the kernel of another machine. */
function otherNode(state: ClusterState, card: Card, own: string | undefined): Option[] {
  const node = sortedKeys(state.machines).find((name) => name !== own);
  if (node === undefined) return [];
  return [
    {
      id: 'other-node',
      label: { key: 'option.ProgramRules.other', params: { node } },
      action: { type: 'ProgramRules', card: card.id, endpoints: [], node },
    },
  ];
}

function rowOf({ slices, programmed }: KnownService, address: string): ChoiceRow {
  const endpoint = slices
    .flatMap(({ endpoints = [] }) => endpoints)
    .find(({ addresses }) => addresses.includes(address));
  const standing = Object.values(programmed).some(({ endpoints }) =>
    endpoints.some((rule) => rule.startsWith(`${address}:`)),
  );
  return {
    id: address,
    name: address,
    facts: [
      { label: { key: 'fact.in-slice' }, value: endpoint === undefined ? '—' : conditionText(endpoint) },
      { label: { key: 'fact.node' }, value: endpoint?.nodeName ?? '—' },
      { label: { key: 'fact.in-rules' }, value: standing ? '✓' : '—' },
    ],
  };
}

/** As the slice has it: `ready=true`, and what else is not as usual. */
function conditionText({ targetRef, conditions = {} }: Endpoint): string {
  const { ready = true, serving = ready, terminating = false } = conditions;
  const more = `${serving === ready ? '' : `, serving=${serving}`}${terminating ? ', terminating=true' : ''}`;
  return `${targetRef?.name ?? ''} ready=${ready}${more}`.trim();
}

function programmedText({ programmed }: KnownService): string {
  const lines = Object.entries(programmed).map(
    ([key, { endpoints }]) => `${key} → ${endpoints.length === 0 ? 'REJECT' : endpoints.join(', ')}`,
  );
  return lines.join('; ') || '—';
}

function sliceKey({ slices, service }: KnownService): string {
  const metadata = slices[0]?.metadata ?? service?.metadata;
  return `/registry/endpointslices/${metadata?.namespace ?? 'default'}/${metadata?.name ?? ''}`;
}
