import type { KubernetesObject, LocalObjectReference, ObjectReference, ResourceList, StringMap } from './meta.ts';

/** Why a namespace that is being deleted is still there. */
export interface NamespaceCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly lastTransitionTime?: string;
  readonly reason?: string;
  readonly message?: string;
}

export interface Namespace extends KubernetesObject {
  readonly spec?: { readonly finalizers?: readonly string[] };
  readonly status?: {
    readonly phase?: 'Active' | 'Terminating';
    readonly conditions?: readonly NamespaceCondition[];
  };
}

export interface ConfigMap extends KubernetesObject {
  readonly immutable?: boolean;
  readonly data?: StringMap;
  readonly binaryData?: StringMap;
}

/** `data` is base64; `stringData` is write-only plain text. */
export interface Secret extends KubernetesObject {
  readonly immutable?: boolean;
  readonly type?: string;
  readonly data?: StringMap;
  readonly stringData?: StringMap;
}

export interface ServiceAccount extends KubernetesObject {
  readonly secrets?: readonly ObjectReference[];
  readonly imagePullSecrets?: readonly LocalObjectReference[];
  readonly automountServiceAccountToken?: boolean;
}

export interface ResourceQuota extends KubernetesObject {
  readonly spec?: { readonly hard?: ResourceList; readonly scopes?: readonly string[] };
  readonly status?: { readonly hard?: ResourceList; readonly used?: ResourceList };
}

export interface LimitRangeItem {
  readonly type: string;
  readonly max?: ResourceList;
  readonly min?: ResourceList;
  readonly default?: ResourceList;
  readonly defaultRequest?: ResourceList;
  readonly maxLimitRequestRatio?: ResourceList;
}

export interface LimitRange extends KubernetesObject {
  readonly spec?: { readonly limits?: readonly LimitRangeItem[] };
}
