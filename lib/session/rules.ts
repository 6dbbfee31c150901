import type { ComponentTable } from '../cluster/decide.ts';
import type { Lesson } from './lesson.ts';

/** Everything that decides: handed in, so that the session stays closed while components and lessons grow. */
export interface SessionRules {
  readonly components: ComponentTable;
  readonly lessons: Readonly<Record<string, Lesson>>;
}
