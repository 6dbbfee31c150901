import type { Locale } from './locales.ts';
import type { MessageTree, Shape } from './shape.ts';
import { cluster as clusterEn } from './messages/en/cluster.ts';
import { common as commonEn } from './messages/en/common.ts';
import { components as componentsEn } from './messages/en/components.ts';
import { course as courseEn } from './messages/en/course.ts';
import { debrief as debriefEn } from './messages/en/debrief.ts';
import { desk as deskEn } from './messages/en/desk.ts';
import { join as joinEn } from './messages/en/join.ts';
import { landing as landingEn } from './messages/en/landing.ts';
import { lessons as lessonsEn } from './messages/en/lessons.ts';
import { play as playEn } from './messages/en/play.ts';
import { projector as projectorEn } from './messages/en/projector.ts';
import { replay as replayEn } from './messages/en/replay.ts';
import { seat as seatEn } from './messages/en/seat.ts';
import { solo as soloEn } from './messages/en/solo.ts';
import { teach as teachEn } from './messages/en/teach.ts';
import { cluster as clusterKo } from './messages/ko/cluster.ts';
import { common as commonKo } from './messages/ko/common.ts';
import { components as componentsKo } from './messages/ko/components.ts';
import { course as courseKo } from './messages/ko/course.ts';
import { debrief as debriefKo } from './messages/ko/debrief.ts';
import { desk as deskKo } from './messages/ko/desk.ts';
import { join as joinKo } from './messages/ko/join.ts';
import { landing as landingKo } from './messages/ko/landing.ts';
import { lessons as lessonsKo } from './messages/ko/lessons.ts';
import { play as playKo } from './messages/ko/play.ts';
import { projector as projectorKo } from './messages/ko/projector.ts';
import { replay as replayKo } from './messages/ko/replay.ts';
import { seat as seatKo } from './messages/ko/seat.ts';
import { solo as soloKo } from './messages/ko/solo.ts';
import { teach as teachKo } from './messages/ko/teach.ts';

const en = {
  cluster: clusterEn,
  common: commonEn,
  components: componentsEn,
  course: courseEn,
  debrief: debriefEn,
  desk: deskEn,
  join: joinEn,
  landing: landingEn,
  lessons: lessonsEn,
  play: playEn,
  projector: projectorEn,
  replay: replayEn,
  seat: seatEn,
  solo: soloEn,
  teach: teachEn,
};

/** English names the keys; another language may not lack one nor have one more. */
export type Messages = typeof en;

export type MessageArea = keyof Messages;

const catalogues: Readonly<Record<Locale, Shape<Messages>>> = {
  en,
  ko: {
    cluster: clusterKo,
    common: commonKo,
    components: componentsKo,
    course: courseKo,
    debrief: debriefKo,
    desk: deskKo,
    join: joinKo,
    landing: landingKo,
    lessons: lessonsKo,
    play: playKo,
    projector: projectorKo,
    replay: replayKo,
    seat: seatKo,
    solo: soloKo,
    teach: teachKo,
  },
};

export const MESSAGE_AREAS: readonly MessageArea[] = [
  'cluster',
  'common',
  'components',
  'course',
  'debrief',
  'desk',
  'join',
  'landing',
  'lessons',
  'play',
  'projector',
  'replay',
  'seat',
  'solo',
  'teach',
];

/** The messages of some areas in one language, each under its area's name. */
export function messagesFor(locale: Locale, areas: readonly MessageArea[]): MessageTree {
  const chosen: Record<string, MessageTree> = {};
  for (const area of areas) chosen[area] = nested(catalogues[locale][area]);
  return chosen;
}

/** Keys that are written with dots become nested, which is how they are looked up. */
export function nested(tree: MessageTree): MessageTree {
  const result: MutableTree = {};
  for (const [path, value] of Object.entries(tree)) {
    const steps = path.split('.');
    const last = steps.pop() ?? path;
    let branch = result;
    for (const step of steps) {
      const next = branch[step];
      const child: MutableTree = typeof next === 'object' ? next : {};
      branch[step] = child;
      branch = child;
    }
    const existing = branch[last];
    branch[last] =
      typeof value === 'string' ? value : { ...(typeof existing === 'object' ? existing : {}), ...mutable(value) };
  }
  return result;
}

interface MutableTree {
  [key: string]: string | MutableTree;
}

function mutable(tree: MessageTree): MutableTree {
  const copy: MutableTree = {};
  for (const [key, value] of Object.entries(nested(tree)))
    copy[key] = typeof value === 'string' ? value : mutable(value);
  return copy;
}
