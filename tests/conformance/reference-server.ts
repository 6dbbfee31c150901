import { deleteKey, emptyStore, get, listPrefix, put, type EtcdStore } from '../../lib/etcd/store.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../lib/kernel/json.ts';
import type { Result } from '../../lib/kernel/result.ts';
import { restrictNode, type AdmissionRequest } from '../../lib/kubernetes/admission/node-restriction.ts';
import { ACCESS_REVIEWS, reviewAccess } from '../../lib/kubernetes/authorization/access-review.ts';
import { attributesOf, type Attributes, type Decision } from '../../lib/kubernetes/authorization/attributes.ts';
import { authorize, refusalOf } from '../../lib/kubernetes/authorization/authorize.ts';
import { createObject } from '../../lib/kubernetes/registry/create.ts';
import { deleteObject } from '../../lib/kubernetes/registry/delete.ts';
import { selectedChange, selectorFor, type Selects, type SelectorQuery } from '../../lib/kubernetes/registry/list.ts';
import {
  decodingWarnings,
  groupResource,
  metadataOf,
  textOf,
  type WriteContext,
} from '../../lib/kubernetes/registry/metadata.ts';
import { requestEviction, type Eviction } from '../../lib/kubernetes/registry/eviction.ts';
import { bindPod } from '../../lib/kubernetes/registry/pod-subresources.ts';
import { quotaRefusal } from '../../lib/kubernetes/registry/quota.ts';
import { allocateService, DEFAULT_SERVICE_RANGES } from '../../lib/kubernetes/registry/service-allocation.ts';
import { patchObject, updateObject, type Updated } from '../../lib/kubernetes/registry/update.ts';
import {
  apiVersionOf,
  etcdKey,
  etcdPrefixOf,
  parsePath,
  resourceInfo,
  type ApiPath,
  type ResourceInfo,
} from '../../lib/kubernetes/resources-table.ts';
import { formatRfc3339 } from '../../lib/kubernetes/rfc3339.ts';
import { storable } from '../../lib/kubernetes/object-defaulting.ts';
import {
  alreadyExists,
  badRequest,
  forbidden,
  invalid,
  methodNotAllowed,
  notFound,
  pathNotFound,
  stillBeingDeleted,
  success,
  tooLargeResourceVersion,
  unauthorized,
} from '../../lib/kubernetes/status-error.ts';
import type { Status } from '../../lib/kubernetes/types/meta.ts';
import type { Binding, Pod } from '../../lib/kubernetes/types/pod.ts';
import type { Service } from '../../lib/kubernetes/types/service.ts';
import { accessSource, userOf } from './reference-access.ts';
import { ending, objectOf, suffixOf, withVersion } from './reference-objects.ts';

export interface Request {
  readonly user: string;
  readonly method: string;
  readonly path: string;
  readonly body?: JsonValue;
  readonly contentType?: string;
  /** A body that is no JSON. */
  readonly rawBody?: string;
}

export interface Response {
  readonly code: number;
  readonly body: unknown;
  readonly warning?: string;
}

interface Target extends ApiPath {
  readonly info: ResourceInfo;
  readonly query: ReadonlyMap<string, string>;
}

const START = 1_767_225_600_000;
/** Recorded on a cluster with this service range. */
const RANGES = { ...DEFAULT_SERVICE_RANGES, network: '10.100' };

/** An API server of one thread, made of the library's parts alone: enough of one to answer recorded requests. */
export class ReferenceServer {
  store: EtcdStore = emptyStore();
  #serial = 0;

  handle(request: Request): Response {
    if (request.user === 'bad') return answer(unauthorized());
    const [path = '', query = ''] = request.path.split('?');
    if (path === '/healthz') return { code: 200, body: 'ok' };
    const parsed = parsePath(path);
    if (parsed === null) return { code: 404, body: '404 page not found\n' };
    const review = parsed.group === 'authorization.k8s.io' ? ACCESS_REVIEWS[parsed.resource] : undefined;
    if (review !== undefined && request.method === 'POST') return this.#review(review, request, parsed.namespace);
    const info = resourceInfo(parsed.resource);
    const known =
      info !== undefined && (parsed.subresource === undefined || info.subresources.includes(parsed.subresource));
    if (!known) return answer(pathNotFound());
    const target = { ...parsed, info, query: new Map(new URLSearchParams(query)) };
    if (request.rawBody !== undefined) return answer(unreadableBody(info, request.rawBody));
    const refusal = this.#authorize(request);
    return refusal === null ? this.#dispatch(request, target) : answer(refusal);
  }

