import type { Container } from '../../kubernetes/types/container.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';
import { isSidecar } from './pod-phase.ts';
import {
  restartsOnFailure,
  shouldContainerBeRestarted,
  type ContainerRecord,
  type RestartFeatures,
} from './restart-decision.ts';

/** A pod sandbox as the runtime reports it, newest first. */
export interface SandboxRecord {
  readonly id: string;
  readonly attempt: number;
  readonly state: 'SANDBOX_READY' | 'SANDBOX_NOTREADY';
  /** Empty until the network is set up; of no concern for pods on the host network. */
  readonly ip: string;
}

/** All the runtime knows about one pod; several records of one container are newest first. */
export interface RuntimePod {
  readonly sandboxes: readonly SandboxRecord[];
  readonly containers: readonly ContainerRecord[];
}

/** What one sync of a pod has to do. */
export interface PodActions {
  readonly killPod: boolean;
  readonly createSandbox: boolean;
  /** The attempt number of the sandbox that is used or created. */
  readonly sandboxAttempt: number;
  /** Names of containers, in the order of the spec. */
  readonly initContainersToStart: readonly string[];
  readonly containersToStart: readonly string[];
  readonly containersToKill: readonly { readonly id: string; readonly name: string; readonly message: string }[];
}

/** Whether a new sandbox is needed, and its attempt number. Models pkg/kubelet/kuberuntime/util/util.go PodSandboxChanged. */
export function sandboxChange(
  pod: Pod,
  sandboxes: readonly SandboxRecord[],
): { readonly needed: boolean; readonly attempt: number } {
  const [latest] = sandboxes;
  if (latest === undefined) return { needed: true, attempt: 0 };
  const ready = sandboxes.filter(({ state }) => state === 'SANDBOX_READY').length;
  const offline = pod.spec?.hostNetwork !== true && latest.ip === '';
  const needed = ready > 1 || latest.state !== 'SANDBOX_READY' || offline;
  return { needed, attempt: needed ? latest.attempt + 1 : latest.attempt };
}

/**
 * Compares what the spec wants with what the runtime has.
 * Models pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions.
 */
export function computePodActions(pod: Pod, runtime: RuntimePod, features: RestartFeatures = {}): PodActions {
  const { needed, attempt } = sandboxChange(pod, runtime.sandboxes);
  const records = latestByName(runtime);
  if (needed) return actionsForNewSandbox(pod, records, attempt);
  const plan: Plan = { killPod: false, initContainersToStart: [], containersToStart: [], containersToKill: [] };
  const initialized = planInitContainers(pod, records, plan);
  if (initialized && !plan.killPod) planContainers(pod, records, plan, features);
  return { ...plan, createSandbox: false, sandboxAttempt: attempt };
}

interface Plan {
  killPod: boolean;
  initContainersToStart: string[];
  containersToStart: string[];
  containersToKill: { id: string; name: string; message: string }[];
}

type Records = ReadonlyMap<string, ContainerRecord>;

function latestByName(runtime: RuntimePod): Records {
  const records = new Map<string, ContainerRecord>();
  for (const record of runtime.containers) if (!records.has(record.name)) records.set(record.name, record);
  return records;
}

/** With a new sandbox everything begins again; unless there is nothing left to run. */
function actionsForNewSandbox(pod: Pod, records: Records, attempt: number): PodActions {
  const nothing: PodActions = {
    killPod: true,
    createSandbox: false,
    sandboxAttempt: attempt,
    initContainersToStart: [],
    containersToStart: [],
    containersToKill: [],
  };
  if (!restartsOnFailure(pod) && attempt > 0 && records.size > 0) return nothing;
  const containers = pod.spec?.containers ?? [];
  const unfinished = containers.filter(
    ({ name }) => pod.spec?.restartPolicy !== 'OnFailure' || !hasSucceeded(records.get(name)),
  );
  if (unfinished.length === 0 && containers.some(({ name }) => records.has(name))) return nothing;
  const [first] = pod.spec?.initContainers ?? [];
  if (first !== undefined) return { ...nothing, createSandbox: true, initContainersToStart: [first.name] };
  return { ...nothing, createSandbox: true, containersToStart: unfinished.map(({ name }) => name) };
}

function hasSucceeded(record: ContainerRecord | undefined): boolean {
  return record?.state === 'exited' && record.exitCode === 0;
}

/**
 * Goes through the init containers from the last to the first, because the runtime may have forgotten those that
 * finished long ago. True when regular containers may run. Models kuberuntime_container.go computeInitContainerActions.
 */
