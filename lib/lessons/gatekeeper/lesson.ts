import type { Mission } from '../../cluster/mission.ts';
import type { GrainRule } from '../../cluster/settings.ts';
import type { ClusterState } from '../../cluster/state.ts';
import type { Lesson, LessonWave } from '../../session/lesson.ts';
import { running } from '../pod-creation/lesson.ts';
import { whatQuestions, whoQuestions } from './questions.ts';
import { RIGHT, WHAT, WHO } from './tasks.ts';
import { initialCluster } from './world.ts';

/** What users ask for is judged stage by stage; what components ask for afterwards, at once. */
const GRAIN: readonly GrainRule[] = [
  { verb: 'POST', resource: 'pods', component: 'kube-apiserver', grain: 'stages' },
  { verb: 'DELETE', resource: 'nodes', component: 'kube-apiserver', grain: 'stages' },
  { weight: 'support', grain: 'auto' },
  { weight: 'upkeep', grain: 'auto' },
];

const waves: readonly LessonWave[] = [
  {
    id: 'who',
    grain: GRAIN,
    missions: WHO,
    questions: whoQuestions,
    reached: (state) => WHO.every((mission) => answeredRightly(state, mission)),
    optional: false,
  },
  {
    id: 'what',
    grain: GRAIN,
    missions: [...WHAT, RIGHT],
    questions: whatQuestions,
    reached: (state) => WHAT.every((mission) => answeredRightly(state, mission)) && running(state, RIGHT.name),
    optional: false,
  },
];

/** True once the request got the code that it deserves. */
function answeredRightly(state: ClusterState, { seat, id }: Mission): boolean {
  return state.users[seat]?.missions[id]?.done === true;
}

/** kube-apiserver's gate: 401, 403, 409, 422, and 201. */
export const gatekeeper: Lesson = {
  id: 'gatekeeper',
  minutes: 20,
  people: { least: 1, most: 12 },
  initial: initialCluster,
  waves,
};
