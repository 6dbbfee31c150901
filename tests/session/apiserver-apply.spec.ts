import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject } from '../../lib/kernel/json.ts';
import { metadataOf } from '../../lib/kubernetes/registry/metadata.ts';
import { ask, pod, quiet, storedObject, type Answer } from '../support/api-play.ts';
import type { Play } from '../support/play.ts';

const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const WEB = `${DEPLOYMENTS}/web`;
const AS_KUBECTL = '?fieldManager=kubectl&fieldValidation=Strict&force=false';

function deployment(spec: JsonObject, image = 'nginx:1.27'): JsonObject {
  const labels = { app: 'web' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } },
      ...spec,
    },
  };
}

function apply(play: Play, body: JsonObject, query = AS_KUBECTL, path = WEB, credential = 'loopback'): Answer {
  const contentType = 'application/apply-patch+yaml';
  return ask(play, { verb: 'PATCH', path: `${path}${query}`, body, contentType, credential });
}

function managers(object: JsonObject | null): string[] {
  const entries = metadataOf(object ?? {})['managedFields'];
  return (Array.isArray(entries) ? entries : []).filter(isJsonObject).map((entry: JsonObject) => {
    const through = entry['subresource'] === undefined ? '' : `/${String(entry['subresource'])}`;
    return `${String(entry['manager'])} ${String(entry['operation'])}${through}`;
  });
}

describe('an apply of what does not exist', () => {
  test('[API-28] makes it like a create, 201, and owns only what it says', () => {
    const { status, object } = apply(quiet(), deployment({ replicas: 2 }));
    expect(status).toBe(201);
    expect(object).toMatchObject({ metadata: { generation: 1 }, spec: { revisionHistoryLimit: 10 } });
    expect(metadataOf(object ?? {})['managedFields']).toMatchObject([
      {
        manager: 'kubectl',
        operation: 'Apply',
        apiVersion: 'apps/v1',
        fieldsV1: {
          'f:spec': {
            'f:replicas': {},
            'f:selector': {},
            'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"main"}': { 'f:image': {} } } } },
          },
        },
      },
    ]);
    expect(JSON.stringify(metadataOf(object ?? {})['managedFields'])).not.toContain('revisionHistoryLimit');
  });

  test('[API-28] of a pod goes through the admission of a pod', () => {
    const { status, object } = apply(quiet(), pod('solo'), AS_KUBECTL, '/api/v1/namespaces/default/pods/solo');
    expect(status).toBe(201);
    expect(object).toMatchObject({ spec: { serviceAccountName: 'default' }, status: { phase: 'Pending' } });
    expect(managers(object)).toEqual(['kubectl Apply']);
  });

  test('[API-28] must be allowed to its sender as a create too', () => {
    const { status, body } = apply(quiet(), deployment({}), AS_KUBECTL, WEB, 'token:kube-proxy');
    expect(status).toBe(403);
    expect(body['reason']).toBe('Forbidden');
  });

  test('[API-28] is refused when it is invalid, and stores nothing', () => {
    const play = quiet();
    const { status, body } = apply(play, deployment({ replicas: -1 }));
    expect(status).toBe(422);
    expect(body['message']).toContain('spec.replicas: Invalid value: -1');
    expect(storedObject(play, 'deployments', 'web', 'default')).toBeNull();
  });
});

describe('an apply of what exists', () => {
  test('[API-28] with the same words writes nothing', () => {
    const play = quiet();
    const first = apply(play, deployment({ replicas: 2 }));
    const again = apply(play, deployment({ replicas: 2 }));
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  test('[API-28] takes away what it said before, and the default comes back', () => {
    const play = quiet();
    apply(play, deployment({ replicas: 2, revisionHistoryLimit: 3 }));
    const { status, object } = apply(play, deployment({ replicas: 2 }));
    expect(status).toBe(200);
    expect(object).toMatchObject({ metadata: { generation: 2 }, spec: { revisionHistoryLimit: 10 } });
  });

  test('[API-29] conflicts with whoever has scaled it since, in upstream words; force takes it', () => {
    const play = quiet();
    apply(play, deployment({ replicas: 2 }));
    ask(play, { verb: 'PATCH', path: `${WEB}/scale?fieldManager=kubectl`, body: { spec: { replicas: 5 } } });
    expect(managers(storedObject(play, 'deployments', 'web', 'default'))).toEqual([
      'kubectl Apply',
      'kubectl Update/scale',
    ]);
    const refused = apply(play, deployment({ replicas: 2 }));
    expect(refused).toMatchObject({
      status: 409,
      body: {
        reason: 'Conflict',
        message:
          'Apply failed with 1 conflict: conflict with "kubectl" with subresource "scale" using apps/v1: .spec.replicas',
      },
    });
    const forced = apply(play, deployment({ replicas: 2 }), '?fieldManager=kubectl&force=true');
    expect(forced).toMatchObject({ status: 200, object: { spec: { replicas: 2 } } });
    expect(managers(forced.object)).toEqual(['kubectl Apply']);
  });

  test('[API-29] of what was created otherwise: what was there is from before the first apply', () => {
    const play = quiet();
    ask(play, { verb: 'POST', path: DEPLOYMENTS, body: deployment({ replicas: 1 }) });
    expect(managers(storedObject(play, 'deployments', 'web', 'default'))).toEqual([]);
    expect(apply(play, deployment({ replicas: 1 }, 'nginx:1.28')).body['message']).toBe(
      'Apply failed with 1 conflict: conflict with "before-first-apply" using apps/v1: .spec.template.spec.containers[name="main"].image',
    );
    expect(managers(apply(play, deployment({ replicas: 1 })).object)).toEqual([
      'kubectl Apply',
      'before-first-apply Update',
    ]);
  });

  test('[API-29] the status of an applied object is in the name of whoever reports it', () => {
    const play = quiet();
    const { object } = apply(play, deployment({ replicas: 1 }));
    const body = { ...object, status: { observedGeneration: 1, replicas: 1 } };
    ask(play, { verb: 'PUT', path: `${WEB}/status?fieldManager=kube-controller-manager`, body });
    expect(managers(storedObject(play, 'deployments', 'web', 'default'))).toEqual([
      'kubectl Apply',
      'kube-controller-manager Update/status',
    ]);
  });
});

describe('an apply that says too little', () => {
  const cases: readonly [string, string, JsonObject, number, string][] = [
    [
      'no field manager',
      '',
      deployment({}),
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ],
    [
      'no kind of the path',
      AS_KUBECTL,
      { ...deployment({}), kind: 'ReplicaSet' },
      400,
      'ReplicaSet in version "v1" cannot be handled as a Deployment: converting (v1.ReplicaSet) to (apps.Deployment): unknown conversion',
    ],
    [
      'a field that no type has',
      AS_KUBECTL,
      deployment({ replica: 2 }),
      400,
      'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replica"',
    ],
  ];
  test('[API-28] only an apply can be forced', () => {
    const play = quiet();
    apply(play, deployment({}));
    const forced = ask(play, { verb: 'PATCH', path: `${WEB}?force=true`, body: { spec: { replicas: 2 } } });
    expect([forced.status, forced.body['message']]).toEqual([
      422,
      'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
    ]);
  });

  test.each(cases)('[API-28] %s', (_what, query, body, status, message) => {
    const answer = apply(quiet(), body, query);
    expect([answer.status, answer.body['message']]).toEqual([status, message]);
  });
});
