import { canonicalJson } from '../../kernel/canonical.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { sortedKeys } from '../../kernel/ordered.ts';

/** What changes with every write and tells a reader nothing. */
const NOISE = new Set([
  'resourceVersion',
  'generation',
  'observedGeneration',
  'managedFields',
  'lastTransitionTime',
  'lastProbeTime',
  'lastHeartbeatTime',
  'lastUpdateTime',
]);

/** More than a card can show. */
const CHANGES_MAX = 6;
const TEXT_MAX = 40;

/**
 * What a write changes, one line a field: `spec.replicas 2 → 3`, `Ready True → Unknown`. A member that comes or goes
 * stands against a dash.
 */
export function changesOf(before: JsonObject, after: JsonObject): string[] {
  const changes = memberChanges('', before, after);
  return changes.length <= CHANGES_MAX ? changes : [...changes.slice(0, CHANGES_MAX - 1), '…'];
}

function memberChanges(path: string, before: JsonObject, after: JsonObject): string[] {
  const names = sortedKeys({ ...before, ...after }).filter((name) => !NOISE.has(name));
  return names.flatMap((name) => changes(path === '' ? name : `${path}.${name}`, before[name], after[name]));
}

function changes(path: string, before: JsonValue | undefined, after: JsonValue | undefined): string[] {
  if (same(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) return memberChanges(path, before, after);
  if (isJsonObject(before) && after === undefined) return memberChanges(path, before, {});
  if (before === undefined && isJsonObject(after)) return memberChanges(path, {}, after);
  if (Array.isArray(before) || Array.isArray(after)) return listChanges(path, items(before), items(after));
  return [`${path} ${shown(before)} → ${shown(after)}`];
}

/** Conditions are told apart by type, containers and ports by name, endpoints by address; other lists are one value. */
function listChanges(path: string, before: readonly JsonValue[], after: readonly JsonValue[]): string[] {
  const keys = [...new Set([...before, ...after].map(keyOf))];
  if (keys.includes(null)) return [`${path} ${shown(before)} → ${shown(after)}`];
  return keys.flatMap((key) => {
    const left = before.find((item) => keyOf(item) === key);
    const right = after.find((item) => keyOf(item) === key);
    if (isCondition(left ?? right)) return conditionChange(String(key), left, right);
    if (isJsonObject(left) && isJsonObject(right)) return memberChanges(`${path}[${key}]`, left, right);
    return [`${path}[${key}] ${left === undefined ? '—' : '✓'} → ${right === undefined ? '—' : '✓'}`];
  });
}

function conditionChange(type: string, left: JsonValue | undefined, right: JsonValue | undefined): string[] {
  const status = (condition: JsonValue | undefined): string =>
    isJsonObject(condition) ? String(condition['status']) : '—';
  return status(left) === status(right) ? [] : [`${type} ${status(left)} → ${status(right)}`];
}

function isCondition(item: JsonValue | undefined): boolean {
  return isJsonObject(item) && typeof item['type'] === 'string' && typeof item['status'] === 'string';
}

function keyOf(item: JsonValue): string | null {
  if (!isJsonObject(item)) return null;
  const { addresses } = item;
  if (Array.isArray(addresses)) return addresses.join(',');
  for (const member of ['type', 'name', 'key', 'uid', 'ip', 'port']) {
    const value = item[member];
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return null;
}

function items(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function same(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  return canonicalJson(left ?? null) === canonicalJson(right ?? null);
}

function shown(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '—';
  const text = typeof value === 'object' ? canonicalJson(value) : String(value);
  return text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
}
