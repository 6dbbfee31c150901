import { describe, expect, test } from 'vitest';
import { stateFaults } from '../../lib/cluster/invariants.ts';
import { isDark, troubleOf, type Fault } from '../../lib/cluster/faults.ts';
import type { SeatAction } from '../../lib/cluster/commands.ts';
import { adviseCard } from '../../lib/session/advise.ts';
import { deskOf, idleUntil, waitingCards } from '../../lib/session/idle.ts';
import { rules } from '../../lib/session/registry.ts';
import { Dice } from '../simulation/dice.ts';
import { IMAGE, KUBELET, NODE, playWith, podNow, RUNTIME } from '../support/kubelet-play.ts';
import type { Play } from '../support/play.ts';

const HTTP = { httpGet: { port: 80 } };
const PROBED = {
  containers: [
    {
      name: 'web',
      image: IMAGE,
      livenessProbe: HTTP,
      readinessProbe: HTTP,
      startupProbe: { ...HTTP, periodSeconds: 2 },
    },
  ],
};
const TEACHER = { kind: 'teacher' } as const;

function someFault(dice: Dice): Fault {
  return dice.pick([
    { kind: 'power-off', node: NODE },
    { kind: 'power-on', node: NODE },
    { kind: 'cut', node: NODE },
    { kind: 'heal', node: NODE },
    { kind: 'freeze', seat: KUBELET },
    { kind: 'thaw', seat: KUBELET },
    { kind: 'freeze', seat: RUNTIME },
    { kind: 'thaw', seat: RUNTIME },
    { kind: 'crash', node: NODE, pod: 'web', exitCode: 1 },
    { kind: 'hang', node: NODE, pod: 'web' },
    { kind: 'pressure', node: NODE },
  ] as const);
}

/** Any option of a card of the node's seats; for all others what the reference behaviour does. */
function playCard(play: Play, dice: Dice): void {
  const [card] = waitingCards(play.state);
  if (card === undefined) {
    if (idleUntil(play.state) !== null) play.advance();
    return;
  }
  const own = card.seat === KUBELET || card.seat === RUNTIME;
  const option = own && dice.percent(30) ? dice.pick(play.show(card).options) : undefined;
  const action = option === undefined ? adviseCard(play.state, card.id, rules).action : (option.action as SeatAction);
  play.give({ type: 'Act', seat: card.seat, action }, { kind: 'bot', seat: card.seat });
}

function mend(play: Play): void {
  const { off, cut, frozen } = troubleOf(play.state.cluster);
  for (const node of off) play.give({ type: 'InjectFault', fault: { kind: 'power-on', node } }, TEACHER);
  for (const node of cut) play.give({ type: 'InjectFault', fault: { kind: 'heal', node } }, TEACHER);
  for (const seat of frozen) play.give({ type: 'InjectFault', fault: { kind: 'thaw', seat } }, TEACHER);
}

function settled(play: Play): boolean {
  const { uid = '' } = podNow(play).metadata;
  // Where memory was short it may have had to go to another node.
  const containers = Object.values(play.state.cluster.machines).flatMap(({ runtime }) =>
    Object.values(runtime.containers),
  );
  const ours = containers.filter((container) => container.uid === uid);
  return (
    podNow(play).status?.phase === 'Running' &&
    podNow(play).status?.containerStatuses?.[0]?.ready === true &&
    ours.some(({ state }) => state === 'running')
  );
}

describe('a node in a storm', () => {
  test.each(Array.from({ length: 20 }, (_, seed) => seed))('[KUB-19] seed %i holds, and comes to rest', (seed) => {
    const dice = new Dice(seed);
    // Every second pod is probed.
    const spec = seed % 2 === 0 ? {} : { spec: PROBED };
    const play = playWith({ settings: { requestTimeoutMillis: 5_000 }, ...spec });
    for (let turn = 0; turn < 250; turn += 1) {
      if (dice.percent(6)) play.give({ type: 'InjectFault', fault: someFault(dice) }, TEACHER);
      else if (dice.percent(1)) {
        play.give({ type: 'Act', seat: 'user', action: { type: 'DeletePod', name: 'web' } }, { kind: 'bot' });
      } else playCard(play, dice);
      expect(stateFaults(play.state.cluster)).toEqual([]);
      for (const seat of Object.values(play.state.cluster.seats)) {
        if (isDark(play.state.cluster, seat)) expect(deskOf(play.state, seat.id)).toEqual([]);
      }
    }
    mend(play);
    for (let turn = 0; turn < 1500 && !settled(play); turn += 1) {
      const [card] = waitingCards(play.state);
      if (card !== undefined) play.bot(card);
      else if (!play.advance()) break;
      expect(stateFaults(play.state.cluster)).toEqual([]);
    }
    expect(settled(play)).toBe(true);
  });
});
