import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { Container } from '../../kubernetes/types/container.ts';
import type { Pod } from '../../kubernetes/types/pod.ts';

/** What the runtime says about one container, as the kubelet's relist keeps it. */
export interface ContainerRecord {
  readonly id: string;
  readonly name: string;
  readonly state: 'created' | 'running' | 'exited' | 'unknown';
  readonly exitCode: number;
  /** The last result of the probe; absent while there is none. */
  readonly liveness?: 'Success' | 'Failure' | 'Unknown';
  readonly startup?: 'Success' | 'Failure' | 'Unknown';
  /** True when the container was made from another version of the pod's spec. */
  readonly specChanged?: boolean;
}

/** Gates that are off by default in 1.34. */
export interface RestartFeatures {
  /** Lets each container have a restart policy and rules of its own. */
  readonly containerRestartRules?: boolean;
}

/**
 * Whether a container that is not running should be started (again). `latest` is its newest record, null when the
 * runtime knows none. Models pkg/kubelet/container/helpers.go ShouldContainerBeRestarted.
 */
export function shouldContainerBeRestarted(
  pod: Pod,
  container: Container,
  latest: Pick<ContainerRecord, 'state' | 'exitCode'> | null,
  features: RestartFeatures = {},
): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  if (latest === null) return true;
  if (latest.state === 'running') return false;
  if (latest.state !== 'exited') return true;
  return isRestartable(pod, container, latest.exitCode, features);
}

/**
 * Whether the restart policy wants a container that ended with this code to run again.
 * Models pkg/api/v1/pod/util.go ContainerShouldRestart.
 */
export function isRestartable(
  pod: Pod,
  container: Container,
  exitCode: number,
  features: RestartFeatures = {},
): boolean {
  if (features.containerRestartRules === true && container.restartPolicy !== undefined) {
    if (
      (container.restartPolicyRules ?? []).some((rule) => rule['action'] === 'Restart' && ruleMatches(rule, exitCode))
    ) {
      return true;
    }
    return policyWants(container.restartPolicy, exitCode);
  }
  return policyWants(pod.spec?.restartPolicy ?? 'Always', exitCode);
}

/** True when failed containers of the pod are started again: any policy but Never. */
export function restartsOnFailure(pod: Pod): boolean {
  return pod.spec?.restartPolicy !== 'Never';
}

/**
 * How many seconds the containers of a pod get to stop: the shortest of what was asked for, else what the pod's
 * spec says, never less than one. Models pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod.
 */
export function effectiveGracePeriod(
  pod: Pod,
  overrideSeconds: number | null = null,
  previousSeconds: number | null = null,
): number {
  const asked = [pod.metadata.deletionGracePeriodSeconds, overrideSeconds, previousSeconds].filter(
    (seconds): seconds is number => typeof seconds === 'number',
  );
  const seconds = asked.length > 0 ? Math.min(...asked) : (pod.spec?.terminationGracePeriodSeconds ?? 0);
  return Math.max(1, seconds);
}

function policyWants(policy: string, exitCode: number): boolean {
  if (policy === 'Never') return false;
  return policy !== 'OnFailure' || exitCode !== 0;
}

function ruleMatches(rule: JsonObject, exitCode: number): boolean {
  const codes = rule['exitCodes'];
  if (!isJsonObject(codes) || !Array.isArray(codes['values'])) return false;
  const listed = codes['values'].includes(exitCode);
  return codes['operator'] === 'In' ? listed : codes['operator'] === 'NotIn' && !listed;
}
