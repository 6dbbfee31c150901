import type { Turn } from '../../cluster/component.ts';
import type { Stored } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';
import { postCoreEvent } from '../post-event.ts';

interface EventText {
  readonly reason: 'NodeNotReady' | 'TaintManagerEviction';
  readonly type: 'Normal' | 'Warning';
  readonly message: string;
}

/**
 * Tells users what was found out about a node or a pod, as an Event. What is about a node is kept in
 * the namespace default. Models pkg/controller/util/node and pkg/controller/tainteviction.
 */
export function postEvent(turn: Turn, seat: Seat, { object }: Stored, text: EventText, cause: string): void {
  const metadata = metadataOf(object);
  const [name, uid, within] = [textOf(metadata, 'name'), textOf(metadata, 'uid'), textOf(metadata, 'namespace')];
  const namespace = within === '' ? 'default' : within;
  const component = text.reason === 'TaintManagerEviction' ? 'taint-eviction-controller' : seat.id;
  const event = {
    namespace,
    involvedObject: {
      apiVersion: 'v1',
      kind: textOf(object, 'kind'),
      ...(within !== '' && { namespace }),
      name,
      uid,
    },
    source: { component },
    reportingComponent: component,
    ...text,
  };
  postCoreEvent(turn, seat, event, `${cause}/${name}/${text.reason}`, cause);
}
