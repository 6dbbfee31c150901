import type { Card } from '../../cluster/card.ts';
import { done, refuse, type Outcome, type Turn } from '../../cluster/component.ts';
import type { Message } from '../../cluster/message.ts';
import { readObject } from '../../cluster/objects.ts';
import { replicationOf } from '../../cluster/replication.ts';
import type { Seat } from '../../cluster/seats.ts';
import { fingerprint } from '../../kernel/canonical.ts';
import { present } from '../../kernel/assert.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { buildPath, parsePath } from '../../kubernetes/resources-table.ts';
import type { ReplicaSet } from '../../kubernetes/types/workload.ts';
import { settle } from './answers.ts';
import { claimDependents } from './claims.ts';
import { scalingMessage } from './deployment-plan.ts';
import { resized, revisionAnnotation } from './deployment-sets.ts';
import {
  isEmpty,
  isRollingOver,
  knownDeployment,
  resizes,
  rolloutSituation,
  stepAtOnce,
  stepOf,
  storedDeployments,
  type KnownDeployment,
} from './deployments.ts';
import { asReplicaSet, isSyncing } from './knowledge.ts';
import { postEvent } from './reports.ts';
import { plain, sameStatus, statusMatter } from './status.ts';
import { startWrite } from './writes.ts';
import { metadataOf, textOf } from '../../kubernetes/registry/metadata.ts';

/** Brings the desk in line for every Deployment, and does what nobody has to decide about. */
export function refreshDeployments(turn: Turn, seat: Seat): void {
  const listed = storedDeployments(turn.state).map(({ object }) => textOf(metadataOf(object), 'uid'));
  const lying = Object.values(turn.state.cards).flatMap(({ seat: of, kind, about }) =>
    of === seat.id && kind === 'rollout' ? [about] : [],
  );
  for (const uid of new Set([...listed, ...lying])) refreshDeployment(turn, seat, uid);
}

/** One card a Deployment while a step is due, and no request about it is under way. */
function refreshDeployment(turn: Turn, seat: Seat, uid: string): void {
  const known = knownDeployment(turn.state, uid);
  if (known !== null) {
    claimDependents(turn, seat, uid);
    renumber(turn, seat, known);
  }
  const syncing = isSyncing(turn.state, uid);
  const due =
    known !== null &&
    !syncing &&
    !isEmpty(stepOf(known)) &&
    replicationOf(turn.state).settled[uid] !== rolloutSituation(known);
  const lying = Object.values(turn.state.cards).find((card) => card.seat === seat.id && card.about === uid);
  if (lying !== undefined && !due) turn.emit({ type: 'CardClosed', card: lying.id });
  if (lying === undefined && due) turn.deal(seat.id, 'rollout', uid);
  if (known === null || due || syncing) return;
  keepBooks(turn, seat, known);
  writeDeploymentStatus(turn, seat, known, plain(known.plan.status));
}

/** A ReplicaSet that is taken again gets its new revision before its size changes. Models sync.go getNewReplicaSet. */
function renumber(turn: Turn, seat: Seat, known: KnownDeployment): void {
  const { uid = '' } = known.deployment.metadata;
  if (known.plan.renumber === null || isSyncing(turn.state, uid)) return;
  if (replicationOf(turn.state).settled[`books/${uid}`] === rolloutSituation(known)) return;
  const { replicaSet, revision } = known.plan.renumber;
  const annotations = { ...replicaSet.metadata.annotations, [revisionAnnotation]: String(revision) };
  putSet(turn, seat, uid, { ...replicaSet, metadata: { ...replicaSet.metadata, annotations } });
}

/** Annotations and forgotten sets: machinery, because nothing is there to decide. */
function keepBooks(turn: Turn, seat: Seat, known: KnownDeployment): void {
  const { uid = '' } = known.deployment.metadata;
  const { plan } = known;
  if (replicationOf(turn.state).settled[`books/${uid}`] === rolloutSituation(known)) return;
  for (const scaling of plan.scale.filter((each) => !resizes(each))) {
    const set = resized(scaling, known.deployment);
    if (fingerprint(set.metadata.annotations) !== fingerprint(scaling.replicaSet.metadata.annotations)) {
      putSet(turn, seat, uid, set);
    }
  }
  for (const { metadata } of plan.remove) {
    const { namespace = 'default', name = '', uid: about = '' } = metadata;
    const path = buildPath({ resource: 'replicasets', namespace, name });
    startWrite(turn, seat, uid, 'set', { verb: 'DELETE', path, body: {}, about });
  }
}

/** The step that the limits allow now, or everything at once. Models pkg/controller/deployment rolling.go and sync.go. */
export function stepRollout(turn: Turn, seat: Seat, card: Card, atOnce: boolean): Outcome {
  const known = present(knownDeployment(turn.state, card.about), 'Deployment of the card');
  if (atOnce && !isRollingOver(known)) return refuse('NotYourDecision', { seat: seat.id });
  const { uid = '', namespace = 'default' } = known.deployment.metadata;
  const step = atOnce ? stepAtOnce(known) : stepOf(known);
  turn.close(seat.id, uid);
  turn.cancelTimers('resync', seat.id, uid);
  turn.emit({ type: 'ReplicasSettled', matter: uid });
  if (step.create !== null) {
    startWrite(turn, seat, uid, 'set', {
      verb: 'POST',
      path: buildPath({ resource: 'replicasets', namespace }),
      body: plain(step.create),
    });
  }
  for (const scaling of step.scale) putSet(turn, seat, uid, resized(scaling, known.deployment));
  if (!atOnce) return done;
  return { mistakes: [{ rule: 'replication.surge', params: { name: known.deployment.metadata.name ?? '' } }] };
}

