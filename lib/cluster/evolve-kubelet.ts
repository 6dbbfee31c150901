import { present } from '../kernel/assert.ts';
import { ownValue, withEntry, without } from '../kernel/ordered.ts';
import type { KubeletEvent } from './events.ts';
import type { ClusterState, ContainerBelief, KubeletPod, Machine, ProbeBook } from './state.ts';

export function evolveKubelet(state: ClusterState, event: KubeletEvent): Partial<ClusterState> {
  switch (event.type) {
    case 'PodNoticed':
      return withPods(state, event.node, (pods) => withEntry(pods, event.pod.uid, event.pod));
    case 'PodForgotten':
      return withPods(state, event.node, (pods) => without(pods, event.uid));
    case 'PodAdmitted':
      return withPod(state, event, (pod) => ({ ...pod, verdict: 'admitted' }));
    case 'PodRejected':
      return withPod(state, event, (pod) => ({
        ...pod,
        verdict: 'rejected',
        rejection: event.reason,
        ...(event.message !== undefined && { rejectionMessage: event.message }),
      }));
    case 'RuntimeCalled':
      return withPod(state, event, (pod) => ({
        ...pod,
        call:
          event.container === undefined
            ? { message: event.message, verb: event.verb }
            : { message: event.message, verb: event.verb, container: event.container },
        ...(event.backoff !== undefined && {
          backoffs: { ...pod.backoffs, [event.container ?? '']: event.backoff },
        }),
      }));
    case 'RuntimeAnswered':
      return withPod(state, event, (pod) => afterAnswer(withoutCall(pod), event));
    case 'ReportStarted':
      return withPod(state, event, (pod) => ({ ...pod, report: { message: event.message, status: event.status } }));
    case 'ReportAccepted':
      return withPod(state, event, ({ report, ...pod }) => ({ ...pod, ...(report && { reported: report.status }) }));
    case 'ReportFailed':
      return withPod(state, event, ({ report: _report, ...pod }) => pod);
    case 'ContainersRelisted':
      return withPod(state, event, (pod) => ({
        ...pod,
        containers: { ...pod.containers, ...event.containers },
        ...(event.seen !== undefined && { seen: { ...pod.seen, ...event.seen } }),
        startedAt: pod.startedAt ?? (Object.values(event.containers).includes('running') ? state.now : undefined),
      }));
    case 'PodEvicted':
      return withPod(state, event, (pod) => ({ ...pod, evicted: { message: event.message, at: event.at } }));
    case 'ProbeFailed':
      return withPod(state, event, (pod) =>
        withProbes(pod, event, ({ failures, ...book }) => ({
          ...book,
          failures: { ...failures, [event.probe]: { count: event.count, at: event.at } },
        })),
      );
    case 'StartupProbePassed':
      return withPod(state, event, (pod) => withProbes(pod, event, (book) => ({ ...book, passedAt: event.at })));
    case 'PullRetried':
      return withPod(state, event, (pod) => ({ ...pod, images: without(pod.images, event.image) }));
    case 'PodOrphaned':
      return withPod(state, event, (pod) => ({ ...pod, orphaned: true }));
  }
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

type Pods = Readonly<Record<string, KubeletPod>>;

function withPods(state: ClusterState, node: string, change: (pods: Pods) => Pods): Partial<ClusterState> {
  const machine = present(state.machines[node], node);
  const next: Machine = { ...machine, kubelet: { pods: change(machine.kubelet.pods) } };
  return { machines: { ...state.machines, [node]: next } };
}

function withPod(
  state: ClusterState,
  at: { readonly node: string; readonly uid: string },
  change: (pod: KubeletPod) => KubeletPod,
): Partial<ClusterState> {
  return withPods(state, at.node, (pods) => withEntry(pods, at.uid, change(present(pods[at.uid], at.uid))));
}
