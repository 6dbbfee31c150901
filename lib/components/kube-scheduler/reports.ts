import { fingerprintText } from '../../kernel/canonical.ts';
import type { Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import { asPod, readObject } from '../../cluster/objects.ts';
import { APISERVER, type Seat } from '../../cluster/seats.ts';

/** The Scheduled Event that follows a binding, on its own path and of weight support. */
export function sendScheduledEvent(turn: Turn, seat: Seat, answer: Message): void {
  const [namespace = '', name = ''] = answer.path
    .replace('/api/v1/namespaces/', '')
    .replace('/binding', '')
    .split('/pods/');
  const stored = readObject(turn.state, `/registry/pods/${namespace}/${name}`);
  const node = stored === null ? '' : (asPod(stored.object).spec?.nodeName ?? '');
  postEvent(turn, seat, namespace, eventName(name, answer.id), {
    reason: 'Scheduled',
    type: 'Normal',
    note: `Successfully assigned ${namespace}/${name} to ${node}`,
    cause: answer.id,
  });
}

export function sendFailedScheduling(
  turn: Turn,
  seat: Seat,
  namespace: string,
  name: string,
  note: string,
  cause: string,
): void {
  postEvent(turn, seat, namespace, eventName(name, cause), {
    reason: 'FailedScheduling',
    type: 'Warning',
    note,
    cause,
  });
}

/** Events are named after their object and a hexadecimal stamp. */
function eventName(object: string, cause: string): string {
  return `${object}.${fingerprintText(cause)}`;
}

interface EventText {
  readonly reason: string;
  readonly type: string;
  readonly note: string;
  readonly cause: string;
}

function postEvent(turn: Turn, seat: Seat, namespace: string, name: string, event: EventText): void {
  const { cause, ...text } = event;
  const credential = turn.state.settings.credentialOf[seat.id];
  turn.send({
    kind: 'request',
    from: seat.id,
    to: APISERVER,
    verb: 'POST',
    path: `/apis/events.k8s.io/v1/namespaces/${namespace}/events`,
    weight: 'support',
    body: { apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: { name, namespace }, ...text },
    causedBy: cause,
    ...(credential !== undefined && { credential }),
  });
}
