import { err, ok, type Result } from '../kernel/result.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../kernel/json.ts';
import type { StringMap } from './types/meta.ts';

export interface FieldTerm {
  readonly field: string;
  readonly equal: boolean;
  readonly value: string;
}

/** Terms that must all hold; none selects everything. */
export type FieldSelector = readonly FieldTerm[];

/**
 * Parses `a=b,c!=d`; a backslash escapes commas, equal signs and itself in values.
 * Models staging/src/k8s.io/apimachinery/pkg/fields/selector.go ParseSelector.
 */
export function parseFieldSelector(text: string): Result<FieldSelector, string> {
  const terms: FieldTerm[] = [];
  for (const part of splitTerms(text)) {
    if (part === '') continue;
    const split = splitTerm(part);
    if (split === null) return err(`invalid selector: '${text}'; can't understand '${part}'`);
    const value = unescapeValue(split.value);
    if (!value.ok) return value;
    terms.push({ field: split.field, equal: split.operator !== '!=', value: value.value });
  }
  return ok(terms.sort((left, right) => (left.field === right.field ? 0 : left.field < right.field ? -1 : 1)));
}

export function fieldSelectorText(selector: FieldSelector): string {
  return selector.map(({ field, equal, value }) => `${field}${equal ? '=' : '!='}${escapeValue(value)}`).join(',');
}

/** True when all terms hold; a missing field counts as empty. */
export function selectsFields(selector: FieldSelector, fields: StringMap): boolean {
  return selector.every(({ field, equal, value }) => ((fields[field] ?? '') === value) === equal);
}

function splitTerms(text: string): readonly string[] {
  const terms: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\\') index += 1;
    else if (character === ',') {
      terms.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...terms, text.slice(start)];
}

function splitTerm(term: string): { readonly field: string; readonly operator: string; readonly value: string } | null {
  for (let index = 0; index < term.length; index += 1) {
    if (term.charAt(index) === '\\') {
      index += 1;
      continue;
    }
    const operator = ['!=', '==', '='].find((candidate) => term.startsWith(candidate, index));
    if (operator !== undefined) {
      return { field: term.slice(0, index), operator, value: term.slice(index + operator.length) };
    }
  }
  return null;
}

function escapeValue(value: string): string {
  return value.replace(/[\\,=]/g, (character) => `\\${character}`);
}

function unescapeValue(text: string): Result<string, string> {
  let value = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === ',' || character === '=') {
      return err(`invalid field selector: unescaped character in value: ${character}`);
    }
    if (character !== '\\') {
      value += character;
      continue;
    }
    index += 1;
    const escaped = text.charAt(index);
    if (escaped !== '\\' && escaped !== ',' && escaped !== '=') {
      return err(`invalid field selector: invalid escape sequence: \\${escaped}`);
    }
    value += escaped;
  }
  return ok(value);
}

const COMMON = ['metadata.name', 'metadata.namespace'];
/** Kinds with conversions of their own that do not know the field of a namespace. */
const HOMELESS = ['nodes', 'namespaces'];

/** The fields a selector may name, beside name and namespace. Models the field label conversions of pkg/apis. */
const SELECTABLE: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.podIPs',
    'status.nominatedNodeName',
  ],
  nodes: ['spec.unschedulable'],
  namespaces: ['status.phase'],
  replicasets: ['status.replicas'],
  replicationcontrollers: ['status.replicas'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};

/** The first field of the selector that the resource cannot be selected by, or null. */
export function unsupportedField(resource: string, selector: FieldSelector): string | null {
  const common = HOMELESS.includes(resource) ? ['metadata.name'] : COMMON;
  const supported = [...common, ...(SELECTABLE[resource] ?? [])];
  return selector.find(({ field }) => !supported.includes(field))?.field ?? null;
}

/** An object's selectable fields as texts; what is absent is empty, false or 0 as upstream's conversion gives it. */
export function fieldsOf(resource: string, object: JsonObject): StringMap {
  const fields: Record<string, string> = {};
  for (const field of [...COMMON, ...(SELECTABLE[resource] ?? [])]) {
    const found = field === 'source' ? at(object, 'source.component') : at(object, field);
    fields[field] = typeof found === 'object' || found === undefined ? (ABSENT[field] ?? '') : String(found);
  }
  return fields;
}

const ABSENT: StringMap = { 'spec.hostNetwork': 'false', 'spec.unschedulable': 'false', 'status.replicas': '0' };

function at(object: JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = object;
  for (const member of path.split('.')) value = isJsonObject(value) ? value[member] : undefined;
  return value;
}
