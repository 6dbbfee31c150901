/** The same value, read as what it may be before it was validated: anything can be missing. */
export function unchecked<T extends object>(value: T): Partial<T> {
  return value;
}
