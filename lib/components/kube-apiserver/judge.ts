import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { permits } from './authorization.ts';
import { identityOf } from './identity.ts';
import type { Prepared } from './prepared.ts';
import { prepareWrite } from './prepare-write.ts';
import type { JsonObject } from '../../kernel/json.ts';

/** What the real component would find at each stage of a request. */
export interface Judgement {
  /** Who it is; null when the credential is unknown. */
  readonly user: string | null;
  readonly allowed: boolean;
  /** The 422 Status that validation would give; null when the object is valid. */
  readonly invalid: JsonObject | null;
  /** The 403 Status of a quota that is used up: counted by admission, whatever the player decides. */
  readonly excess: JsonObject | null;
  /** The code that the request ends with before storage: 400, 401, 403, 404, 409 or 422; null when it goes on. */
  readonly verdict: number | null;
}

export function judge(state: ClusterState, request: ApiRequest): Judgement {
  const identity = identityOf(state, request);
  const prepared = request.verb === 'GET' || request.verb === 'LIST' ? null : prepareWrite(state, request, false);
  const allowed = identity !== null && permits(state, identity, request);
  const refused = prepared?.kind === 'answered' && prepared.code >= 400 ? prepared.code : null;
  return {
    user: identity?.user ?? null,
    allowed,
    verdict: identity === null ? 401 : allowed ? refused : 403,
    invalid: answeredWith(prepared, 422),
    excess: answeredWith(prepared, 403),
  };
}

function answeredWith(prepared: Prepared | null, code: number): JsonObject | null {
  return prepared?.kind === 'answered' && prepared.code === code ? prepared.body : null;
}
