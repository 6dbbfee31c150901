/** A section of the notes that the course is taught from, and where it is played. */
export interface CourseNote {
  /** Names its texts in the area `course` of the messages: `title`, `says`, `truth`. */
  readonly id: string;
  /** As the notes number it. */
  readonly section: string;
  /** The lessons that are about it, the one that shows it first. */
  readonly lessons: readonly string[];
  /** What the notes say is not quite so. */
  readonly corrected: boolean;
}

/** All sections of the notes. What they say and what is true are taught side by side. */
export const COURSE_NOTES = [
  { id: 'n1', section: '1', lessons: ['map', 'services'], corrected: false },
  { id: 'n2', section: '2', lessons: ['map'], corrected: false },
  { id: 'n3', section: '3', lessons: ['map'], corrected: false },
  { id: 'n4', section: '4', lessons: ['map'], corrected: false },
  { id: 'n5', section: '5', lessons: ['etcd', 'quorum'], corrected: false },
  { id: 'n6', section: '6', lessons: ['pod-creation', 'scheduling'], corrected: false },
  { id: 'n7', section: '7', lessons: ['replicas', 'captain-and-engine'], corrected: true },
  { id: 'n7-1', section: '7.1', lessons: ['lost-node'], corrected: false },
  { id: 'n7-2', section: '7.2', lessons: ['replicas'], corrected: false },
  { id: 'n8', section: '8', lessons: ['pod-creation', 'gatekeeper'], corrected: true },
  { id: 'n9', section: '9', lessons: ['captain-and-engine'], corrected: true },
  { id: 'n10', section: '10', lessons: ['pod-creation', 'captain-and-engine'], corrected: false },
  { id: 'n11', section: '11', lessons: ['services'], corrected: true },
  { id: 'n12', section: '12', lessons: ['map'], corrected: false },
  { id: 'n13', section: '13', lessons: ['map', 'services'], corrected: true },
  { id: 'n14', section: '14', lessons: ['etcd', 'quorum'], corrected: false },
  { id: 'n14-0', section: '14.0', lessons: ['etcd', 'map'], corrected: true },
  { id: 'n14-1', section: '14.1', lessons: ['etcd'], corrected: false },
  { id: 'n14-2', section: '14.2', lessons: ['etcd'], corrected: true },
  { id: 'n15', section: '15', lessons: ['pod-creation', 'gatekeeper'], corrected: true },
  { id: 'n16', section: '16', lessons: ['lost-node', 'replicas'], corrected: false },
  { id: 'n16-1', section: '16.1', lessons: ['lost-node'], corrected: true },
] as const satisfies readonly CourseNote[];

export type CourseNoteId = (typeof COURSE_NOTES)[number]['id'];

/** The sections that a lesson is about, what has to be corrected first. */
export function courseNotesOf(lesson: string): readonly { readonly id: CourseNoteId; readonly corrected: boolean }[] {
  const own = COURSE_NOTES.filter(({ lessons }) => lessons.some((one) => one === lesson));
  return [...own.filter(({ corrected }) => corrected), ...own.filter(({ corrected }) => !corrected)];
}
