import type { Lesson } from '../session/lesson.ts';
import { lostNode } from './lost-node/lesson.ts';
import { podCreation } from './pod-creation/lesson.ts';

/** The only list of lessons. */
export const lessons = {
  'pod-creation': podCreation,
  'lost-node': lostNode,
} as const satisfies Record<string, Lesson>;
