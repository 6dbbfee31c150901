import type { MessageTree } from '../../shape.ts';

/** Cards, options, refusals, mistakes and explanations, by the keys that components put into a Text. */
export const play: MessageTree = {};
