import { describe, expect, test } from 'vitest';
import { actionsOn } from '../../lib/cluster/action-table.ts';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { waitingCards } from '../../lib/session/idle.ts';
import { ask, PODS } from '../support/api-play.ts';
import { IMAGE, KUBELET, playWith, podNow, RUNTIME, until } from '../support/kubelet-play.ts';
import type { Play } from '../support/play.ts';
import { sent } from '../support/spec-play.ts';

const NEXT = 'nginx:1.25';

/** A pod that runs, and whose image is then changed by hand. */
function changed(): Play {
  const play = playWith({});
  until(play, () => podNow(play).status?.containerStatuses?.[0]?.ready === true);
  play.bots();
  const name = podNow(play).spec?.containers?.[0]?.name ?? '';
  const body = { spec: { containers: [{ name, image: NEXT }] } };
  expect(ask(play, { verb: 'PATCH', path: `${PODS}/web`, body }).status).toBe(200);
  return play;
}

function callsOf(play: Play, since: number): string[] {
  const requests = sent(play).filter(({ kind, to, sentAt }) => kind === 'request' && to === RUNTIME && sentAt >= since);
  return requests.map(({ verb }) => verb);
}

describe('another image for a container that runs', () => {
  test('[KUB-21] it is stopped and made anew in the same pod, without a back-off', () => {
    const play = changed();
    const began = play.state.cluster.now;
    const { uid } = podNow(play).metadata;
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.restartCount === 1);
    expect(callsOf(play, began)).toEqual([
      'StopContainer',
      'ImageStatus',
      'PullImage',
      'CreateContainer',
      'StartContainer',
    ]);
    expect(podNow(play).metadata.uid).toBe(uid);
    expect(play.state.cluster.now - began).toBeLessThan(10_000);
    const [status] = podNow(play).status?.containerStatuses ?? [];
    expect(status).toMatchObject({ image: NEXT, ready: true });
    expect(status?.lastState?.terminated).toBeDefined();
  });

  test('[KUB-21] an Event says why', () => {
    const play = changed();
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.restartCount === 1);
    const told = sent(play).filter(({ from, path }) => from === KUBELET && path.endsWith('/events'));
    expect(told.map(({ body }) => (body as JsonObject)['message'])).toEqual([
      'Container web definition changed, will be restarted',
    ]);
  });

  test('[KUB-21] the kubelet is asked, and can only stop it', () => {
    const play = changed();
    until(play, () => waitingCards(play.state).some(({ seat }) => seat === KUBELET));
    const card = waitingCards(play.state).find(({ seat }) => seat === KUBELET);
    expect(card?.kind).toBe('sync-pod');
    expect(actionsOn('sync-pod')).toContain('CallRuntime');
    const call = (verb: 'PullImage' | 'StopContainer') =>
      play.act(KUBELET, { type: 'CallRuntime', card: card?.id ?? '', call: verb });
    expect(call('PullImage')).toMatchObject({ accepted: false, refusal: { reason: 'StageOrder' } });
    expect(call('StopContainer')).toMatchObject({ accepted: true });
  });

  test('[KUB-21] a container that runs what its pod names is not stopped', () => {
    const play = playWith({});
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.ready === true);
    play.bots();
    const name = podNow(play).spec?.containers?.[0]?.name ?? '';
    const body = { spec: { containers: [{ name, image: IMAGE }] } };
    expect(ask(play, { verb: 'PATCH', path: `${PODS}/web`, body }).status).toBe(200);
    play.bots();
    expect(callsOf(play, 0)).not.toContain('StopContainer');
  });
});