  #review(kind: string, request: Request, namespace: string | undefined): Response {
    const refusal = this.#authorize(request);
    if (refusal !== null) return answer(refusal);
    const decide = (attributes: Attributes): Decision => authorize(attributes, this.#source());
    const reviewed = reviewAccess(kind, bodyOf(request), userOf(request.user), namespace, decide);
    return reviewed.ok ? { code: 201, body: reviewed.value } : answer(reviewed.error);
  }

  #source(): ReturnType<typeof accessSource> {
    return accessSource({
      read: (resource, name, namespace) => this.read(resource, name, namespace),
      list: (resource, namespace) => this.list(resource, namespace),
    });
  }

  /** What the NodeRestriction plugin has against a request, if it comes from a node. */
  #restrict(
    request: Request,
    target: Target,
    operation: AdmissionRequest['operation'],
    object: JsonObject | null,
    old: JsonObject | null,
  ): Status | null {
    const { group, resource, subresource = '', namespace = '', name = '' } = target;
    const asked = { user: userOf(request.user), operation, group, resource, subresource, namespace, name, object, old };
    return restrictNode(asked, this.#source());
  }

  #dispatch(request: Request, target: Target): Response {
    const { method } = request;
    if (target.name === undefined) {
      if (method === 'GET') return this.#list(target);
      return method === 'POST' ? this.#create(request, target) : answer(methodNotAllowed());
    }
    if (method === 'POST' && target.subresource === undefined) return answer(methodNotAllowed());
    const current = this.read(target.resource, target.name, target.namespace);
    if (current === null) return answer(notFound(groupResource(target.info), target.name));
    switch (method) {
      case 'GET':
        return { code: 200, body: current };
      case 'PUT':
        return this.#settle(
          updateObject(target.info, current, bodyOf(request), target.subresource, this.#context(target, request)),
          target,
        );
      case 'PATCH': {
        const patch = { type: request.contentType ?? '', body: request.body ?? {} };
        return this.#settle(
          patchObject(target.info, current, patch, target.subresource, this.#context(target, request)),
          target,
        );
      }
      case 'DELETE':
        return this.#delete(current, request, target);
      case 'POST':
        return this.#act(current, request, target);
      default:
        return answer(methodNotAllowed());
    }
  }

  read(resource: string, name: string, namespace?: string): JsonObject | null {
    const kv = get(this.store, etcdKey(resource, name, namespace));
    return kv === undefined ? null : withVersion(kv);
  }

  /** What a watch from `revision` on is told, selectors included. */
  watch(path: string, query: SelectorQuery, revision: number): { type: string; object: JsonObject }[] {
    const parsed = parsePath(path);
    const info = parsed === null ? undefined : resourceInfo(parsed.resource);
    if (parsed === null || info === undefined) return [];
    const selects = selectorFor(info, query);
    const prefix = etcdPrefixOf(parsed.resource, parsed.namespace);
    return selects.ok ? this.#changes(prefix, revision, selects.value) : [];
  }

  #changes(prefix: string, since: number, selects: Selects): { type: string; object: JsonObject }[] {
    const told: { type: string; object: JsonObject }[] = [];
    for (let revision = since + 1; revision <= this.store.revision; revision += 1) {
      const before = new Map(listPrefix(this.store, prefix, revision - 1).map((kv) => [kv.key, withVersion(kv)]));
      const after = new Map(listPrefix(this.store, prefix, revision).map((kv) => [kv.key, withVersion(kv)]));
      for (const key of new Set([...before.keys(), ...after.keys()])) {
        const old = before.get(key) ?? null;
        const now = after.get(key) ?? null;
        if (old !== null && now !== null && metadataOf(old)['resourceVersion'] === metadataOf(now)['resourceVersion'])
          continue;
        const change = selectedChange(old, now, revision, selects);
        if (change !== null) told.push(change);
      }
    }
    return told;
  }

  list(resource: string, namespace?: string): JsonObject[] {
    return listPrefix(this.store, etcdPrefixOf(resource, namespace)).map(withVersion);
  }

  #context(target: Target, request: Request): WriteContext {
    this.#serial += 1;
    const serial = this.#serial;
    const { name, namespace } = target;
    const validation = target.query.get('fieldValidation');
    return {
      ...(name !== undefined && { name }),
      ...(namespace !== undefined && { namespace }),
      uid: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
      now: formatRfc3339(START + serial * 1000),
      at: (seconds) => formatRfc3339(START + (serial + seconds) * 1000),
      suffix: metadataOf(bodyOf(request))['generateName'] === undefined ? 'bcdfg' : suffixOf(serial),
      admit: (object, old) => this.#restrict(request, target, old === null ? 'CREATE' : 'UPDATE', object, old),
      ...(validation === 'Strict' && { fieldValidation: validation }),
    };
  }

  #list(target: Target): Response {
    const { info, query } = target;
    const selects = selectorFor(info, {
      labelSelector: query.get('labelSelector'),
      fieldSelector: query.get('fieldSelector'),
    });
    if (!selects.ok) return answer(selects.error);
    const wanted = Number(query.get('resourceVersion') ?? 0);
    if (wanted > this.store.revision) return answer(tooLargeResourceVersion(wanted, this.store.revision));
    const all = this.list(target.resource, target.namespace).filter(selects.value);
    const start = Number(query.get('continue') ?? 0);
    const limit = Number(query.get('limit') ?? 0) || all.length;
    const items = all.slice(start, start + limit);
    const left = all.length - start - items.length;
    const metadata = {
      resourceVersion: String(this.store.revision),
      ...(left > 0 && { continue: String(start + limit), remainingItemCount: left }),
    };
    return { code: 200, body: { kind: `${info.kind}List`, apiVersion: apiVersionOf(info), metadata, items } };
  }

  #create(request: Request, target: Target): Response {
    const { info, namespace } = target;
    const created = createObject(info, bodyOf(request), this.#context(target, request));
    if (!created.ok) return answer(created.error);
    const allocated = this.#allocate(info, created.value);
    if (!allocated.ok) return answer(allocated.error);
    const object = allocated.value;
    const name = textOf(metadataOf(object), 'name');
    const refusal = this.#admit(object, name, target);
    if (refusal !== null) return answer(refusal);
    const existing = this.read(target.resource, name, namespace);
    if (existing !== null) {
      const leaving = metadataOf(existing)['deletionTimestamp'] !== undefined;
      return answer((leaving ? stillBeingDeleted : alreadyExists)(groupResource(info), name));
    }
    this.#write(object, { ...target, name });
    if (info.kind === 'Pod') this.#count(object, namespace);
    const body = this.read(target.resource, name, namespace);
    const [warning] = target.query.get('fieldValidation') === 'Warn' ? decodingWarnings(info, bodyOf(request)) : [];
    if (warning === undefined) return { code: 201, body };
    return { code: 201, body, warning: `299 - ${JSON.stringify(warning)}` };
  }

  #allocate(info: ResourceInfo, object: JsonObject): Result<JsonObject, Status> {
    if (info.kind !== 'Service') return { ok: true, value: object };
    const others = this.list('services') as unknown as Service[];
    const allocated = allocateService(object as unknown as Service, others, RANGES);
    if (allocated.ok) return { ok: true, value: storable(allocated.value) };
    return {
      ok: false,
      error: invalid({ group: '', kind: 'Service' }, textOf(metadataOf(object), 'name'), allocated.error),
    };
  }

  #admit(object: JsonObject, name: string, { info, namespace }: Target): Status | null {
    const home = namespace === undefined ? null : this.read('namespaces', namespace);
    if (home !== null && metadataOf(home)['deletionTimestamp'] !== undefined) {
      const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
      const cause = {
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
        field: 'metadata.namespace',
      };
      return forbidden(groupResource(info), name, why, [cause]);
    }
    if (info.kind !== 'Pod') return null;
    for (const quota of this.list('resourcequotas', namespace)) {
      const why = quotaRefusal(objectOf(quota), objectOf(object));
      if (why !== null) return forbidden(groupResource(info), name, why);
    }
    return null;
  }

  /** What the quota controller and the admission plugin keep: how much of each quota is used. */
  #count(object: JsonObject, namespace: string | undefined): void {
    for (const quota of this.list('resourcequotas', namespace)) {
      const hard = (isJsonObject(quota['spec']) ? quota['spec']['hard'] : {}) ?? {};
      const used = { pods: String(this.list('pods', namespace).length) };
      const counted = { ...quota, status: { hard, used } };
      this.#put('resourcequotas', textOf(metadataOf(quota), 'name'), namespace, counted);
    }
  }

  #act(current: JsonObject, request: Request, target: Target): Response {
    const context = this.#context(target, request);
    const pod: Pod = objectOf(current);
    const refusal = this.#restrict(request, target, 'CREATE', bodyOf(request), null);
    if (refusal !== null) return answer(refusal);
    if (target.subresource === 'binding') {
      const bound = bindPod(pod, { metadata: {}, target: {}, ...(bodyOf(request) as object) } as Binding, context.now);
      if (!bound.ok) return answer(bound.error);
      this.#write(storable(bound.value), target);
      return answer(success(undefined, 201));
    }
    if (target.subresource !== 'eviction') return answer(methodNotAllowed());
    return this.#evict(pod, { metadata: {}, ...bodyOf(request) }, context, target);
  }

  #evict(pod: Pod, eviction: Eviction, context: WriteContext, target: Target): Response {
    const budgets = this.list('poddisruptionbudgets', target.namespace).map(objectOf);
    const evicted = requestEviction(pod, eviction, budgets, context.now, context.at);
    if (!evicted.ok) return answer(evicted.error);
    const { budget, deletion } = evicted.value;
    const paid = budget?.metadata.name;
    if (budget !== null && paid !== undefined)
      this.#put('poddisruptionbudgets', paid, target.namespace, storable(budget));
    if (deletion?.kind === 'mark') this.#write(storable(deletion.pod), target);
    else if (deletion?.kind === 'remove') this.#remove(target);
    return answer(success(undefined, 201));
  }

  #delete(current: JsonObject, request: Request, target: Target): Response {
    const context = this.#context(target, request);
    const refusal = this.#restrict(request, target, 'DELETE', null, current);
    if (refusal !== null) return answer(refusal);
    const deleted = deleteObject(target.info, current, bodyOf(request), context);
    if (!deleted.ok) return answer(deleted.error);
    const { kind, object } = deleted.value;
    if (kind === 'write') this.#write(object, target);
    if (kind === 'remove') {
      if (target.info.kind === 'Pod') this.#write(ending(current, context.now), target);
      this.#remove(target);
    }
    return {
      code: 200,
      body: kind === 'write' ? this.read(target.resource, target.name ?? '', target.namespace) : object,
    };
  }

  #settle(updated: Result<Updated, Status>, target: Target): Response {
    if (!updated.ok) return answer(updated.error);
    const { kind, object } = updated.value;
    if (kind === 'write') this.#write(object, target);
    if (kind === 'remove') this.#remove(target);
    return { code: 200, body: this.read(target.resource, target.name ?? '', target.namespace) ?? object };
  }

  #write(object: JsonObject, { resource, name = '', namespace }: Target): void {
    this.#put(resource, name, namespace, object);
  }

  #put(resource: string, name: string, namespace: string | undefined, object: JsonObject): void {
    const { resourceVersion: _injected, ...metadata } = metadataOf(object);
    this.store = put(this.store, etcdKey(resource, name, namespace), { ...object, metadata }).store;
  }

  #remove({ resource, name = '', namespace }: Target): void {
    this.store = deleteKey(this.store, etcdKey(resource, name, namespace)).store;
  }

  #authorize(request: Request): Status | null {
    const [path = '', query = ''] = request.path.split('?');
    const parameters = new Map(new URLSearchParams(query));
    const attributes = attributesOf(userOf(request.user), request.method, path, parameters);
    const decision = authorize(attributes, this.#source());
    return decision.allowed ? null : refusalOf(attributes, decision);
  }
}

function answer(status: Status): Response {
  return { code: status.code, body: status };
}

function bodyOf({ body }: Request): JsonObject {
  return isJsonObject(body) ? body : {};
}

function unreadableBody(info: ResourceInfo, text: string): Status {
  const why = `couldn't get version/kind; json parse error: unexpected end of JSON input (${text})`;
  return badRequest(`the object provided is unrecognized (must be of type ${info.kind}): ${why}`);
}