function planInitContainers(pod: Pod, records: Records, plan: Plan): boolean {
  const initContainers = pod.spec?.initContainers ?? [];
  if (initContainers.length === 0) return true;
  let initialized = (pod.spec?.containers ?? []).some(({ name }) => {
    const state = records.get(name)?.state;
    return state === 'created' || state === 'running';
  });
  let laterSeen = initialized;
  for (const [index, container] of [...initContainers.entries()].reverse()) {
    const record = records.get(container.name);
    const sidecar = isSidecar(container);
    if (record === undefined) {
      if (laterSeen && sidecar) plan.initContainersToStart.push(container.name);
      continue;
    }
    if (laterSeen && !sidecar) continue;
    const next = initContainers[index + 1];
    const outcome = sidecar ? judgeSidecar(container, record, plan) : judgeInitContainer(pod, container, record, plan);
    if (outcome === 'hopeless') {
      plan.killPod = true;
      plan.initContainersToStart = [];
      return false;
    }
    if (outcome === 'done') {
      if (next === undefined) initialized = true;
      else if (!laterSeen) plan.initContainersToStart.push(next.name);
    }
    laterSeen = true;
  }
  const [first] = initContainers;
  if (!laterSeen && first !== undefined) plan.initContainersToStart.push(first.name);
  const wanted = new Set(plan.initContainersToStart);
  plan.initContainersToStart = initContainers.map(({ name }) => name).filter((name) => wanted.has(name));
  return initialized;
}

/** `done`: the next one may start. `waiting`: it is under way or is being restarted. `hopeless`: the pod has failed. */
type InitOutcome = 'done' | 'waiting' | 'hopeless';

function judgeInitContainer(pod: Pod, container: Container, record: ContainerRecord, plan: Plan): InitOutcome {
  if (record.state === 'running') return 'waiting';
  if (hasSucceeded(record)) return 'done';
  if (record.state !== 'created' && !restartsOnFailure(pod)) return 'hopeless';
  if (record.state === 'unknown')
    kill(plan, record, 'Init container is in "unknown" state, try killing it before restart');
  plan.initContainersToStart.push(container.name);
  return 'waiting';
}

function judgeSidecar(container: Container, record: ContainerRecord, plan: Plan): InitOutcome {
  if (record.state !== 'running') {
    if (record.state === 'unknown')
      kill(plan, record, 'Init container is in "unknown" state, try killing it before restart');
    plan.initContainersToStart.push(container.name);
    return 'waiting';
  }
  if (container.startupProbe !== undefined && record.startup !== 'Success') {
    if (record.startup === 'Failure')
      restart(plan, container, record, `Init container ${container.name} failed startup probe`);
    return 'waiting';
  }
  if (container.livenessProbe !== undefined && record.liveness === 'Failure') {
    restart(plan, container, record, `Init container ${container.name} failed liveness probe`);
  }
  return 'done';
}

function restart(plan: Plan, container: Container, record: ContainerRecord, message: string): void {
  kill(plan, record, message);
  plan.initContainersToStart.push(container.name);
}

function planContainers(pod: Pod, records: Records, plan: Plan, features: RestartFeatures): void {
  let kept = 0;
  for (const container of pod.spec?.containers ?? []) {
    const record = records.get(container.name) ?? null;
    if (record === null || record.state !== 'running') {
      if (!shouldContainerBeRestarted(pod, container, record, features)) continue;
      plan.containersToStart.push(container.name);
      if (record?.state === 'unknown')
        kill(plan, record, 'Container is in "unknown" state, try killing it before restart');
      continue;
    }
    const complaint = complaintAbout(container, record);
    if (complaint === null) {
      kept += 1;
      continue;
    }
    const again = record.specChanged === true || restartsOnFailure(pod);
    if (again) plan.containersToStart.push(container.name);
    kill(plan, record, again ? `${complaint}, will be restarted` : complaint);
  }
  if (kept === 0 && plan.containersToStart.length === 0) {
    plan.killPod = true;
    plan.initContainersToStart = [];
  }
}

/** Why a running container must go, or null. */
function complaintAbout({ name }: Container, record: ContainerRecord): string | null {
  if (record.specChanged === true) return `Container ${name} definition changed`;
  if (record.liveness === 'Failure') return `Container ${name} failed liveness probe`;
  if (record.startup === 'Failure') return `Container ${name} failed startup probe`;
  return null;
}

function kill(plan: Plan, { id, name }: ContainerRecord, message: string): void {
  plan.containersToKill.push({ id, name, message });
}
