import type { Turn } from '../../cluster/component.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { KubernetesObject } from '../../kubernetes/types/meta.ts';
import { postCoreEvent } from '../post-event.ts';

interface EventText {
  readonly reason: 'SuccessfulCreate' | 'SuccessfulDelete' | 'FailedCreate' | 'FailedDelete' | 'ScalingReplicaSet';
  readonly message: string;
}

/** Tells users what was done to an object, as an Event. */
export function postEvent(
  turn: Turn,
  seat: Seat,
  of: { readonly kind: string; readonly apiVersion: string; readonly object: KubernetesObject },
  text: EventText,
  cause: string,
): void {
  const { namespace = 'default', name = '', uid = '', resourceVersion = '' } = of.object.metadata;
  const event = {
    namespace,
    involvedObject: { apiVersion: of.apiVersion, kind: of.kind, namespace, name, uid, resourceVersion },
    source: { component: of.kind === 'Deployment' ? 'deployment-controller' : controllerName(of.kind) },
    type: text.reason.startsWith('Failed') ? 'Warning' : 'Normal',
    ...text,
  } as const;
  postCoreEvent(turn, seat, event, `${cause}/${text.reason}`, cause);
}

function controllerName(kind: string): string {
  return kind === 'ReplicationController' ? 'replication-controller' : 'replicaset-controller';
}
