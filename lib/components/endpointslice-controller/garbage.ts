import type { Turn } from '../../cluster/component.ts';
import { cacheOf, uidOf } from '../../cluster/objects.ts';
import { APISERVER, type Seat } from '../../cluster/seats.ts';
import { endpointSlicesOf } from '../../cluster/services.ts';
import { CONTROLLER, ownerOf, ownSlices } from './knowledge.ts';

/**
 * Slices whose Service is gone go too. Nobody decides that: the garbage collector, which runs in the same process as
 * the controller, follows owner references. Models pkg/controller/garbagecollector.
 */
export function collectGarbage(turn: Turn, seat: Seat): void {
  const services = cacheOf(turn.state, CONTROLLER, 'services').map(({ object }) => uidOf(object));
  for (const slice of ownSlices(turn.state)) {
    const owner = ownerOf(slice);
    const underway = Object.values(endpointSlicesOf(turn.state).writes).some(({ service }) => service === owner);
    if (owner === undefined || services.includes(owner) || underway) continue;
    const { namespace = 'default', name = '', uid } = slice.metadata;
    const credential = turn.state.settings.credentialOf[seat.id];
    const message = turn.send({
      kind: 'request',
      from: seat.id,
      to: APISERVER,
      verb: 'DELETE',
      path: `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices/${name}`,
      body: { preconditions: { ...(uid !== undefined && { uid }) } },
      weight: 'support',
      ...(credential !== undefined && { credential }),
    });
    turn.emit({ type: 'SliceWriteStarted', message, service: owner });
  }
}
