import type { Turn } from '../../cluster/component.ts';
import { timestamp, type Stored } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { fingerprintText } from '../../kernel/canonical.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { callApi } from '../api-request.ts';

interface EventText {
  readonly reason: 'NodeNotReady' | 'TaintManagerEviction';
  readonly type: 'Normal' | 'Warning';
  readonly message: string;
}

/**
 * Tells users what was found out about a node or a pod, as an Event of weight support. What is about a node is kept in
 * the namespace default. Models client-go tools/record, pkg/controller/util/node and pkg/controller/tainteviction.
 */
export function postEvent(turn: Turn, seat: Seat, { object }: Stored, text: EventText, cause: string): void {
  const metadata = metadataOf(object);
  const [name, uid, within] = [textOf(metadata, 'name'), textOf(metadata, 'uid'), textOf(metadata, 'namespace')];
  const namespace = within === '' ? 'default' : within;
  const now = timestamp(turn.state.now);
  const component = text.reason === 'TaintManagerEviction' ? 'taint-eviction-controller' : seat.id;
  callApi(turn, seat, {
    verb: 'POST',
    path: `/api/v1/namespaces/${namespace}/events`,
    body: {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${fingerprintText(`${cause}/${name}/${text.reason}`)}`, namespace },
      involvedObject: {
        apiVersion: 'v1',
        kind: textOf(object, 'kind'),
        ...(within !== '' && { namespace }),
        name,
        uid,
      },
      source: { component },
      reportingComponent: component,
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      ...text,
    },
  });
}
