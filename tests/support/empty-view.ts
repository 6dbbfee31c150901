import type { View } from '../../lib/session/view.ts';

/** A view in which nothing is seen. */
export const EMPTY_VIEW: View = {
  room: {},
  seats: {},
  people: {},
  strip: {},
  question: {},
  predictions: {},
  flow: {},
  objects: {},
  cards: {},
  knows: {},
  notices: {},
};
