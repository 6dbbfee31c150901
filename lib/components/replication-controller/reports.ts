import type { Turn } from '../../cluster/component.ts';
import { timestamp } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { fingerprintText } from '../../kernel/canonical.ts';
import type { KubernetesObject } from '../../kubernetes/types/meta.ts';
import { callApi } from '../api-request.ts';

interface EventText {
  readonly reason: 'SuccessfulCreate' | 'SuccessfulDelete' | 'FailedCreate' | 'FailedDelete' | 'ScalingReplicaSet';
  readonly message: string;
}

/** Tells users what was done to an object, as an Event of weight support. Models client-go tools/record. */
export function postEvent(
  turn: Turn,
  seat: Seat,
  of: { readonly kind: string; readonly apiVersion: string; readonly object: KubernetesObject },
  text: EventText,
  cause: string,
): void {
  const { namespace = 'default', name = '', uid = '', resourceVersion = '' } = of.object.metadata;
  const now = timestamp(turn.state.now);
  callApi(turn, seat, {
    verb: 'POST',
    path: `/api/v1/namespaces/${namespace}/events`,
    body: {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${fingerprintText(`${cause}/${text.reason}`)}`, namespace },
      involvedObject: { apiVersion: of.apiVersion, kind: of.kind, namespace, name, uid, resourceVersion },
      source: { component: of.kind === 'Deployment' ? 'deployment-controller' : controllerName(of.kind) },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      type: text.reason.startsWith('Failed') ? 'Warning' : 'Normal',
      ...text,
    },
    causedBy: cause,
  });
}

function controllerName(kind: string): string {
  return kind === 'ReplicationController' ? 'replication-controller' : 'replicaset-controller';
}
