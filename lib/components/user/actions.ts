import type { Card } from '../../cluster/card.ts';
import type { Mistake, UserAction } from '../../cluster/commands.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import { asNode, listObjects, NODE_PREFIX } from '../../cluster/objects.ts';
import type { Seat } from '../../cluster/seats.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { milliCpu, validQuantity } from '../../kubernetes/quantity.ts';
import { callApi } from '../api-request.ts';
import { missionOf } from './missions.ts';
import { DELETE_OPTIONS } from './tasks.ts';

const PODS = '/api/v1/namespaces/default/pods';

/** Said before a deletion is sent that waits for nobody. Models Validate of staging/src/k8s.io/kubectl/pkg/cmd/delete. */
const FORCE_WARNING =
  'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.';

type CreatePod = Extract<UserAction, { type: 'CreatePod' }>;

/** `kubectl create -f` of a pod: one POST. What the manifest says is the user's; whether it is valid is the apiserver's. */
export function createPod(turn: Turn, seat: Seat, card: Card, action: CreatePod): Outcome {
  for (const field of ['cpu', 'memory'] as const) {
    if (!validQuantity(action[field])) return refuse('Invalid', { field, value: action[field] });
  }
  const mission = missionOf(turn.state, seat.id, card.about);
  if (mission.task !== undefined) return refuse('NotYourDecision', { seat: seat.id });
  const mistakes = missionMistakes(turn, action, mission.aim);
  turn.close(seat.id, card.about);
  const body: JsonObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: action.name, namespace: 'default', labels: { run: action.name, ...mission.labels } },
    spec: {
      containers: [
        { name: action.name, image: action.image, resources: { requests: { cpu: action.cpu, memory: action.memory } } },
      ],
      ...mission.spec,
    },
  };
  callApi(turn, seat, {
    verb: 'POST',
    path: PODS,
    body,
    ...(action.credential !== undefined && { credential: action.credential }),
  });
  return { mistakes };
}

/** Typing errors that nobody else can catch before they hurt. */
function missionMistakes(turn: Turn, action: CreatePod, aim: 'up' | 'try'): Mistake[] {
  if (aim === 'try') return [];
  const mistakes: Mistake[] = [];
  if (!Object.hasOwn(turn.state.settings.images, action.image)) {
    mistakes.push({ rule: 'user.wrong-image', params: { image: action.image } });
  }
  const largest = Math.max(
    0,
    ...listObjects(turn.state, NODE_PREFIX).map(({ object }) =>
      milliCpu(asNode(object).status?.allocatable?.['cpu'] ?? '0'),
    ),
  );
  if (milliCpu(action.cpu) > largest) mistakes.push({ rule: 'user.unschedulable', params: { cpu: action.cpu } });
  return mistakes;
}

/** `kubectl delete pod`, or with `--force --grace-period=0`: do not wait for a kubelet that may not exist. */
export function deletePod(turn: Turn, seat: Seat, card: Card | null, name: string, force: boolean): Outcome {
  if (card !== null) turn.close(seat.id, card.about);
  const path = `${PODS}/${encodeURIComponent(name)}`;
  const body = { ...(force && { gracePeriodSeconds: 0 }), ...DELETE_OPTIONS };
  const request = callApi(turn, seat, { verb: 'DELETE', path, body });
  if (force) turn.emit({ type: 'KubectlPrinted', seat: seat.id, lines: [FORCE_WARNING], forced: request });
  return done;
}

export function getPods(turn: Turn, seat: Seat): void {
  callApi(turn, seat, { verb: 'LIST', path: PODS });
}

/** Looks away for a while; the same look comes back when patience runs out again. */
export function keepWaiting(turn: Turn, seat: Seat, card: Card): Outcome {
  if (card.kind !== 'repair') return refuse('StageOrder', { stage: card.kind });
  turn.close(seat.id, card.about);
  turn.cancelTimers('patience', seat.id, card.about);
  turn.setTimer('patience', seat.id, card.about, turn.state.now + turn.state.settings.patienceMillis);
  return done;
}
