import { expect, test } from 'vitest';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { IMAGE, playWith, podNow, until } from '../support/kubelet-play.ts';
import { eventsOf, sent } from '../support/spec-play.ts';
import { ask, PODS } from '../support/api-play.ts';

const HOOK = 'a hook of %i s, a process that needs %i ms, %i s of grace';

test.each([
  [0, 1000, 30, 1000, 0],
  [5, 1000, 30, 6000, 0],
  [5, 27_000, 30, 30_000, 137],
  [60, 1000, 30, 31_000, 0],
  [60, 5000, 30, 32_000, 137],
])(`[RUN-7] ${HOOK}: over after %i ms with code %i`, (sleep, stopMillis, grace, millis, code) => {
  const preStop = { sleep: { seconds: sleep } };
  const lifecycle = sleep === 0 ? {} : { lifecycle: { preStop } };
  const spec: JsonObject = {
    terminationGracePeriodSeconds: 60,
    containers: [{ name: 'main', image: IMAGE, ...lifecycle }],
  };
  const play = playWith({ image: { pullMillis: 500, behaviour: { stopMillis } }, spec });
  until(play, () => podNow(play).status?.phase === 'Running');
  const body = { gracePeriodSeconds: grace };
  expect(ask(play, { verb: 'DELETE', path: `${PODS}/web`, body }).status).toBe(200);
  until(play, () => eventsOf(play).some(({ type }) => type === 'ContainerStopped'));
  const begun = sent(play).findLast(({ kind, verb }) => kind === 'request' && verb === 'StopContainer');
  const stopped = eventsOf(play).findLast(({ type }) => type === 'ContainerStopped');
  expect(stopped).toMatchObject({ exitCode: code });
  const at = stopped?.type === 'ContainerStopped' ? (stopped.at ?? 0) : 0;
  expect(Math.floor((at - (begun?.sentAt ?? 0)) / 1000) * 1000).toBe(millis);
});
