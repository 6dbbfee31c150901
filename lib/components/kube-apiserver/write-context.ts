import { timestamp, uidFor } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { fingerprintText } from '../../kernel/canonical.ts';
import type { WriteContext } from '../../kubernetes/registry/metadata.ts';
import { target } from './target.ts';

/** What a generated name ends in: no vowels and nothing that looks like another. Models apimachinery util/rand. */
const SUFFIX_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;

/** What the server knows when it writes for this request. */
export function writeContext(state: ClusterState, request: ApiRequest): WriteContext {
  const { namespace, name } = target(request.path);
  const uid = uidFor(state.rng, request.id);
  return {
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    uid,
    now: timestamp(state.now),
    at: (seconds) => timestamp(state.now + seconds * 1000),
    suffix: nameSuffix(uid),
  };
}

/** Five letters that follow from the uid, for `generateName`. */
export function nameSuffix(uid: string): string {
  const digits = fingerprintText(uid);
  return Array.from({ length: SUFFIX_LENGTH }, (_, place) => {
    const number = Number.parseInt(digits.slice(place * 2, place * 2 + 2) || '0', 16);
    return SUFFIX_ALPHABET[number % SUFFIX_ALPHABET.length];
  }).join('');
}
