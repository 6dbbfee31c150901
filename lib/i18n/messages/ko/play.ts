import type { MessageTree } from '../../shape.ts';
import { playAllHands } from './play-all-hands.ts';
import { playBecause } from './play-because.ts';
import { playCaptain } from './play-captain-and-engine.ts';
import { playCards } from './play-cards.ts';
import { playEtcd } from './play-etcd.ts';
import { playGatekeeper } from './play-gatekeeper.ts';
import { playKubelet } from './play-kubelet.ts';
import { playMap } from './play-map.ts';
import { playMistakes } from './play-mistakes.ts';
import { playNodes } from './play-nodes.ts';
import { playQuorum } from './play-quorum.ts';
import { playRefusals } from './play-refusals.ts';
import { playReplicas } from './play-replicas.ts';
import { playRollingUpdate } from './play-rolling-update.ts';
import { playReplication } from './play-replication.ts';
import { playScheduling } from './play-scheduling.ts';
import { playServices } from './play-services.ts';
import { playStory } from './play-story.ts';
import { playTasks } from './play-tasks.ts';

/** Cards, options, refusals, mistakes and explanations, by the keys that components put into a Text. */
export const play: MessageTree = {
  ...playAllHands,
  ...playBecause,
  ...playCaptain,
  ...playCards,
  ...playEtcd,
  ...playGatekeeper,
  ...playKubelet,
  ...playMap,
  ...playMistakes,
  ...playNodes,
  ...playQuorum,
  ...playRefusals,
  ...playServices,
  ...playReplicas,
  ...playReplication,
  ...playRollingUpdate,
  ...playScheduling,
  ...playStory,
  ...playTasks,
};
