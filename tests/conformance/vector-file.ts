import type { JsonObject, JsonValue } from '../../lib/kernel/json.ts';
import { isJsonObject } from '../../lib/kernel/json.ts';
import { canonicalJson } from '../../lib/kernel/canonical.ts';

/** One case of a vector file; which members it has depends on the file. */
export type Vector = { readonly name: string } & { readonly [member: string]: JsonValue | undefined };

export interface VectorFile {
  readonly name: string;
  readonly vectors: readonly Vector[];
  /** The whole file: `source`, `notes`, `schemas` and what else it carries. */
  readonly document: JsonObject;
}

export interface CaseResult {
  readonly name: string;
  readonly pass: boolean;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Plays every case of a file. */
export type Handler = (file: VectorFile) => CaseResult[];

/** Reads a vector file's text. Throws when it is not one. */
export function parseVectorFile(name: string, text: string): VectorFile {
  const document: unknown = JSON.parse(text);
  if (!isJsonObject(document) || !Array.isArray(document['vectors'])) throw new Error(`${name}: no vectors`);
  const vectors = document['vectors'].map((vector: unknown) => {
    if (!isVector(vector)) throw new Error(`${name}: a vector without a name`);
    return vector;
  });
  return { name, vectors, document };
}

function isVector(value: unknown): value is Vector {
  return isJsonObject(value) && typeof value['name'] === 'string';
}

/** Compares what a case expects with what came out, both as JSON. */
export function compared(vector: Vector, expected: unknown, actual: unknown): CaseResult {
  return { name: vector.name, pass: canonicalJson(expected) === canonicalJson(actual), expected, actual };
}

/** A handler from one function that turns a case into what its `expected` should be. An exception is a failure. */
export function eachCase(play: (vector: Vector, file: VectorFile) => unknown): Handler {
  return (file) =>
    file.vectors.map((vector) => {
      try {
        return compared(vector, vector['expected'], play(vector, file));
      } catch (error) {
        return { name: vector.name, pass: false, expected: vector['expected'], actual: `threw ${String(error)}` };
      }
    });
}
