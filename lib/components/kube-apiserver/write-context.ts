import { timestamp, uidFor } from '../../cluster/objects.ts';
import type { ApiRequest, ClusterState } from '../../cluster/state.ts';
import { fingerprintText } from '../../kernel/canonical.ts';
import type { WriteContext } from '../../kubernetes/registry/metadata.ts';
import type { ComponentName } from '../../cluster/seats.ts';
import { queryOf, target } from './target.ts';

/** What a generated name ends in: no vowels and nothing that looks like another. Models apimachinery util/rand. */
const SUFFIX_ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;

/** What the server knows when it writes for this request. */
export function writeContext(state: ClusterState, request: ApiRequest): WriteContext {
  const { namespace, name, subresource } = target(request.path);
  const uid = uidFor(state.rng, request.id);
  const query = queryOf(request.path);
  const strict = query.get('fieldValidation') === 'Strict';
  return {
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { name }),
    uid,
    now: timestamp(state.now),
    at: (seconds) => timestamp(state.now + seconds * 1000),
    suffix: nameSuffix(uid),
    writer: { name: fieldManagerOf(state, request), ...(subresource !== undefined && { subresource }) },
    force: query.get('force') === 'true',
    ...(strict && { fieldValidation: 'Strict' }),
  };
}

/** What each component calls itself in its User-Agent, up to the version. */
const PROGRAMS: Readonly<Record<ComponentName, string>> = {
  user: 'kubectl',
  'kube-apiserver': 'kube-apiserver',
  etcd: 'etcd',
  'kube-scheduler': 'kube-scheduler',
  'node-controller': 'kube-controller-manager',
  'replication-controller': 'kube-controller-manager',
  'endpointslice-controller': 'kube-controller-manager',
  kubelet: 'kubelet',
  'container-runtime': 'containerd',
  'kube-proxy': 'kube-proxy',
};

/** The manager that the request names, or else the program that sends it. Models managerOrUserAgent. */
function fieldManagerOf(state: ClusterState, request: ApiRequest): string {
  const { component } = state.seats[request.from] ?? {};
  return queryOf(request.path).get('fieldManager') || (component === undefined ? 'unknown' : PROGRAMS[component]);
}

/** Five letters that follow from the uid, for `generateName`. */
export function nameSuffix(uid: string): string {
  const digits = fingerprintText(uid);
  return Array.from({ length: SUFFIX_LENGTH }, (_, place) => {
    const number = Number.parseInt(digits.slice(place * 2, place * 2 + 2) || '0', 16);
    return SUFFIX_ALPHABET[number % SUFFIX_ALPHABET.length];
  }).join('');
}
