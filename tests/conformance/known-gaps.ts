import { isJsonObject, type JsonValue } from '../../lib/kernel/json.ts';
import type { CaseResult } from './vector-file.ts';

/**
 * The recorded cases that are not done to their end, with the step that each stops at. A case that stops earlier has
 * become worse, and one that goes further has to be taken out of here or moved on.
 */
export const KNOWN_GAPS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'api-recorded': {
    // A review of the rights one has oneself (SelfSubjectAccessReview) is not answered.
    'rbac: denied, then a role grants it': 10,
    // Nodes are limited by the Node authorizer, which the reference server does not have.
    'node identity limits (Node authorizer, NodeRestriction)': 0,
    // Pod disruption budgets do not exist; the pods of this case were created on a node, out of sight.
    'eviction and disruption budget': 1,
    // What a controller does is recorded in the vectors of the controllers.
    'replicaset adopts matching orphans and counts them': 0,
  },
};

function stoppedAt(expected: unknown): JsonValue {
  return isJsonObject(expected) ? (expected['index'] ?? null) : null;
}

/** The failures of a file that are not known gaps, and the known gaps that are none any more. */
export function surprises(file: string, results: readonly CaseResult[]): unknown[] {
  const gaps = KNOWN_GAPS[file] ?? {};
  const failures = results.filter(({ pass }) => !pass);
  const unknown = failures.filter(({ name, expected }) => gaps[name] !== stoppedAt(expected));
  const closed = Object.keys(gaps).filter((gap) => !failures.some(({ name }) => name === gap));
  return [...unknown, ...closed.map((name) => ({ name, closed: true }))];
}
