/** Orders strings by UTF-16 code unit: the same on every machine and in every locale. */
export function compareStrings(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Orders names that end in a number (`m2` before `m10`). */
export function compareNumbered(left: string, right: string): number {
  const [leftHead, leftTail] = splitNumber(left);
  const [rightHead, rightTail] = splitNumber(right);
  return compareStrings(leftHead, rightHead) || leftTail - rightTail;
}

function splitNumber(text: string): [string, number] {
  const digits = /\d+$/.exec(text);
  return digits === null ? [text, -1] : [text.slice(0, digits.index), Number(digits[0])];
}

/** The keys of a record in code-unit order. */
export function sortedKeys(record: Readonly<Record<string, unknown>>): string[] {
  // Without a comparison of its own, sort compares texts by code unit, and faster.
  return Object.keys(record).sort();
}

/** The values of a record in the order of their keys. */
export function sortedValues<T>(record: Readonly<Record<string, T>>): T[] {
  return sortedKeys(record).map((key) => record[key] as T);
}

/** The value under a key that may come from outside: never a member that every object inherits. */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/**
 * A copy of the record with one more (or another) entry. For records whose keys are ever new, like the ids of messages:
 * an object without a prototype is a plain dictionary to the engine, which a literal with computed keys is not.
 */
export function withEntry<T>(record: Readonly<Record<string, T>>, key: string, value: T): Record<string, T> {
  const copy = dictionaryOf(record);
  copy[key] = value;
  return copy;
}

/** A copy of the record as such a dictionary, for whoever goes on to write it over. */
export function dictionaryOf<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  const copy: Record<string, T> = Object.create(null);
  for (const name of Object.keys(record)) copy[name] = record[name] as T;
  return copy;
}

/** A copy of the record without one key. */
export function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  const copy: Record<string, T> = Object.create(null);
  for (const name of Object.keys(record)) if (name !== key) copy[name] = record[name] as T;
  return copy;
}

/** Writes a key that may come from outside over a record: never a member that every object inherits. */
export function setOwn<T>(record: Record<string, T>, key: string, value: T): void {
  Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
}
