import type { Card } from '../../cluster/card.ts';
import type { Mistake } from '../../cluster/commands.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import type { Seat } from '../../cluster/seats.ts';
import { fingerprint } from '../../kernel/canonical.ts';
import { present } from '../../kernel/assert.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import type { Endpoint, EndpointSlice } from '../../kubernetes/types/service.ts';
import { callApi, type ApiCall } from '../api-request.ts';
import { RESYNC_MILLIS } from './duty.ts';
import { addressable, knownService, readyPods, type KnownService } from './knowledge.ts';
import { planSlices, type EndpointGroup } from './slices.ts';

/** Writes what the Service's slices shall say: the chosen pods as ready, the others as they are. */
export function writeSlice(turn: Turn, seat: Seat, card: Card, chosen: readonly string[]): Outcome {
  const known = present(knownService(turn.state, card.about), 'Service of the card');
  const unknown = chosen.find((uid) => !known.pods.some((pod) => pod.metadata.uid === uid && addressable(pod)));
  if (unknown !== undefined) return refuse('Invalid', { field: 'endpoints', value: unknown });
  const mistakes = sliceMistakes(known, chosen);
  const ready = readyPods(known);
  turn.close(seat.id, card.about);
  turn.cancelTimers('resync', seat.id, card.about);
  const calls = callsFor(
    known,
    known.wanted.map((group) => judged(group, ready, chosen)),
  );
  for (const call of calls) {
    const message = callApi(turn, seat, { ...call, about: card.about });
    turn.emit({ type: 'SliceWriteStarted', message, service: card.about });
  }
  if (mistakes.length === 0) return done;
  // To the controller its work is done; it looks again when something changes, or at the next round.
  turn.emit({ type: 'EndpointsSettled', service: card.about, fingerprint: fingerprint(known.wanted) });
  turn.setTimer('resync', seat.id, card.about, turn.state.now + RESYNC_MILLIS);
  return { mistakes };
}

/** What the player makes of a group: chosen pods count as ready; ready ones that were not chosen are left out. */
function judged(group: EndpointGroup, ready: readonly string[], chosen: readonly string[]): EndpointGroup {
  const endpoints = group.endpoints.flatMap((endpoint): Endpoint[] => {
    const uid = endpoint.targetRef?.uid ?? '';
    if (!chosen.includes(uid)) return ready.includes(uid) ? [] : [endpoint];
    return [ready.includes(uid) ? endpoint : { ...endpoint, conditions: { ...endpoint.conditions, ready: true } }];
  });
  return { ...group, endpoints };
}

/** The requests of a plan. A slice that would be removed is filled anew instead. Models reconciler.go finalize. */
function callsFor({ service, slices }: KnownService, groups: readonly EndpointGroup[]): ApiCall[] {
  const plan = planSlices(
    service,
    groups.filter(({ endpoints }) => endpoints.length > 0),
    slices,
  );
  const reused = plan.create.slice(0, plan.remove.length).map((slice, index): EndpointSlice => {
    const old = present(plan.remove[index], 'slice to reuse');
    return { ...old, endpoints: slice.endpoints, ports: slice.ports };
  });
  const base = `/apis/discovery.k8s.io/v1/namespaces/${service.metadata.namespace ?? 'default'}/endpointslices`;
  const at = ({ metadata }: EndpointSlice): string => `${base}/${metadata.name ?? ''}`;
  return [
    ...plan.create.slice(reused.length).map((slice): ApiCall => ({ verb: 'POST', path: base, body: bodyOf(slice) })),
    ...[...plan.update, ...reused].map((slice): ApiCall => ({ verb: 'PUT', path: at(slice), body: bodyOf(slice) })),
    ...plan.remove.slice(reused.length).map((slice): ApiCall => ({ verb: 'DELETE', path: at(slice) })),
  ];
}

function bodyOf(slice: EndpointSlice): JsonObject {
  return slice as unknown as JsonObject;
}

function sliceMistakes(known: KnownService, chosen: readonly string[]): Mistake[] {
  const ready = readyPods(known);
  const named = (wanted: (uid: string) => boolean): string =>
    known.pods.flatMap((pod: Pod) => (wanted(pod.metadata.uid ?? '') ? (pod.metadata.name ?? []) : [])).join(', ');
  const unready = named((uid) => chosen.includes(uid) && !ready.includes(uid));
  const missing = named((uid) => ready.includes(uid) && !chosen.includes(uid));
  const service = known.service.metadata.name ?? '';
  return [
    ...(unready === '' ? [] : [{ rule: 'endpointslice.unready-as-ready', params: { service, pod: unready } } as const]),
    ...(missing === '' ? [] : [{ rule: 'endpointslice.left-out', params: { service, pod: missing } } as const]),
  ];
}
