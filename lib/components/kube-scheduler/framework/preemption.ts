import { present } from '../../../kernel/assert.ts';
import { compareStrings } from '../../../kernel/ordered.ts';
import type { Pod } from '../../../kubernetes/types/pod.ts';
import { fitErrorMessage } from './fit-error.ts';
import { addPod, copyNodeInfo, removePod, type NodeInfo } from './node-info.ts';
import { podInfoOf, type PodInfo } from './pod-info.ts';
import { defaultProfile, judgeNode, type Profile, type Rejection } from './profile.ts';
import type { Snapshot } from './snapshot.ts';

/** A node on which the pod would fit if these pods were deleted, most important first. */
export interface PreemptionCandidate {
  readonly node: string;
  readonly victims: readonly Pod[];
}

/** The best candidate, or in words why there is none. */
export type PreemptionOutcome =
  | { readonly candidate: PreemptionCandidate }
  | { readonly candidate: null; readonly message: string };

const notHelpful = 'Preemption is not helpful for scheduling';
const noVictims = 'No preemption victims found for incoming pod';

/**
 * Looks for the node where deleting the least important pods makes room for this one.
 * Models pkg/scheduler/framework/preemption/preemption.go and plugins/defaultpreemption, without disruption budgets.
 */
export function findPreemption(
  pod: Pod,
  snapshot: Snapshot,
  rejected: ReadonlyMap<string, Rejection>,
  profile: Profile = defaultProfile,
): PreemptionOutcome {
  if (pod.spec?.preemptionPolicy === 'Never') {
    return { candidate: null, message: 'not eligible due to preemptionPolicy=Never.' };
  }
  const reasons: (readonly string[])[] = [];
  let best: Candidate | null = null;
  for (const node of snapshot.nodes) {
    const rejection = rejected.get(node.name);
    if (rejection === undefined) continue;
    if (rejection.code !== 'Unschedulable') {
      reasons.push([notHelpful]);
      continue;
    }
    const attempt = selectVictims(pod, node, snapshot, profile);
    if ('reasons' in attempt) reasons.push(attempt.reasons);
    else if (best === null || comparePreference(attempt, best) < 0) best = attempt;
  }
  if (best !== null) return { candidate: { node: best.node, victims: best.victims.map(({ pod: victim }) => victim) } };
  return { candidate: null, message: fitErrorMessage(snapshot.nodes.length, reasons) };
}

/**
 * What preemption adds to the text of FailedScheduling; empty when a candidate was found. Since 1.34 the plugin for
 * dynamic resources speaks first.
 */
export function preemptionMessage(pod: Pod, snapshot: Snapshot, rejected: ReadonlyMap<string, Rejection>): string {
  const outcome = findPreemption(pod, snapshot, rejected);
  return outcome.candidate === null ? `no new claims to deallocate, preemption: ${outcome.message}` : '';
}

/** True when room on one node costs more than on another: then no scheduler would take it. Among equals any will do. */
export function costsMore(
  pod: Pod,
  snapshot: Snapshot,
  { node, than }: { readonly node: string; readonly than: string },
  profile: Profile = defaultProfile,
): boolean {
  const [costly, cheap] = [node, than].map((name) =>
    selectVictims(pod, present(snapshot.nodesByName.get(name), name), snapshot, profile),
  );
  if (costly === undefined || cheap === undefined || 'reasons' in costly || 'reasons' in cheap) return false;
  return comparePreference(costly, cheap) > 0;
}

interface Candidate {
  readonly node: string;
  readonly victims: readonly PodInfo[];
}

/** Removes every less important pod, then lets back in, most important first, whoever does not stand in the way. */
function selectVictims(
  pod: Pod,
  node: NodeInfo,
  snapshot: Snapshot,
  profile: Profile,
): Candidate | { readonly reasons: readonly string[] } {
  const priority = priorityOf(pod);
  const weaker = node.pods.filter((info) => priorityOf(info.pod) < priority);
  if (weaker.length === 0) return { reasons: [noVictims] };
  const trial = copyNodeInfo(node);
  const trialSnapshot: Snapshot = {
    ...snapshot,
    nodes: snapshot.nodes.map((other) => (other === node ? trial : other)),
    nodesByName: new Map([...snapshot.nodesByName, [node.name, trial]]),
  };
  const refusal = (): Rejection | null => judgeNode(podInfoOf(pod), trial, trialSnapshot, profile);
  for (const { key } of weaker) removePod(trial, key);
  const hopeless = refusal();
  if (hopeless !== null) return { reasons: hopeless.reasons };
  const victims: PodInfo[] = [];
  for (const info of weaker.toSorted(compareImportance)) {
    addPod(trial, info);
    if (refusal() === null) continue;
    removePod(trial, info.key);
    victims.push(info);
  }
  return { node: node.name, victims };
}

/** Prefers the least important top victim, then the smallest sum of priorities, the fewest victims, the youngest top victims. */
function comparePreference(left: Candidate, right: Candidate): number {
  return (
    topPriority(left) - topPriority(right) ||
    prioritySum(left) - prioritySum(right) ||
    left.victims.length - right.victims.length ||
    compareStrings(earliestStart(right), earliestStart(left))
  );
}

function compareImportance(left: PodInfo, right: PodInfo): number {
  return priorityOf(right.pod) - priorityOf(left.pod) || compareStrings(startOf(left.pod), startOf(right.pod));
}

function topPriority({ victims }: Candidate): number {
  const [top] = victims;
  return top === undefined ? Number.MIN_SAFE_INTEGER : priorityOf(top.pod);
}

function prioritySum({ victims }: Candidate): number {
  return victims.reduce((sum, { pod }) => sum + priorityOf(pod) + 2 ** 31, 0);
}

/** The earliest start among the victims of the highest priority. */
function earliestStart(candidate: Candidate): string {
  const top = topPriority(candidate);
  const starts = candidate.victims.filter(({ pod }) => priorityOf(pod) === top).map(({ pod }) => startOf(pod));
  return starts.sort(compareStrings)[0] ?? '';
}

/** A pod that has not started counts as starting after all others. */
function startOf(pod: Pod): string {
  return pod.status?.startTime ?? '~';
}

function priorityOf(pod: Pod): number {
  return pod.spec?.priority ?? 0;
}
