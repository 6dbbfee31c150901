import type { ComponentName, SeatId } from '../../lib/cluster/seats.ts';
import type { Messages } from '../../lib/i18n/catalogue.ts';
import { lessons } from '../../lib/lessons/registry.ts';

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

/**
 * What can be chosen: what the course is about, then the others, easiest first. Only for server code: it knows the
 * lessons whole, and pages get what they show. A lone player gets the seats that have most to do; of the nodes, the one
 * that the Pods can go to.
 */
export const LESSON_MENU: readonly LessonOffer[] = [
  offer('pod-creation', [
    { seat: 'user', component: 'user' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
    { seat: 'etcd', component: 'etcd' },
    { seat: 'kube-scheduler', component: 'kube-scheduler' },
    { seat: 'kubelet@node-3', component: 'kubelet' },
    { seat: 'container-runtime@node-3', component: 'container-runtime' },
  ]),
  offer('map', [
    { seat: 'user', component: 'user' },
    { seat: 'etcd', component: 'etcd' },
  ]),
  offer('replicas', [
    { seat: 'user', component: 'user' },
    { seat: 'replication-controller', component: 'replication-controller' },
    { seat: 'kube-scheduler', component: 'kube-scheduler' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
  ]),
  offer('etcd', [
    { seat: 'etcd', component: 'etcd' },
    { seat: 'user', component: 'user' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
  ]),
  offer('gatekeeper', [
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
    { seat: 'user', component: 'user' },
    { seat: 'etcd', component: 'etcd' },
  ]),
  offer('scheduling', [
    { seat: 'kube-scheduler', component: 'kube-scheduler' },
    { seat: 'user', component: 'user' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
    { seat: 'kubelet@node-3', component: 'kubelet' },
  ]),
  offer('rolling-update', [
    { seat: 'user', component: 'user' },
    { seat: 'replication-controller', component: 'replication-controller' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
  ]),
  offer('captain-and-engine', [
    { seat: 'kubelet@node-1', component: 'kubelet' },
    { seat: 'container-runtime@node-1', component: 'container-runtime' },
    { seat: 'kubelet@node-2', component: 'kubelet' },
    { seat: 'user', component: 'user' },
  ]),
  offer('lost-node', [
    { seat: 'node-controller', component: 'node-controller' },
    { seat: 'replication-controller', component: 'replication-controller' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
    { seat: 'kubelet@node-3', component: 'kubelet' },
  ]),
  offer('services', [
    { seat: 'user', component: 'user' },
    { seat: 'endpointslice-controller', component: 'endpointslice-controller' },
    { seat: 'kube-proxy@node-1', component: 'kube-proxy' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
  ]),
  offer('quorum', [
    { seat: 'user', component: 'user' },
    { seat: 'etcd', component: 'etcd' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
  ]),
  offer('all-hands', [
    { seat: 'user', component: 'user' },
    { seat: 'replication-controller', component: 'replication-controller' },
    { seat: 'kube-apiserver', component: 'kube-apiserver' },
    { seat: 'kubelet@node-3', component: 'kubelet' },
  ]),
];

function offer(id: LessonOffer['id'], soloSeats: readonly SoloSeat[]): LessonOffer {
  const { minutes, people } = lessons[id];
  return { id, minutes, people, soloSeats };
}

/** The offer of an id that came from the database, which may know lessons that are no longer offered. */
export function lessonOffer(id: string): LessonOffer | undefined {
  return LESSON_MENU.find((lesson) => lesson.id === id);
}
