import { describe, expect, test } from 'vitest';
import type { ClusterEvent } from '../../lib/cluster/events.ts';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { isJsonObject } from '../../lib/kernel/json.ts';
import { evolveEntry } from '../../lib/session/evolve.ts';
import type { SessionState } from '../../lib/session/state.ts';
import { IMAGE, KUBELET, machineNow, NODE, playWith, podNow, until } from '../support/kubelet-play.ts';
import type { Play } from '../support/play.ts';
import { eventsOf, sent } from '../support/spec-play.ts';

const HTTP = { httpGet: { port: 80, path: '/healthz' } };

interface World {
  readonly probes: JsonObject;
  readonly readyAfterMillis?: number;
  readonly restartPolicy?: string;
}

/** A pod with these probes that is about to be created. */
function probed({ probes, readyAfterMillis, restartPolicy = 'Always' }: World): Play {
  const behaviour = readyAfterMillis === undefined ? {} : { readyAfterMillis };
  const spec = { restartPolicy, containers: [{ name: 'web', image: IMAGE, ...probes }] };
  return playWith({ image: { pullMillis: 500, behaviour }, spec });
}

/** … that runs, is ready, and hangs from now on. */
function hung(world: World): Play {
  const play = probed(world);
  until(play, () => podNow(play).status?.containerStatuses?.[0]?.ready === true);
  play.bots();
  hang(play);
  return play;
}

function hang(play: Play): void {
  play.must({ type: 'InjectFault', fault: { kind: 'hang', node: NODE, pod: 'web' } }, { kind: 'teacher' });
}

function restarts(play: Play): number {
  return podNow(play).status?.containerStatuses?.[0]?.restartCount ?? 0;
}

/** What the kubelet told users: reason and words of each Event. */
function told(play: Play): string[] {
  return sent(play).flatMap(({ kind, from, path, body }) => {
    if (kind !== 'request' || from !== KUBELET || !path.endsWith('/events') || !isJsonObject(body)) return [];
    return [`${String(body['reason'])}: ${String(body['message'])}`];
  });
}

function failures(play: Play): Extract<ClusterEvent, { type: 'ProbeFailed' }>[] {
  return eventsOf(play).flatMap((event) => (event.type === 'ProbeFailed' ? [event] : []));
}

