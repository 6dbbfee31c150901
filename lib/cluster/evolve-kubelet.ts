import { present } from '../kernel/assert.ts';
import { ownValue, without } from '../kernel/ordered.ts';
import type { ClusterDraft, Writers } from './draft.ts';
import type { KubeletEvent } from './events.ts';
import type { ContainerBelief, KubeletPod, ProbeBook } from './state.ts';

/** What a node's kubelet believes of its pods. */
export const kubeletWriters: Writers<KubeletEvent> = {
  PodNoticed(draft, { node, pod }) {
    draft.pods(node)[pod.uid] = pod;
  },
  PodForgotten(draft, { node, uid }) {
    delete draft.pods(node)[uid];
  },
  PodAdmitted: (draft, event) => change(draft, event, (pod) => ({ ...pod, verdict: 'admitted' })),
  PodRejected: (draft, event) =>
    change(draft, event, (pod) => ({
      ...pod,
      verdict: 'rejected',
      rejection: event.reason,
      ...(event.message !== undefined && { rejectionMessage: event.message }),
    })),
  RuntimeCalled: (draft, event) =>
    change(draft, event, (pod) => ({
      ...pod,
      call:
        event.container === undefined
          ? { message: event.message, verb: event.verb }
          : { message: event.message, verb: event.verb, container: event.container },
      ...(event.backoff !== undefined && {
        backoffs: { ...pod.backoffs, [event.container ?? '']: event.backoff },
      }),
    })),
  RuntimeAnswered: (draft, event) => change(draft, event, (pod) => afterAnswer(withoutCall(pod), event)),
  ReportStarted: (draft, event) =>
    change(draft, event, (pod) => ({ ...pod, report: { message: event.message, status: event.status } })),
  ReportAccepted: (draft, event) =>
    change(draft, event, ({ report, ...pod }) => ({ ...pod, ...(report && { reported: report.status }) })),
  ReportFailed: (draft, event) => change(draft, event, ({ report: _report, ...pod }) => pod),
  ContainersRelisted: (draft, event) =>
    change(draft, event, (pod) => ({
      ...pod,
      containers: { ...pod.containers, ...event.containers },
      ...(event.seen !== undefined && { seen: { ...pod.seen, ...event.seen } }),
      startedAt: pod.startedAt ?? (Object.values(event.containers).includes('running') ? draft.state.now : undefined),
    })),
  PodEvicted: (draft, event) =>
    change(draft, event, (pod) => ({ ...pod, evicted: { message: event.message, at: event.at } })),
  ProbeFailed: (draft, event) =>
    change(draft, event, (pod) =>
      withProbes(pod, event, ({ failures, ...book }) => ({
        ...book,
        failures: { ...failures, [event.probe]: { count: event.count, at: event.at } },
      })),
    ),
  StartupProbePassed: (draft, event) =>
    change(draft, event, (pod) => withProbes(pod, event, (book) => ({ ...book, passedAt: event.at }))),
  PullRetried: (draft, event) => change(draft, event, (pod) => ({ ...pod, images: without(pod.images, event.image) })),
  PodOrphaned: (draft, event) => change(draft, event, (pod) => ({ ...pod, orphaned: true })),
};

function change(
  draft: ClusterDraft,
  { node, uid }: { readonly node: string; readonly uid: string },
  changed: (pod: KubeletPod) => KubeletPod,
): void {
  const pods = draft.pods(node);
  pods[uid] = changed(present(pods[uid], uid));
}

/** What was found out about a container before this one of its name is forgotten. */
function withProbes(
  pod: KubeletPod,
  { container, id }: { readonly container: string; readonly id: string },
  change: (book: ProbeBook) => ProbeBook,
): KubeletPod {
  const before = ownValue(pod.probes ?? {}, container);
  const book = before?.id === id ? before : { id, failures: {} };
  return { ...pod, probes: { ...pod.probes, [container]: change(book) } };
}

type Answer = Extract<KubeletEvent, { type: 'RuntimeAnswered' }>;

/** What the kubelet believes after an answer; it can only know what it was told. */
function afterAnswer(pod: KubeletPod, answer: Answer): KubeletPod {
  if (answer.error !== undefined) return afterFailure(pod, answer, answer.error);
  switch (answer.verb) {
    case 'RunPodSandbox':
      return { ...pod, sandbox: 'ready', ...(answer.podIP !== undefined && { podIP: answer.podIP }) };
    case 'PullImage':
    case 'ImageStatus':
      return {
        ...pod,
        images: { ...pod.images, [answer.image ?? '']: 'ready' },
        ...(pod.pulls !== undefined && { pulls: without(pod.pulls, answer.image ?? '') }),
      };
    case 'CreateContainer':
      return withContainer(pod, answer, 'created');
    case 'StartContainer':
      return withContainer(pod, answer, 'started');
    case 'StopContainer':
      return withContainer(pod, answer, 'exited');
    case 'StopPodSandbox':
      return { ...pod, sandbox: 'stopped' };
    case 'RemovePodSandbox':
      return pod;
  }
}

function afterFailure(pod: KubeletPod, answer: Answer, error: string): KubeletPod {
  if (error === 'SandboxNotFound') return { ...pod, sandbox: 'none', containers: {} };
  if (error === 'ImageNotFound') return { ...pod, images: without(pod.images, answer.image ?? '') };
  if (error === 'ContainerNotFound') return withContainer(pod, answer, 'none');
  if (answer.verb === 'PullImage' || error === 'ErrImageNeverPull') {
    const image = answer.image ?? '';
    const failures = (ownValue(pod.pulls ?? {}, image)?.failures ?? 0) + 1;
    return {
      ...pod,
      images: { ...pod.images, [image]: 'failed' },
      pullFailures: pod.pullFailures + 1,
      ...(answer.failure !== undefined && { pulls: { ...pod.pulls, [image]: { ...answer.failure, failures } } }),
    };
  }
  return pod;
}

function withContainer(pod: KubeletPod, answer: Answer, belief: ContainerBelief): KubeletPod {
  return { ...pod, containers: { ...pod.containers, [answer.container ?? '']: belief } };
}

function withoutCall({ call: _call, ...pod }: KubeletPod): KubeletPod {
  return pod;
}
