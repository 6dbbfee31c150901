import type { Card } from '../../cluster/card.ts';
import type { Advice } from '../../cluster/component.ts';
import { asPod, type Stored } from '../../cluster/objects.ts';
import type { ClusterState, KubeletPod } from '../../cluster/state.ts';
import { present } from '../../kernel/assert.ts';
import { exitUnreported, objectOf, podOf } from './duty.ts';
import { rejectionFor } from './fits.ts';
import { allContainers, nextCall, nextStop, stopping } from './plan.ts';
import { hasFailed } from './probe-results.ts';
import { honestPhase } from './status.ts';

/** Which probe the container failed that has to stop; null when it goes for another reason. */
function failedProbe(pod: KubeletPod, stored: Stored, name: string): 'failed-startup' | 'failed-liveness' | null {
  const container = allContainers(asPod(stored.object)).find((candidate) => candidate.name === name);
  if (container === undefined) return null;
  if (hasFailed(pod, container, 'liveness')) return 'failed-liveness';
  return hasFailed(pod, container, 'startup') ? 'failed-startup' : null;
}

function stopReason(pod: KubeletPod, stored: Stored | null): 'stop' | 'stop-evicted' | 'stop-finished' {
  if (pod.evicted !== undefined) return 'stop-evicted';
  return stopping(pod, stored) ? 'stop' : 'stop-finished';
}

/** What a real kubelet does about the pod on the card. */
export function advisePod(state: ClusterState, card: Card): Advice {
  const node = present(state.seats[card.seat]?.node, `node of ${card.seat}`);
  const pod = podOf(state, node, card.about);
  const stored = objectOf(state, node, card.about);
  if (card.kind === 'stop-pod') {
    const call = present(nextStop(pod), 'something to stop').verb;
    const key = `because.kubelet.${stopReason(pod, stored)}`;
    return { action: { type: 'CallRuntime', card: card.id, call }, because: { key, params: { call } } };
  }
  if (card.kind === 'confirm-delete') {
    return { action: { type: 'ConfirmDelete', card: card.id }, because: { key: 'because.kubelet.confirm' } };
  }
  const object = present(stored, `object of pod ${card.about}`);
  if (card.kind === 'admit-pod') {
    const rejection = rejectionFor(state, node, object);
    return rejection === null
      ? { action: { type: 'AdmitPod', card: card.id }, because: { key: 'because.kubelet.admit' } }
      : {
          action: { type: 'RejectPod', card: card.id },
          because: { key: 'because.kubelet.reject', params: { reason: rejection.reason } },
        };
  }
  const call = nextCall(state.now, pod, object);
  const ended = exitUnreported(state, node, pod, object);
  if (card.kind === 'report-pod' || call === null || pod.reported === undefined || ended) {
    const phase = honestPhase(state, node, pod, object);
    const key = ended && phase === 'Running' ? 'because.kubelet.report-exit' : `because.kubelet.report-${phase}`;
    return { action: { type: 'ReportStatus', card: card.id, phase }, because: { key } };
  }
  if (call.verb === 'StopContainer') {
    const params = { container: call.container ?? '' };
    return {
      action: { type: 'CallRuntime', card: card.id, call: call.verb },
      because: { key: `because.kubelet.${failedProbe(pod, object, params.container) ?? 'definition-changed'}`, params },
    };
  }
  if (call.attempt !== undefined) {
    const params = { container: call.container ?? '', attempt: call.attempt };
    return {
      action: { type: 'CallRuntime', card: card.id, call: call.verb },
      because: { key: 'because.kubelet.restart', params },
    };
  }
  return {
    action: { type: 'CallRuntime', card: card.id, call: call.verb },
    because: { key: `because.kubelet.${call.verb}`, params: { container: call.container ?? '' } },
  };
}
