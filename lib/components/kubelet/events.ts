import type { Turn } from '../../cluster/component.ts';
import { timestamp } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { KubeletPod } from '../../cluster/state.ts';
import { fingerprintText } from '../../kernel/canonical.ts';
import { callApi } from '../api-request.ts';

interface EventText {
  readonly reason: 'Pulled' | 'Killing';
  readonly type: 'Normal' | 'Warning';
  readonly message: string;
}

/**
 * Tells users what the kubelet did about a pod for a reason of its own, as an Event of weight support.
 * Models client-go tools/record and pkg/kubelet/events/event.go.
 */
export function postPodEvent(turn: Turn, seat: Seat, { namespace, name, uid }: KubeletPod, text: EventText): void {
  const now = timestamp(turn.state.now);
  callApi(turn, seat, {
    verb: 'POST',
    path: `/api/v1/namespaces/${namespace}/events`,
    body: {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${fingerprintText(`${uid}/${turn.state.now}/${text.message}`)}`, namespace },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace, name, uid },
      source: { component: 'kubelet', host: seat.node ?? '' },
      reportingComponent: 'kubelet',
      reportingInstance: seat.node ?? '',
      firstTimestamp: now,
      lastTimestamp: now,
      count: 1,
      ...text,
    },
  });
}
