import { lessons } from '../../lib/lessons/registry.ts';

/** The rounds of a lesson by id, for the texts of buttons. Server only: lessons bring the whole cluster along. */
export function waveIdsOf(lessonId: string): readonly string[] {
  const found = Object.entries(lessons).find(([id]) => id === lessonId);
  return found === undefined ? [] : found[1].waves.map(({ id }) => id);
}
