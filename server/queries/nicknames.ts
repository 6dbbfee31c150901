import { NICKNAME_WORDS } from './nickname-words.ts';
import { pick, randomBelow, type Sources } from './sources.ts';
import type { Locale } from './teachers.ts';

/** Draws of plain pairs before a number is added; a class of 40 uses a few of 900 pairs. */
const PLAIN_DRAWS = 8;

/**
 * A pair of words such as "씩씩한 고래" or "Brave Whale". `draw` counts from 0: when earlier draws were all taken, a
 * number makes the pair longer, so that a free one is always found.
 */
export function drawNickname(sources: Sources, locale: Locale, draw: number): string {
  const { adjectives, animals } = NICKNAME_WORDS[locale];
  const pair = `${pick(sources, adjectives)} ${pick(sources, animals)}`;
  return draw < PLAIN_DRAWS ? pair : `${pair} ${2 + randomBelow(sources, 9_998)}`;
}