/** Nothing is done; the card comes back when something changes, or after a while. */
export function leaveRollout(turn: Turn, seat: Seat, card: Card): Outcome {
  const known = present(knownDeployment(turn.state, card.about), 'Deployment of the card');
  turn.close(seat.id, card.about);
  settle(turn, seat, card.about, card.about, rolloutSituation(known));
  const { spec, status } = known.deployment;
  const params = { wanted: spec?.replicas ?? 1, count: status?.updatedReplicas ?? 0 };
  return { mistakes: [{ rule: 'replication.waited', params }] };
}

function putSet(turn: Turn, seat: Seat, owner: string, set: ReplicaSet): void {
  const { namespace = 'default', name = '', uid = '' } = set.metadata;
  const path = buildPath({ resource: 'replicasets', namespace, name });
  startWrite(turn, seat, owner, 'set', { verb: 'PUT', path, body: plain(set), about: uid });
}

/** A Deployment's request was answered: tell users, and after a new ReplicaSet say so in the status at once. */
export function noteRollout(turn: Turn, seat: Seat, message: Message, owner: string): void {
  const known = knownDeployment(turn.state, owner);
  if (message.status === 409 && message.verb === 'POST' && known !== null) countCollision(turn, seat, known);
  if ((message.status ?? 500) >= 300 || parsePath(message.path)?.resource !== 'replicasets') return;
  const body = isJsonObject(message.body) ? message.body : {};
  const revision = Number(body['revision']);
  const key = String(body['key']);
  const after = readObject(turn.state, key, revision);
  if (known === null || after === null || message.verb === 'DELETE') return;
  const set = asReplicaSet(after.object);
  const before = readObject(turn.state, key, revision - 1);
  const size = before === null ? 0 : (asReplicaSet(before.object).spec?.replicas ?? 1);
  if (message.verb === 'POST') tellCreated(turn, seat, known, set);
  if (size === (set.spec?.replicas ?? 1)) return;
  const replicaSet = { ...set, spec: { ...set.spec, replicas: size } };
  const text = scalingMessage({ replicaSet, replicas: set.spec?.replicas ?? 1 });
  const subject = { kind: 'Deployment', apiVersion: 'apps/v1', object: known.deployment };
  postEvent(turn, seat, subject, { reason: 'ScalingReplicaSet', message: text }, message.id);
}

/**
 * Another's ReplicaSet has the name: the count that goes into the hash grows, and with it the name changes.
 * Models pkg/controller/deployment/sync.go getNewReplicaSet.
 */
function countCollision(turn: Turn, seat: Seat, known: KnownDeployment): void {
  if (known.plan.create === null) return;
  const { status } = known.deployment;
  const collisionCount = (status?.collisionCount ?? 0) + 1;
  putStatus(turn, seat, known, plain({ ...status, collisionCount }), 'set');
}

/** The first word about a new ReplicaSet: the condition alone, counts follow. Models sync.go getNewReplicaSet. */
function tellCreated(turn: Turn, seat: Seat, known: KnownDeployment, set: ReplicaSet): void {
  const { metadata, status } = known.deployment;
  const revision = set.metadata.annotations?.[revisionAnnotation] ?? '';
  const progressing = (known.plan.status.conditions ?? []).filter(({ type }) => type === 'Progressing');
  const others = (status?.conditions ?? []).filter(({ type }) => type !== 'Progressing');
  const deployment = {
    ...known.deployment,
    metadata: { ...metadata, annotations: { ...metadata.annotations, [revisionAnnotation]: revision } },
  };
  putStatus(turn, seat, { ...known, deployment }, plain({ ...status, conditions: [...others, ...progressing] }));
}

/** Models pkg/controller/deployment/sync.go syncDeploymentStatus. */
function writeDeploymentStatus(turn: Turn, seat: Seat, known: KnownDeployment, status: JsonObject): void {
  const { uid = '', annotations = {} } = known.deployment.metadata;
  const { writes, settled } = replicationOf(turn.state);
  if (Object.values(writes).some(({ owner, kind }) => owner === uid && kind === 'status')) return;
  if (settled[statusMatter(uid)] === fingerprint(status)) return;
  const { revision } = known.plan;
  const numbered = revision === '' || annotations[revisionAnnotation] === revision;
  if (numbered && sameStatus(known.stored.object['status'], status)) return;
  const { metadata } = known.deployment;
  const deployment = numbered
    ? known.deployment
    : {
        ...known.deployment,
        metadata: { ...metadata, annotations: { ...annotations, [revisionAnnotation]: revision } },
      };
  putStatus(turn, seat, { ...known, deployment }, status);
}

function putStatus(
  turn: Turn,
  seat: Seat,
  { deployment }: KnownDeployment,
  status: JsonObject,
  kind: 'status' | 'set' = 'status',
): void {
  const { uid = '', namespace = 'default', name = '' } = deployment.metadata;
  startWrite(turn, seat, uid, kind, {
    verb: 'PUT',
    path: buildPath({ resource: 'deployments', namespace, name, subresource: 'status' }),
    body: { ...plain(deployment), status },
    about: uid,
  });
}
