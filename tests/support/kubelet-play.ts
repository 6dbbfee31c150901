import { asPod, readObject } from '../../lib/cluster/objects.ts';
import type { ClusterSettings, ImagePlan } from '../../lib/cluster/settings.ts';
import type { Machine } from '../../lib/cluster/state.ts';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { podStatusText } from '../../lib/kubernetes/printers/pod-row.ts';
import type { Pod } from '../../lib/kubernetes/types/pod.ts';
import { idleUntil, waitingCards } from '../../lib/session/idle.ts';
import { Play } from './play.ts';
import { WEB_KEY } from './spec-play.ts';

/** The node that the pod of the first wave comes to run on. */
export const NODE = 'node-3';
export const KUBELET = `kubelet@${NODE}`;
export const RUNTIME = `container-runtime@${NODE}`;
export const IMAGE = 'nginx:1.27';

export interface Change {
  readonly image?: ImagePlan;
  readonly settings?: Partial<ClusterSettings>;
  /** Further members of the pod's spec. */
  readonly spec?: JsonObject;
  readonly flavour?: Machine['runtime']['flavour'];
}

/** The first wave of the lesson with another image, other settings, another spec or another runtime. */
export function playWith({ image, settings = {}, spec, flavour }: Change): Play {
  const play = new Play();
  play.startWave(0);
  const { cluster } = play.state;
  const user = cluster.users['user'];
  const mission = user?.missions['web'];
  const machine = cluster.machines[NODE];
  if (user === undefined || mission === undefined || machine === undefined) throw new Error('not the lesson it was');
  const images = { ...cluster.settings.images, ...(image !== undefined && { [IMAGE]: image }) };
  play.state = {
    ...play.state,
    cluster: {
      ...cluster,
      settings: { ...cluster.settings, images, ...settings },
      users: {
        ...cluster.users,
        user: { ...user, missions: { web: { ...mission, ...(spec !== undefined && { spec }) } } },
      },
      machines: {
        ...cluster.machines,
        [NODE]: { ...machine, runtime: { ...machine.runtime, ...(flavour !== undefined && { flavour }) } },
      },
    },
  };
  return play;
}

export function podNow(play: Play): Pod {
  return asPod(readObject(play.state.cluster, WEB_KEY)?.object ?? { metadata: {} });
}

export function machineNow(play: Play): Machine {
  const machine = play.state.cluster.machines[NODE];
  if (machine === undefined) throw new Error(`no ${NODE}`);
  return machine;
}

/** Bots go on, past a finished wave, until the condition holds, and users only look on. Fails without it. */
export function until(play: Play, holds: () => boolean, limit = 1000): void {
  for (let turn = 0; turn < limit; turn += 1) {
    if (holds()) return;
    const [card] = waitingCards(play.state);
    if (card?.kind === 'repair') play.act(card.seat, { type: 'KeepWaiting', card: card.id });
    else if (card !== undefined) play.bot(card);
    else if (idleUntil(play.state) === null || !play.advance()) break;
  }
  if (holds()) return;
  throw new Error('it never happens');
}

/** A line of `kubectl get pod web`: when (cluster milliseconds), STATUS, RESTARTS, READY. */
export interface Shown {
  readonly at: number;
  readonly status: string;
  readonly restarts: number;
  readonly ready: boolean;
}

/** What kubectl shows of the pod, each time that it shows something else, until so many lines have come. */
export function shownLines(play: Play, count: number): Shown[] {
  const lines: Shown[] = [];
  until(play, () => {
    const pod = podNow(play);
    const [container] = pod.status?.containerStatuses ?? [];
    if (container === undefined) return false;
    const line = { status: podStatusText(pod), restarts: container.restartCount, ready: container.ready };
    const last = lines.at(-1);
    const same = last?.status === line.status && last.restarts === line.restarts && last.ready === line.ready;
    if (!same) lines.push({ at: play.state.cluster.now, ...line });
    return lines.length >= count;
  });
  return lines;
}
