import { describe, expect, test } from 'vitest';
import { readObject } from '../../lib/cluster/objects.ts';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { IMAGE, KUBELET, machineNow, NODE, playWith, podNow, RUNTIME, until } from '../support/kubelet-play.ts';
import type { Play } from '../support/play.ts';
import { eventsOf, sent } from '../support/spec-play.ts';

function withImages(play: Play, images: readonly string[]): Play {
  const { cluster } = play.state;
  const machine = machineNow(play);
  const runtime = { ...machine.runtime, images };
  play.state = {
    ...play.state,
    cluster: { ...cluster, machines: { ...cluster.machines, [NODE]: { ...machine, runtime } } },
  };
  return play;
}

function callsOf(play: Play): string[] {
  return sent(play)
    .filter(({ kind, to }) => kind === 'request' && to === RUNTIME)
    .map(({ verb }) => verb);
}

function messagesOfEvents(play: Play): string[] {
  const keys = sent(play).filter(({ from, path }) => from === KUBELET && path.endsWith('/events'));
  return keys.map(({ body }) => String((body as JsonObject)['message']));
}

function running(play: Play): boolean {
  return podNow(play).status?.phase === 'Running';
}

const ONE = { containers: [{ name: 'main', image: IMAGE }] } satisfies JsonObject;

function policy(imagePullPolicy: string): JsonObject {
  return { containers: [{ ...ONE.containers[0], imagePullPolicy }] };
}

describe('images', () => {
  test('[KUB-20] an image that is on the machine is looked up and not pulled', () => {
    const play = withImages(playWith({}), [IMAGE]);
    until(play, () => running(play));
    expect(callsOf(play)).toEqual(['RunPodSandbox', 'ImageStatus', 'CreateContainer', 'StartContainer']);
    expect(messagesOfEvents(play)).toEqual(['Container image "nginx:1.27" already present on machine']);
  });

  test('[KUB-20] its Event is stored as one of the pod', () => {
    const play = withImages(playWith({}), [IMAGE]);
    until(play, () => running(play));
    const keys = eventsOf(play).flatMap((event) => (event.type === 'TxnCommitted' ? [event.key] : []));
    const key = keys.findLast((name) => name.startsWith('/registry/events/default/web.'));
    expect(readObject(play.state.cluster, key ?? '')?.object).toMatchObject({
      reason: 'Pulled',
      involvedObject: { kind: 'Pod', name: 'web' },
      source: { component: 'kubelet', host: NODE },
    });
  });

  test('[KUB-20] with pull policy Always it is pulled although it is there', () => {
    const play = withImages(playWith({ spec: policy('Always') }), [IMAGE]);
    until(play, () => running(play));
    expect(callsOf(play)).toContain('PullImage');
    expect(messagesOfEvents(play)).toEqual([]);
  });

  test('[KUB-20] with pull policy Always a restart pulls again, else it does not', () => {
    const pulls = ['Always', 'IfNotPresent'].map((name) => {
      const image = { pullMillis: 500, behaviour: { exitAfterMillis: 2000, exitCode: 1 } };
      const play = playWith({ image, spec: policy(name) });
      until(play, () => podNow(play).status?.containerStatuses?.[0]?.restartCount === 1);
      return callsOf(play).filter((verb) => verb === 'PullImage').length;
    });
    expect(pulls).toEqual([2, 1]);
  });

  test('[KUB-20] with pull policy Never an image that is not there is told as ErrImageNeverPull', () => {
    const play = playWith({ spec: policy('Never') });
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.state?.waiting?.reason === 'ErrImageNeverPull');
    expect(callsOf(play)).not.toContain('PullImage');
    expect(podNow(play).status?.containerStatuses?.[0]?.state?.waiting?.message).toBe(
      'Container image "nginx:1.27" is not present with pull policy of Never',
    );
    withImages(play, [IMAGE]);
    until(play, () => running(play));
  });

  test('[KUB-20] a runtime that stood still is asked again', () => {
    const play = playWith({ spec: policy('Never') });
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.state?.waiting?.reason === 'ErrImageNeverPull');
    play.must({ type: 'InjectFault', fault: { kind: 'freeze', seat: RUNTIME } }, { kind: 'teacher' });
    until(play, () => eventsOf(play).some(({ type }) => type === 'RequestTimedOut'));
    withImages(play, [IMAGE]);
    play.must({ type: 'InjectFault', fault: { kind: 'thaw', seat: RUNTIME } }, { kind: 'teacher' });
    until(play, () => running(play));
    expect(callsOf(play)).not.toContain('PullImage');
  });
});
