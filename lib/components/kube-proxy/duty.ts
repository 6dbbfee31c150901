import type { Turn } from '../../cluster/component.ts';
import { cacheOf, uidOf, type Stored } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { proxyOf } from '../../cluster/services.ts';
import type { ClusterState } from '../../cluster/state.ts';
import { canonicalJson, fingerprint } from '../../kernel/canonical.ts';
import { asEndpointSlice, asService } from '../service-objects.ts';
import type { EndpointSlice, Service } from '../../kubernetes/types/service.ts';
import { wantedRules, type ServiceRules } from './rules-math.ts';

/** How often a kube-proxy writes its rules anew of its own accord. Models iptables-sync-period. */
export const RESYNC_MILLIS = 30_000;

/** What a kube-proxy knows of one Service. */
export interface KnownService {
  readonly uid: string;
  /** Null once it is gone from its watch. */
  readonly service: Service | null;
  readonly slices: readonly EndpointSlice[];
  readonly programmed: ServiceRules;
  readonly wanted: ServiceRules;
}

export function knownService(state: ClusterState, seat: Seat, uid: string): KnownService {
  const node = seat.node ?? '';
  const stored = cacheOf(state, seat.id, 'services').find(({ object }) => uidOf(object) === uid);
  const service = stored === undefined ? null : asService(stored.object);
  const slices = service === null ? [] : slicesFor(state, seat, service);
  const programmed = Object.fromEntries(
    Object.entries(proxyOf(state.machines[node]).rules).filter(([, rule]) => rule.service === uid),
  );
  return { uid, service, slices, programmed, wanted: wantedRules(service, slices, node) };
}

/** The slices that carry the Service's name. Models pkg/proxy/endpointslicecache.go. */
function slicesFor(state: ClusterState, seat: Seat, service: Service): EndpointSlice[] {
  const { name = '', namespace } = service.metadata;
  return cacheOf(state, seat.id, 'endpointslices')
    .map(({ object }: Stored) => asEndpointSlice(object))
    .filter(
      ({ metadata }) => metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === name,
    );
}

/** Brings the desk in line for every Service that the node has rules for or should have. */
export function refreshAll(turn: Turn, seat: Seat): void {
  const listed = cacheOf(turn.state, seat.id, 'services').flatMap(({ object }) => uidOf(object) ?? []);
  const programmed = Object.values(proxyOf(turn.state.machines[seat.node ?? '']).rules).map(({ service }) => service);
  for (const uid of new Set([...listed, ...programmed])) refreshDesk(turn, seat, uid);
}

/** One card a Service while the node's rules are not what Service and slices say. */
export function refreshDesk(turn: Turn, seat: Seat, uid: string): void {
  const node = seat.node ?? '';
  const known = knownService(turn.state, seat, uid);
  const lying = Object.values(turn.state.cards).find((card) => card.seat === seat.id && card.about === uid);
  const same = canonicalJson(known.wanted) === canonicalJson(known.programmed);
  const right = same || leadsNowhere(known);
  // A new Service without endpoints, or one that never had any and is gone: there is nothing to choose.
  if (right && !same) turn.emit({ type: 'RulesProgrammed', node, service: uid, rules: known.wanted });
  const settled = proxyOf(turn.state.machines[node]).settled[uid];
  // What was taken to be done holds only for what was wanted then.
  if (settled !== undefined && (right || settled !== fingerprint(known.wanted))) {
    turn.emit({ type: 'RulesSettled', node, service: uid });
    turn.cancelTimers('resync', seat.id, uid);
  }
  const due = !right && settled !== fingerprint(known.wanted);
  if (lying !== undefined && !due) turn.emit({ type: 'CardClosed', card: lying.id });
  if (lying === undefined && due) turn.deal(seat.id, 'rules', uid);
}

function leadsNowhere({ programmed, wanted }: KnownService): boolean {
  return [...Object.values(programmed), ...Object.values(wanted)].every(({ endpoints }) => endpoints.length === 0);
}
