import type { Turn } from '../../cluster/component.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { KubeletPod } from '../../cluster/state.ts';
import { postCoreEvent } from '../post-event.ts';

interface EventText {
  readonly reason: 'Pulled' | 'Killing' | 'Unhealthy' | 'Evicted';
  readonly type: 'Normal' | 'Warning';
  readonly message: string;
}

/**
 * Tells users what the kubelet did about a pod for a reason of its own, as an Event of weight support.
 * Models pkg/kubelet/events/event.go.
 */
export function postPodEvent(turn: Turn, seat: Seat, { namespace, name, uid }: KubeletPod, text: EventText): void {
  const host = seat.node ?? '';
  postCoreEvent(
    turn,
    seat,
    {
      namespace,
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name, uid },
      source: { component: 'kubelet', host },
      reportingComponent: 'kubelet',
      reportingInstance: host,
      ...text,
    },
    `${uid}/${turn.state.now}/${text.message}`,
  );
}
