import type { AskLine, Mission } from '../../cluster/mission.ts';
import type { SeatId } from '../../cluster/seats.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { TAKEN } from './world.ts';

/** A token that somebody found: no table of kube-apiserver's knows it. */
const FOUND = 'token:sticky-note';
/** kube-proxy's: known, and bound to little. */
const PROXY = 'token:kube-proxy';

const IMAGE = 'nginx:1.27';

function task(id: string, seat: SeatId, code: number, right: string, lines: readonly AskLine[]): Mission {
  return {
    id,
    seat,
    name: id,
    image: '',
    cpu: '',
    memory: '',
    aim: 'try',
    task: { do: 'ask', code, right, lines },
  };
}

/** `kubectl run`: a POST of a pod. */
function run(id: string, name: string, namespace = 'default', credential?: string): AskLine {
  const place = namespace === 'default' ? '' : ` -n ${namespace}`;
  const token = credential === undefined ? '' : ` --token=${credential.replace('token:', '')}`;
  return {
    id,
    line: `kubectl run ${name} --image=${IMAGE}${place}${token}`,
    ...postPod(pod(name, namespace, IMAGE, name), namespace),
    ...(credential !== undefined && { credential }),
  };
}

function postPod(body: JsonObject, namespace: string): Pick<AskLine, 'verb' | 'path' | 'body'> {
  return { verb: 'POST', path: `/api/v1/namespaces/${namespace}/pods`, body };
}

/** What a manifest calls its container is its own affair; `kubectl run` calls it like the pod. */
function pod(name: string, namespace: string, image: string, container = 'main'): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { run: name } },
    spec: { containers: [{ name: container, image, resources: { requests: { cpu: '100m', memory: '64Mi' } } }] },
  };
}

function deleteNode(id: string, name: string, credential?: string): AskLine {
  const token = credential === undefined ? '' : ` --token=${credential.replace('token:', '')}`;
  return {
    id,
    line: `kubectl delete node ${name}${token}`,
    verb: 'DELETE',
    path: `/api/v1/nodes/${name}`,
    body: {},
    ...(credential !== undefined && { credential }),
  };
}

/** Two slips in one manifest: a name in capitals, and no image. */
const TWO_SLIPS: AskLine = {
  id: 'two-slips',
  line: 'kubectl create -f shop.yaml (name: Shop, image: "")',
  ...postPod(pod('Shop', 'default', ''), 'default'),
};

const ELSEWHERE: AskLine = {
  id: 'elsewhere',
  line: 'kubectl create -f shop.yaml -n kube-system (name: Shop, image: "")',
  ...postPod(pod('Shop', 'kube-system', ''), 'kube-system'),
};

/** Who are you, and may you? */
export const WHO: readonly Mission[] = [
  task('g1-unknown', 'user', 401, 'found', [
    run('proxy', 'spy', 'default', PROXY),
    run('found', 'spy', 'default', FOUND),
  ]),
  task('g2-node', 'user-2', 403, 'own', [deleteNode('own', 'node-3'), deleteNode('found', 'node-3', FOUND)]),
  task('g3-namespace', 'user-3', 403, 'own', [
    run('found', 'spy', 'kube-system', FOUND),
    run('own', 'spy', 'kube-system'),
  ]),
];

/** May this object be? */
export const WHAT: readonly Mission[] = [
  task('h1-taken', 'user', 409, 'own', [run('elsewhere', TAKEN, 'kube-system'), run('own', TAKEN)]),
  task('h2-invalid', 'user-2', 422, 'two-slips', [TWO_SLIPS, ELSEWHERE]),
];

/** And one with nothing wrong. */
export const RIGHT: Mission = {
  id: 'h3-api',
  seat: 'user-3',
  name: 'api',
  image: 'httpd:2.4',
  cpu: '500m',
  memory: '128Mi',
  aim: 'up',
};
