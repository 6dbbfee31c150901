import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { permits } from './authorization.ts';
import { prepareWrite } from './prepare-write.ts';
import type { JsonObject } from '../../kernel/json.ts';

/** What the real component would find at each stage of a request. */
export interface Judgement {
  /** Who it is; null when the credential is unknown. */
  readonly user: string | null;
  readonly allowed: boolean;
  /** The 422 Status that validation would give; null when the object is valid. */
  readonly invalid: JsonObject | null;
}

export function judge(state: ClusterState, request: ApiRequest): Judgement {
  const identity = state.settings.credentials[request.credential ?? ''];
  const prepared = request.verb === 'GET' || request.verb === 'LIST' ? null : prepareWrite(state, request, false);
  return {
    user: identity?.user ?? null,
    allowed: identity !== undefined && permits(state, identity, request),
    invalid: prepared?.kind === 'refused' && prepared.code === 422 ? prepared.status : null,
  };
}
