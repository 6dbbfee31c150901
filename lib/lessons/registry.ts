import type { Lesson } from '../session/lesson.ts';
import { podCreation } from './pod-creation/lesson.ts';

/** The only list of lessons. */
export const lessons = {
  'pod-creation': podCreation,
} as const satisfies Record<string, Lesson>;
