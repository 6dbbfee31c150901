import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts';
import { parseQuantity } from '../quantity.ts';
import { STRUCTS } from './go-types.ts';

/** What decoding finds: the first member of a wrong type, and all members that no type has. */
export interface BodyCheck {
  /** In the words of Go's decoder; null when the body fits its type. */
  readonly mismatch: string | null;
  /** Paths such as `spec.containers[0].imagee`. */
  readonly unknown: readonly string[];
}

interface Found {
  mismatch: string | null;
  readonly unknown: string[];
}

/** Where a value is: `shown` with indices, `plain` without, as Go's decoder names it. */
interface Place {
  readonly struct: string;
  readonly shown: string;
  readonly plain: string;
}

const MAX_DEPTH = 40;

/** Checks a body against the type of its kind. A kind without a known type is not checked. */
export function checkBody(kind: string, body: JsonObject): BodyCheck {
  const found: Found = { mismatch: null, unknown: [] };
  if (Object.hasOwn(STRUCTS, kind)) checkStruct(kind, body, { struct: kind, shown: '', plain: '' }, found, 0);
  return found;
}

/** The body without members that no type has: a decoder has nowhere to put them. */
export function withoutUnknown(kind: string, body: JsonObject): JsonObject {
  return Object.hasOwn(STRUCTS, kind) ? knownMembers(kind, body) : body;
}

function knownMembers(struct: string, value: JsonObject): JsonObject {
  const members = STRUCTS[struct] ?? {};
  const known = Object.entries(value).filter(([name]) => Object.hasOwn(members, name));
  return Object.fromEntries(known.map(([name, member]) => [name, knownValue(members[name] ?? 'any', member ?? null)]));
}

function knownValue(type: string, value: JsonValue): JsonValue {
  if (type.startsWith('[]') && Array.isArray(value)) {
    return value.map((item: JsonValue) => knownValue(type.slice(2), item));
  }
  return Object.hasOwn(STRUCTS, type) && isJsonObject(value) ? knownMembers(type, value) : value;
}

function checkStruct(struct: string, value: JsonObject, place: Place, found: Found, depth: number): void {
  const members = STRUCTS[struct] ?? {};
  for (const [name, member] of Object.entries(value)) {
    const shown = place.shown === '' ? name : `${place.shown}.${name}`;
    const plain = place.plain === '' ? name : `${place.plain}.${name}`;
    const type = Object.hasOwn(members, name) ? members[name] : undefined;
    if (type === undefined) found.unknown.push(shown);
    else checkValue(type, member ?? null, { struct, shown, plain }, found, depth + 1);
  }
}

function checkValue(type: string, value: JsonValue, place: Place, found: Found, depth: number): void {
  if (value === null || type === 'any') return;
  if (depth > MAX_DEPTH) {
    found.mismatch ??= 'json: exceeded max depth';
    return;
  }
  if (type.startsWith('[]')) {
    if (!Array.isArray(value)) return refuse(type, value, place, found);
    value.forEach((item: JsonValue, index) => {
      checkValue(type.slice(2), item, { ...place, shown: `${place.shown}[${index}]` }, found, depth + 1);
    });
  } else if (type.startsWith('map[string]')) {
    if (!isJsonObject(value)) return refuse(type, value, place, found);
    for (const member of Object.values(value))
      checkValue(type.slice('map[string]'.length), member ?? null, place, found, depth + 1);
  } else if (Object.hasOwn(STRUCTS, type)) {
    if (!isJsonObject(value)) return refuse(type, value, place, found);
    checkStruct(type, value, place, found, depth);
  } else if (!fitsScalar(type, value)) refuse(type, value, place, found);
}

function fitsScalar(type: string, value: JsonValue): boolean {
  switch (type) {
    case 'string':
    case 'Time':
      return typeof value === 'string';
    case 'bool':
      return typeof value === 'boolean';
    case 'int32':
      return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
    case 'int64':
      return Number.isInteger(value);
    case 'IntOrString':
      return typeof value === 'string' || Number.isInteger(value);
    case 'Quantity':
      return (typeof value === 'string' || typeof value === 'number') && parseQuantity(String(value).trim()).ok;
    default:
      return true;
  }
}

function refuse(type: string, value: JsonValue, place: Place, found: Found): void {
  if (type === 'Quantity' && (typeof value === 'string' || typeof value === 'number')) {
    const parsed = parseQuantity(String(value).trim());
    found.mismatch ??= parsed.ok ? null : parsed.error;
    return;
  }
  found.mismatch ??= `json: cannot unmarshal ${jsonType(value, type)} into Go struct field ${place.struct}.${place.plain} of type ${goType(type)}`;
}

function jsonType(value: JsonValue, type: string): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return type.startsWith('int') ? `number ${value}` : 'number';
  return typeof value;
}

/** `[]Container` is `[]v1.Container` to Go, and a port is an `intstr.IntOrString`. */
function goType(type: string): string {
  if (type.startsWith('[]')) return `[]${goType(type.slice(2))}`;
  if (type.startsWith('map[string]')) return `map[string]${goType(type.slice('map[string]'.length))}`;
  if (type === 'Quantity') return 'resource.Quantity';
  if (type === 'IntOrString') return 'intstr.IntOrString';
  return /^[A-Z]/.test(type) ? `v1.${type}` : type;
}
