import { fingerprintText } from '../../kernel/canonical.ts';
import type { Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import { asPod, readObject, timestamp, type Stored } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { isJsonObject } from '../../kernel/json.ts';
import { buildPath } from '../../kubernetes/resources-table.ts';
import { callApi } from '../api-request.ts';

interface EventText {
  readonly reason: string;
  readonly action: string;
  readonly type: 'Normal' | 'Warning';
  readonly note: string;
}

/** The Scheduled Event that follows a binding, on its own path and of weight support. */
export function sendScheduledEvent(turn: Turn, seat: Seat, answer: Message): void {
  const body = isJsonObject(answer.body) ? answer.body : {};
  const bound = readObject(turn.state, String(body['key']), Number(body['revision']));
  if (bound === null) return;
  const { metadata, spec } = asPod(bound.object);
  const note = `Successfully assigned ${metadata.namespace}/${metadata.name} to ${spec?.nodeName ?? ''}`;
  postEvent(turn, seat, bound, { reason: 'Scheduled', action: 'Binding', type: 'Normal', note }, answer.id, answer.id);
}

/** `stamp` tells this attempt from others; `cause` is the status patch, if there was one. */
export function sendFailedScheduling(
  turn: Turn,
  seat: Seat,
  pod: Stored,
  note: string,
  stamp: string,
  cause: string | null,
): void {
  const text = { reason: 'FailedScheduling', action: 'Scheduling', type: 'Warning', note } as const;
  postEvent(turn, seat, pod, text, stamp, cause);
}

/** What a victim's Event says: who makes it go, by uid, and where. Models prepareCandidate of pkg/scheduler/framework/preemption. */
export function sendPreempted(turn: Turn, seat: Seat, victim: Stored, preemptor: string, node: string): void {
  const note = `Preempted by pod ${preemptor} on node ${node}`;
  const stamp = `${preemptor}/${asPod(victim.object).metadata.uid ?? ''}`;
  postEvent(turn, seat, victim, { reason: 'Preempted', action: 'Preempting', type: 'Normal', note }, stamp, null);
}

/** Events are named after their object and a hexadecimal stamp. Models client-go tools/events makeEvent. */
function postEvent(
  turn: Turn,
  seat: Seat,
  { object }: Stored,
  event: EventText,
  stamp: string,
  cause: string | null,
): void {
  const { namespace = 'default', name = '', uid = '', resourceVersion = '' } = asPod(object).metadata;
  callApi(turn, seat, {
    verb: 'POST',
    path: `/apis/events.k8s.io/v1/namespaces/${namespace}/events`,
    body: {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: `${name}.${fingerprintText(stamp)}`, namespace },
      eventTime: timestamp(turn.state.now),
      reportingController: 'default-scheduler',
      reportingInstance: `default-scheduler-${seat.id}`,
      regarding: { apiVersion: 'v1', kind: 'Pod', namespace, name, uid, resourceVersion },
      ...event,
    },
    ...(cause !== null && { causedBy: cause }),
  });
}

/** The path of a pod, or of one of its subresources. */
export function podPath({ object }: Stored, subresource: 'binding' | 'status'): string {
  const { namespace = 'default', name = '' } = asPod(object).metadata;
  return buildPath({ resource: 'pods', namespace, name, subresource });
}
