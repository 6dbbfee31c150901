/** The outcome codes of scheduling plugins. Models pkg/scheduler/framework/interface.go. */
export type StatusCode = 'Success' | 'Unschedulable' | 'UnschedulableAndUnresolvable' | 'Skip' | 'Error';

/** Why a plugin accepts or refuses; `reasons` are the real texts that end up in the FailedScheduling event. */
export interface PluginStatus {
  readonly code: StatusCode;
  readonly reasons: readonly string[];
}

export const skip: PluginStatus = { code: 'Skip', reasons: [] };

/** The pod does not fit now, but would if other pods went away. */
export function unschedulable(...reasons: readonly string[]): PluginStatus {
  return { code: 'Unschedulable', reasons };
}

/** The pod does not fit, and evicting other pods would not change that. */
export function unresolvable(...reasons: readonly string[]): PluginStatus {
  return { code: 'UnschedulableAndUnresolvable', reasons };
}

/** The plugin could not work with the pod as it is written. */
export function failed(...reasons: readonly string[]): PluginStatus {
  return { code: 'Error', reasons };
}