describe('a process that hangs', () => {
  test('[KUB-22] three runs that time out, then the container is killed and made once more', () => {
    const play = hung({ probes: { livenessProbe: HTTP } });
    const ip = podNow(play).status?.podIP ?? '';
    const { uid } = podNow(play).metadata;
    until(play, () => restarts(play) === 1);
    const failed = `Unhealthy: Liveness probe failed: Get "http://${ip}:80/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
    const killed = 'Killing: Container web failed liveness probe, will be restarted';
    expect(told(play).filter((line) => /^(Unhealthy|Killing)/.test(line))).toEqual([failed, failed, failed, killed]);
    const [first, second, third] = failures(play).map(({ at }) => at);
    expect([(second ?? 0) - (first ?? 0), (third ?? 0) - (second ?? 0)]).toEqual([10_000, 10_000]);
    expect(podNow(play).metadata.uid).toBe(uid);
    expect(podNow(play).status?.containerStatuses?.[0]?.ready).toBe(true);
  });

  test('[KUB-22] the one made after it answers; nothing hangs in what the kubelet has seen', () => {
    const play = hung({ probes: { livenessProbe: HTTP } });
    until(play, () => restarts(play) === 1);
    play.bots();
    const [container] = Object.values(machineNow(play).runtime.containers);
    expect(container).toMatchObject({ state: 'running', attempt: 1 });
    expect(container?.hungAt).toBeUndefined();
    expect(container?.previous?.hungAt).toEqual(expect.any(Number));
    const [pod] = Object.values(machineNow(play).kubelet.pods);
    expect(JSON.stringify(pod?.seen)).not.toContain('hungAt');
  });

  test('[KUB-22] without a liveness probe nobody notices', () => {
    const play = hung({ probes: {} });
    play.bots();
    expect(failures(play)).toEqual([]);
    expect(told(play).filter((line) => !line.startsWith('Pulled'))).toEqual([]);
  });

  test('[KUB-22] a probe may say how long the container gets that failed it', () => {
    const play = hung({ probes: { livenessProbe: { ...HTTP, terminationGracePeriodSeconds: 7 } } });
    until(play, () => restarts(play) === 1);
    const stop = sent(play).find(({ kind, verb }) => kind === 'request' && verb === 'StopContainer');
    expect(stop?.body).toMatchObject({ container: 'web', graceSeconds: 7 });
  });

  test('[KUB-22] a TCP probe succeeds: the kernel accepts the connection', () => {
    const play = hung({ probes: { livenessProbe: { tcpSocket: { port: 80 } } } });
    play.bots();
    expect(failures(play)).toEqual([]);
  });

  test('[KUB-22] a pod that never restarts fails instead', () => {
    const play = hung({ probes: { livenessProbe: HTTP }, restartPolicy: 'Never' });
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.state?.terminated !== undefined);
    expect(told(play)).toContain('Killing: Container web failed liveness probe');
    expect(restarts(play)).toBe(0);
  });

  test('[KUB-22] who hangs again and again is held back', () => {
    const play = hung({ probes: { livenessProbe: { ...HTTP, periodSeconds: 1, failureThreshold: 1 } } });
    for (const count of [1, 2]) {
      until(play, () => restarts(play) === count);
      hang(play);
    }
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.state?.waiting?.reason === 'CrashLoopBackOff');
    expect(restarts(play)).toBe(2);
  });

  test('[KUB-22] a kubelet that stands still probes nobody, and goes on where it was', () => {
    const play = hung({ probes: { livenessProbe: HTTP } });
    until(play, () => failures(play).length === 1);
    play.must({ type: 'InjectFault', fault: { kind: 'freeze', seat: KUBELET } }, { kind: 'teacher' });
    play.bots();
    expect(failures(play)).toHaveLength(1);
    play.must({ type: 'InjectFault', fault: { kind: 'thaw', seat: KUBELET } }, { kind: 'teacher' });
    until(play, () => restarts(play) === 1);
    expect(failures(play).map(({ count }) => count)).toEqual([1, 2, 3]);
  });

  test('[KUB-22] a record of it replays to the same state', () => {
    const play = probed({ probes: { livenessProbe: HTTP } });
    const begun = play.entries.length;
    let folded: SessionState | null = play.state;
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.ready === true);
    hang(play);
    until(play, () => restarts(play) === 1);
    for (const entry of play.entries.slice(begun)) folded = evolveEntry(folded, entry);
    expect(folded).toEqual(play.state);
  });
});

describe('a startup probe', () => {
  const startupProbe = { ...HTTP, periodSeconds: 2, failureThreshold: 10 };

  test('[KUB-23] the container is not started, nor ready, before it has succeeded; liveness waits for it', () => {
    const livenessProbe = { ...HTTP, periodSeconds: 1, failureThreshold: 1 };
    const play = probed({ probes: { startupProbe, livenessProbe }, readyAfterMillis: 5000 });
    until(play, () => podNow(play).status?.phase === 'Running');
    expect(podNow(play).status?.containerStatuses).toMatchObject([{ started: false, ready: false }]);
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.ready === true);
    expect(podNow(play).status?.containerStatuses).toMatchObject([{ started: true, restartCount: 0 }]);
    expect(failures(play).map(({ probe, count }) => `${probe} ${count}`)).toEqual([
      'startup 1',
      'startup 2',
      'startup 3',
    ]);
    expect(eventsOf(play).filter(({ type }) => type === 'StartupProbePassed')).toHaveLength(1);
  });

  test('[KUB-23] without it a liveness probe kills what needs longer to start', () => {
    const livenessProbe = { ...HTTP, periodSeconds: 1, failureThreshold: 2 };
    const play = probed({ probes: { livenessProbe }, readyAfterMillis: 60_000 });
    until(play, () => restarts(play) === 1);
    expect(told(play)).toContain('Killing: Container web failed liveness probe, will be restarted');
    expect(told(play).some((line) => line.endsWith(':80: connect: connection refused'))).toBe(true);
  });

  test('[KUB-23] a container that does not start up in time is killed and made once more', () => {
    const play = probed({
      probes: { startupProbe: { ...startupProbe, failureThreshold: 2 } },
      readyAfterMillis: 60_000,
    });
    until(play, () => restarts(play) === 1);
    expect(told(play)).toContain('Killing: Container web failed startup probe, will be restarted');
  });
});

describe('a readiness probe', () => {
  const readinessProbe = { ...HTTP, periodSeconds: 5 };

  test('[KUB-24] a process that hangs is not ready after three failures, and runs on', () => {
    const play = hung({ probes: { readinessProbe } });
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.ready === false);
    play.bots();
    const ready = podNow(play).status?.conditions?.find(({ type }) => type === 'Ready');
    expect(ready).toMatchObject({ status: 'False', reason: 'ContainersNotReady' });
    expect(failures(play).map(({ probe, count }) => `${probe} ${count}`)).toEqual(
      [1, 2, 3].map((count) => `readiness ${count}`),
    );
    expect(restarts(play)).toBe(0);
  });

  test('[KUB-24] the next container is ready again', () => {
    const play = hung({ probes: { readinessProbe } });
    until(play, () => podNow(play).status?.containerStatuses?.[0]?.ready === false);
    const fault = { kind: 'crash', node: NODE, pod: 'web', exitCode: 137 } as const;
    play.must({ type: 'InjectFault', fault }, { kind: 'teacher' });
    until(play, () => restarts(play) === 1 && podNow(play).status?.containerStatuses?.[0]?.ready === true);
    expect(podNow(play).status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True');
  });
});
