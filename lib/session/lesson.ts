import type { Fault } from '../cluster/faults.ts';
import type { ClusterEvent, InitialCluster } from '../cluster/events.ts';
import type { Mission } from '../cluster/mission.ts';
import type { GrainRule } from '../cluster/settings.ts';
import type { ClusterState } from '../cluster/state.ts';

/** A question to everybody who is not busy with a blocking card. */
export interface LessonQuestion {
  readonly id: string;
  /** Asked right after an event for which this holds. */
  opens(event: ClusterEvent, state: ClusterState): boolean;
  /** Revealed right after an event for which this gives the right option's id. */
  answer(event: ClusterEvent, state: ClusterState): string | null;
  options(state: ClusterState): readonly string[];
}

export interface Disturbance {
  /** Cluster milliseconds after the wave began. */
  readonly afterMillis: number;
  readonly fault: Fault;
}

export interface LessonWave {
  readonly id: string;
  readonly grain: readonly GrainRule[];
  readonly missions: readonly Mission[];
  readonly questions: readonly LessonQuestion[];
  /** A fact about the cluster, as etcd knows it and as the machines are. */
  reached(state: ClusterState): boolean;
  /** Waves after the first goal that a class may leave out. */
  readonly optional: boolean;
  /** What happens by itself in this wave: faults at cluster times counted from the wave's start. */
  readonly disturbances?: readonly Disturbance[];
}

/** Data that sets a classroom up. */
export interface Lesson {
  readonly id: string;
  readonly minutes: number;
  readonly people: { readonly least: number; readonly most: number };
  initial(seed: number): InitialCluster;
  readonly waves: readonly LessonWave[];
}
