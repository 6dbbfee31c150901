import type { Turn } from '../cluster/component.ts';
import { timestamp } from '../cluster/objects.ts';
import type { Seat } from '../cluster/seats.ts';
import { fingerprintText } from '../kernel/canonical.ts';
import type { JsonObject } from '../kernel/json.ts';
import { callApi } from './api-request.ts';

/** What is told about which object, and by whom; names and times are added. */
export interface CoreEvent {
  readonly namespace: string;
  readonly involvedObject: JsonObject & { readonly name: string };
  readonly source: { readonly component: string; readonly host?: string };
  readonly reportingComponent?: string;
  readonly reportingInstance?: string;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

/**
 * Tells users of something once, as a core Event of weight support, named after its object and a hexadecimal stamp.
 * Models client-go tools/record.
 */
export function postCoreEvent(turn: Turn, seat: Seat, event: CoreEvent, stamp: string, cause?: string): void {
  const { namespace, ...told } = event;
  const now = timestamp(turn.state.now);
  callApi(turn, seat, {
    verb: 'POST',
    path: `/api/v1/namespaces/${namespace}/events`,
    body: {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${event.involvedObject.name}.${fingerprintText(stamp)}`, namespace },
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      ...told,
    },
    ...(cause !== undefined && { causedBy: cause }),
  });
}
