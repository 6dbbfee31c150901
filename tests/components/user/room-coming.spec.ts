import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../lib/kernel/json.ts';
import { roomIsComing } from '../../../lib/components/user/room-coming.ts';
import { ask, quiet, settle } from '../../support/api-play.ts';

const TAINTED = '0/3 nodes are available: 3 node(s) had untolerated taint(s).';

function stuck(message: string) {
  const object: JsonObject = {
    metadata: { name: 'web' },
    status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', message }] },
  };
  return { key: '/registry/pods/default/web', object, modRevision: 1, keyVersion: 1 };
}

describe('whether a pod that found no room need only wait', () => {
  test.each([
    ['node.kubernetes.io/memory-pressure', TAINTED, true],
    ['node.kubernetes.io/unreachable', TAINTED, true],
    ['node.kubernetes.io/unschedulable', TAINTED, false],
    ['dedicated', TAINTED, false],
    [
      'node.kubernetes.io/memory-pressure',
      "0/3 nodes are available: 3 node(s) didn't match Pod's node selector.",
      false,
    ],
  ])('a node with the taint %s, and: %s', (key, message, waits) => {
    const play = quiet();
    const body = { spec: { taints: [{ key, effect: 'NoSchedule' }] } };
    ask(play, { verb: 'PATCH', path: '/api/v1/nodes/node-3', body });
    settle(play);
    expect(roomIsComing(play.state.cluster, 'user', stuck(message))).toBe(waits);
  });
});
