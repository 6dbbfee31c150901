/** The same members, to be written over by whoever owns them. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };
