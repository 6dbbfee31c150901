/** The same keys as `T`, any text: what every language but English must satisfy. */
export type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

/** Messages whose keys are not known to the compiler. */
export interface MessageTree {
  readonly [key: string]: string | MessageTree;
}
