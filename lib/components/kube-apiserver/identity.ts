import type { Identity } from '../../cluster/settings.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { ownValue } from '../../kernel/ordered.ts';

/** Who holds the credential that the request carries; null when nobody does. */
export function identityOf(state: ClusterState, request: ApiRequest): Identity | null {
  return ownValue(state.settings.credentials, request.credential ?? '') ?? null;
}
