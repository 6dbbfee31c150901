/** State of the generator: four unsigned 32-bit words, plain data so that it lives in recorded state. */
export type RngState = readonly [number, number, number, number];

/** Spreads a seed over the whole state (splitmix32). */
export function seedRng(seed: number): RngState {
  let word = seed >>> 0;
  const next = (): number => {
    word = (word + 0x9e3779b9) >>> 0;
    let mixed = word;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
  return [next(), next(), next(), next()];
}

/** One draw of xoshiro128**: an unsigned 32-bit number and the next state. */
export function draw(state: RngState): { readonly value: number; readonly next: RngState } {
  let [a, b, c, d] = state;
  const value = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
  const shifted = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  c ^= shifted;
  d = rotateLeft(d, 11);
  return { value, next: [a >>> 0, b >>> 0, c >>> 0, d >>> 0] };
}

/** A whole number in [0, bound). The bias of the modulo is below 2^-20 for the small bounds used here. */
export function drawBelow(state: RngState, bound: number): { readonly value: number; readonly next: RngState } {
  const { value, next } = draw(state);
  return { value: value % bound, next };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
