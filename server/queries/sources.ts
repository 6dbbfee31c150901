/** Where time and chance come from: handed down by the program's entry, so that tests choose both. */
export interface Sources {
  /** Wall clock. */
  now(): Date;
  /** Cryptographically strong. */
  randomBytes(size: number): Uint8Array;
}

const ID_BYTES = 12;

/** A new identifier: 16 characters of base64url, safe in paths and file names. */
export function newId(sources: Sources): string {
  return Buffer.from(sources.randomBytes(ID_BYTES)).toString('base64url');
}

/** A whole number in [0, bound), for bounds below 2^32; the bias is below 2^-16. */
export function randomBelow(sources: Sources, bound: number): number {
  return Buffer.from(sources.randomBytes(6)).readUIntBE(0, 6) % bound;
}

/** One item of a list that is not empty. */
export function pick<T>(sources: Sources, items: readonly [T, ...T[]]): T {
  return items[randomBelow(sources, items.length)] ?? items[0];
}
