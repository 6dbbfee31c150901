import type { Mission } from '../../lib/cluster/mission.ts';
import { newTurn } from '../../lib/cluster/turn.ts';
import { components } from '../../lib/components/registry.ts';
import type { Play } from './play.ts';

/** Gives the user of the seat a mission that the lesson does not have. */
export function giveMission(play: Play, mission: Mission): void {
  const turn = newTurn(play.state.cluster);
  turn.emit({ type: 'MissionGiven', mission });
  const user = turn.state.seats[mission.seat];
  if (user === undefined) throw new Error(`nobody sits at ${mission.seat}`);
  components.user.begin?.(turn, user);
  play.state = { ...play.state, cluster: turn.state };
}
