import type { ComponentName, SeatId } from '../../lib/cluster/seats.ts';
import type { Messages } from '../../lib/i18n/catalogue.ts';

/** A seat that one may take alone. */
export interface SoloSeat {
  readonly seat: SeatId;
  readonly component: ComponentName;
}

/** A lesson as it is offered; its title and summary are messages of the area `lessons`. */
export interface LessonOffer {
  readonly id: keyof Messages['lessons'];
  readonly minutes: number;
  readonly people: { readonly least: number; readonly most: number };
  readonly soloSeats: readonly SoloSeat[];
}

/** What can be chosen, easiest first. */
export const LESSON_MENU: readonly LessonOffer[] = [
  {
    id: 'pod-creation',
    minutes: 25,
    people: { least: 1, most: 16 },
    soloSeats: [
      { seat: 'user', component: 'user' },
      { seat: 'kube-apiserver', component: 'kube-apiserver' },
      { seat: 'etcd', component: 'etcd' },
      { seat: 'kube-scheduler', component: 'kube-scheduler' },
      { seat: 'kubelet@node-1', component: 'kubelet' },
      { seat: 'container-runtime@node-1', component: 'container-runtime' },
    ],
  },
];

/** The offer of an id that came from the database, which may know lessons that are no longer offered. */
export function lessonOffer(id: string): LessonOffer | undefined {
  return LESSON_MENU.find((lesson) => lesson.id === id);
}
