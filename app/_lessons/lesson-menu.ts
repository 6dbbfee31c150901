import type { ComponentName, SeatId } from '../../lib/cluster/seats.ts';
import type { Messages } from '../../lib/i18n/catalogue.ts';
import { lessons } from '../../lib/lessons/registry.ts';

/** A seat that one may take alone. */
export interface SoloSeat {
  readonly seat: SeatId;
  readonly component: ComponentName;
}

/** The parts of the course in their order; their names are messages of the area `common`. */
const COURSE_PARTS = ['basics', 'workloads', 'network', 'controlPlane', 'together'] as const;

export type CoursePart = (typeof COURSE_PARTS)[number];

/** A lesson as it is offered; its title and summary are messages of the area `lessons`. */
export interface LessonOffer {
  readonly id: keyof Messages['lessons'];
  readonly part: CoursePart;
  /** Its place in the course, from 1. */
  readonly place: number;
  readonly minutes: number;
  readonly people: { readonly least: number; readonly most: number };
  readonly soloSeats: readonly SoloSeat[];
}

/**
 * What can be chosen, in the order of the course. Only for server code: it knows the lessons whole, and pages get what
 * they show. A lone player gets the seats that have most to do; of the nodes, the one that the Pods can go to.
 */
export const LESSON_MENU: readonly LessonOffer[] = [
  offer('map', 'basics', [
    { seat: 'user', component: 'user' },
    { seat: 'etcd', component: 'etcd' },
  ]),
  offer('pod-creation', 'basics', [
    { seat: 'user', component: 'user' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
    { seat: 'etcd', component: 'etcd' },
    { seat: 'kube-scheduler', component: 'kube-scheduler' },
    { seat: 'kubelet@node-3', component: 'kubelet' },
    { seat: 'container-runtime@node-3', component: 'container-runtime' },
  ]),
  offer('scheduling', 'basics', [
    { seat: 'kube-scheduler', component: 'kube-scheduler' },
    { seat: 'user', component: 'user' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
    { seat: 'kubelet@node-3', component: 'kubelet' },
  ]),
  offer('etcd', 'basics', [
    { seat: 'etcd', component: 'etcd' },
    { seat: 'user', component: 'user' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
  ]),
  offer('replicas', 'workloads', [
    { seat: 'user', component: 'user' },
    { seat: 'replication-controller', component: 'replication-controller' },
    { seat: 'kube-scheduler', component: 'kube-scheduler' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
  ]),
  offer('lost-node', 'workloads', [
    { seat: 'node-controller', component: 'node-controller' },
    { seat: 'replication-controller', component: 'replication-controller' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
    { seat: 'kubelet@node-3', component: 'kubelet' },
  ]),
  offer('captain-and-engine', 'workloads', [
    { seat: 'kubelet@node-1', component: 'kubelet' },
    { seat: 'container-runtime@node-1', component: 'container-runtime' },
    { seat: 'kubelet@node-2', component: 'kubelet' },
    { seat: 'user', component: 'user' },
  ]),
  offer('rolling-update', 'workloads', [
    { seat: 'user', component: 'user' },
    { seat: 'replication-controller', component: 'replication-controller' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
  ]),
  offer('services', 'network', [
    { seat: 'user', component: 'user' },
    { seat: 'endpointslice-controller', component: 'endpointslice-controller' },
    { seat: 'kube-proxy@node-1', component: 'kube-proxy' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
  ]),
  offer('gatekeeper', 'controlPlane', [
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
    { seat: 'user', component: 'user' },
    { seat: 'etcd', component: 'etcd' },
  ]),
  offer('quorum', 'controlPlane', [
    { seat: 'user', component: 'user' },
    { seat: 'etcd', component: 'etcd' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
  ]),
  offer('all-hands', 'together', [
    { seat: 'user', component: 'user' },
    { seat: 'replication-controller', component: 'replication-controller' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
    { seat: 'kubelet@node-3', component: 'kubelet' },
  ]),
].map((lesson, index) => ({ ...lesson, place: index + 1 }));

function offer(id: LessonOffer['id'], part: CoursePart, soloSeats: readonly SoloSeat[]): Omit<LessonOffer, 'place'> {
  const { minutes, people } = lessons[id];
  return { id, part, minutes, people, soloSeats };
}

export interface PartOfMenu {
  readonly part: CoursePart;
  readonly lessons: readonly LessonOffer[];
}

/** The menu by the parts of the course. */
export const MENU_BY_PART: readonly PartOfMenu[] = COURSE_PARTS.map((part) => ({
  part,
  lessons: LESSON_MENU.filter((lesson) => lesson.part === part),
}));

/** The offer of an id that came from the database, which may know lessons that are no longer offered. */
export function lessonOffer(id: string): LessonOffer | undefined {
  return LESSON_MENU.find((lesson) => lesson.id === id);
}
