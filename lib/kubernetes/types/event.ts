import type { KubernetesObject, ObjectReference } from './meta.ts';

/** A Kubernetes Event object (core v1). Named so that it is never taken for a recorded event of the session. */
export interface KubeEvent extends KubernetesObject {
  readonly involvedObject: ObjectReference;
  readonly reason?: string;
  readonly message?: string;
  readonly source?: { readonly component?: string; readonly host?: string };
  readonly firstTimestamp?: string | null;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly count?: number;
  readonly type?: 'Normal' | 'Warning';
  readonly action?: string;
  readonly related?: ObjectReference;
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string };
  readonly reportingComponent?: string;
  readonly reportingInstance?: string;
}
