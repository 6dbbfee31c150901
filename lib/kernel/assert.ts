/** Thrown when an invariant of the program is broken: a bug, never a player's mistake. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Stops the current turn when `condition` does not hold. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** Returns `value`, or stops the turn when it is missing. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new InvariantError(`missing: ${what}`);
  return value;
}

/** For the end of an exhaustive `switch`: fails to compile when a case is forgotten. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable: ${JSON.stringify(value)}`);
}
