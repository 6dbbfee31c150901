import type { Lesson } from '../session/lesson.ts';
import { allHands } from './all-hands/lesson.ts';
import { captainAndEngine } from './captain-and-engine/lesson.ts';
import { etcdLesson } from './etcd/lesson.ts';
import { gatekeeper } from './gatekeeper/lesson.ts';
import { lostNode } from './lost-node/lesson.ts';
import { map } from './map/lesson.ts';
import { podCreation } from './pod-creation/lesson.ts';
import { quorum } from './quorum/lesson.ts';
import { replicas } from './replicas/lesson.ts';
import { scheduling } from './scheduling/lesson.ts';
import { rollingUpdate } from './rolling-update/lesson.ts';
import { services } from './services/lesson.ts';

/** The only list of lessons. */
export const lessons = {
  map,
  'pod-creation': podCreation,
  etcd: etcdLesson,
  scheduling,
  gatekeeper,
  'captain-and-engine': captainAndEngine,
  'lost-node': lostNode,
  replicas,
  services,
  quorum,
  'rolling-update': rollingUpdate,
  'all-hands': allHands,
} as const satisfies Record<string, Lesson>;
