import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../lib/kernel/canonical.ts';
import { duplicate, invalidValue, notSupported, required } from '../../lib/kubernetes/field-error.ts';
import {
  alreadyExists,
  badRequest,
  cannotDo,
  conflict,
  disruptionBudgetViolated,
  forbidden,
  invalid,
  methodNotAllowed,
  notFound,
  pathNotFound,
  stillBeingDeleted,
  unauthorized,
  unsupportedMediaType,
} from '../../lib/kubernetes/status-error.ts';
import type { Status } from '../../lib/kubernetes/types/meta.ts';

const PODS = { group: '', resource: 'pods' };
const POD = { group: '', kind: 'Pod' };

/** Every Status that a real API server answered with, as canonical text. */
function recordedStatuses(): ReadonlySet<string> {
  const path = join(import.meta.dirname, '../conformance/vectors/api-recorded.json');
  const found = new Set<string>();
  JSON.parse(readFileSync(path, 'utf8'), (_, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Status') {
      found.add(canonicalJson(value));
    }
    return value;
  });
  return found;
}

const denied = (resource: string, verb: string, namespace?: string): string =>
  cannotDo('dev', verb, { group: '', resource }, namespace);

describe('refusals are word for word what a real API server answered', () => {
  const recorded = recordedStatuses();
  const statuses: readonly (readonly [string, Status])[] = [
    ['not found', notFound(PODS, 'nope')],
    ['already exists', alreadyExists({ group: '', resource: 'namespaces' }, 'NSx')],
    ['still being deleted', stillBeingDeleted(PODS, 'web')],
    ['stale', conflict(PODS, 'web')],
    [
      'bound twice',
      conflict({ group: '', resource: 'pods/binding' }, 'web', 'pod web is already assigned to node "fake-a"'),
    ],
    ['unauthorized', unauthorized()],
    ['forbidden list', forbidden(PODS, '', denied('pods', 'list', 'NS'))],
    ['forbidden create', forbidden(PODS, '', denied('pods', 'create', 'NS'))],
    ['forbidden at cluster scope', forbidden({ group: '', resource: 'nodes' }, '', denied('nodes', 'list'))],
    [
      'forbidden subresource',
      forbidden(PODS, 'web', cannotDo('dev', 'create', { ...PODS, subresource: 'binding' }, 'NS')),
    ],
    ['invalid once', invalid(POD, 'web', [required('spec.containers')])],
    ['invalid duplicate', invalid(POD, 'web', [duplicate('spec.containers[1].name', 'c')])],
    [
      'invalid choice',
      invalid(POD, 'web', [notSupported('spec.restartPolicy', 'Sometimes', ['Always', 'OnFailure', 'Never'])]),
    ],
    [
      'invalid twice, with a group',
      invalid({ group: 'apps', kind: 'Deployment' }, 'd', [
        required('spec.selector'),
        invalidValue('spec.template.metadata.labels', { app: 'd' }, '`selector` does not match template `labels`'),
      ]),
    ],
    [
      'wrong namespace',
      badRequest('the namespace of the provided object does not match the namespace sent on the request'),
    ],
    ['unknown path', pathNotFound()],
    ['wrong verb', methodNotAllowed()],
    ['wrong media type', unsupportedMediaType()],
    ['eviction', disruptionBudgetViolated('The disruption budget p needs 1 healthy pods and has 1 currently')],
  ];

  it.each(statuses)('%s', (_, status) => {
    expect([...recorded]).toContain(canonicalJson(status));
  });
});

it('says a repeated error once', () => {
  const twice = invalid(POD, 'web', [required('spec.containers'), required('spec.containers')]);
  expect(twice.message).toBe('Pod "web" is invalid: spec.containers: Required value');
  expect(twice.details?.causes).toHaveLength(2);
});
