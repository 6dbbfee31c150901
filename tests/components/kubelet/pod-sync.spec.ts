import { describe, expect, it } from 'vitest';
import {
  computePodActions,
  sandboxChange,
  type RuntimePod,
} from '../../../lib/components/kubelet/compute-pod-actions.ts';
import { backoffAfterRestart, crashLoopMessage, restartAt } from '../../../lib/components/kubelet/crash-backoff.ts';
import { readyToStartContainersCondition } from '../../../lib/components/kubelet/pod-conditions.ts';
import type { ContainerRecord } from '../../../lib/components/kubelet/restart-decision.ts';
import type { Container } from '../../../lib/kubernetes/types/container.ts';
import type { Pod, RestartPolicy } from '../../../lib/kubernetes/types/pod.ts';

const sidecar = (name: string, more: Partial<Container> = {}): Container => ({
  name,
  restartPolicy: 'Always',
  ...more,
});

function podWith(initContainers: readonly Container[], restartPolicy: RestartPolicy = 'Always'): Pod {
  return { metadata: { name: 'p' }, spec: { initContainers, containers: [{ name: 'app' }], restartPolicy } };
}

type Sketch = readonly [name: string, state: ContainerRecord['state'], more?: Partial<ContainerRecord>];

function runtime(...sketches: readonly Sketch[]): RuntimePod {
  return {
    sandboxes: [{ id: 's', attempt: 0, state: 'SANDBOX_READY', ip: '10.0.0.1' }],
    containers: sketches.map(([name, state, more]) => ({ id: `id-${name}`, name, state, exitCode: 0, ...more })),
  };
}

describe('what a sync starts', () => {
  const probes = { startupProbe: {}, livenessProbe: {} };
  it.each<[string, Pod, RuntimePod, { init?: string[]; app?: string[]; kill?: string[]; killPod?: boolean }]>([
    ['the first of several', podWith([{ name: 'a' }, sidecar('b')]), runtime(), { init: ['a'] }],
    [
      'the sidecar after the init container',
      podWith([{ name: 'a' }, sidecar('b')]),
      runtime(['a', 'exited']),
      { init: ['b'] },
    ],
    [
      'the app once the last sidecar runs',
      podWith([{ name: 'a' }, sidecar('b')]),
      runtime(['a', 'exited'], ['b', 'running']),
      { app: ['app'] },
    ],
    [
      'nothing while the sidecar has not passed its startup probe',
      podWith([sidecar('b', probes)]),
      runtime(['b', 'running']),
      {},
    ],
    [
      'a sidecar that failed its startup probe again',
      podWith([sidecar('b', probes)]),
      runtime(['b', 'running', { startup: 'Failure' }]),
      { init: ['b'], kill: ['id-b'] },
    ],
    [
      'a sidecar that failed its liveness probe again, and the app all the same',
      podWith([sidecar('b', probes)]),
      runtime(['b', 'running', { startup: 'Success', liveness: 'Failure' }]),
      { init: ['b'], app: ['app'], kill: ['id-b'] },
    ],
    [
      'a sidecar that ended, beside a running app and whatever the policy',
      podWith([{ name: 'a' }, sidecar('b')], 'Never'),
      runtime(['b', 'exited', { exitCode: 1 }], ['app', 'running']),
      { init: ['b'] },
    ],
    [
      'an init container that was created but never ran',
      podWith([{ name: 'a' }]),
      runtime(['a', 'created']),
      { init: ['a'] },
    ],
    [
      'nothing more, sidecars included, when the app is done',
      podWith([sidecar('b')], 'Never'),
      runtime(['b', 'running'], ['app', 'exited']),
      { killPod: true },
    ],
    [
      'a container whose spec changed, even when the policy is Never',
      podWith([], 'Never'),
      runtime(['app', 'running', { specChanged: true }]),
      { app: ['app'], kill: ['id-app'] },
    ],
  ])('%s', (_title, pod, records, { init = [], app = [], kill = [], killPod = false }) => {
    const actions = computePodActions(pod, records);
    expect({ ...actions, containersToKill: actions.containersToKill.map(({ id }) => id) }).toEqual({
      killPod,
      createSandbox: false,
      sandboxAttempt: 0,
      initContainersToStart: init,
      containersToStart: app,
      containersToKill: kill,
    });
  });

  it('says why a container is killed', () => {
    const { containersToKill } = computePodActions(podWith([]), runtime(['app', 'running', { liveness: 'Failure' }]));
    expect(containersToKill[0]?.message).toBe('Container app failed liveness probe, will be restarted');
  });

  it('needs a new sandbox when there are two, but no address on the host network', () => {
    const pod = podWith([]);
    const ready = { id: 's', attempt: 3, state: 'SANDBOX_READY', ip: '' } as const;
    expect(
      sandboxChange(pod, [
        { ...ready, ip: '10.0.0.1' },
        { ...ready, attempt: 2 },
      ]),
    ).toEqual({ needed: true, attempt: 4 });
    expect(sandboxChange(pod, [ready])).toEqual({ needed: true, attempt: 4 });
    expect(sandboxChange({ ...pod, spec: { ...pod.spec, hostNetwork: true } }, [ready])).toEqual({
      needed: false,
      attempt: 3,
    });
    expect(readyToStartContainersCondition(true)).toEqual({ type: 'PodReadyToStartContainers', status: 'False' });
  });
});

describe('crash back-off', () => {
  it('forgets after twice the longest delay, not before', () => {
    const backoff = { delay: 300_000, updatedAt: 0 };
    expect(restartAt(backoff, 600_000)).toBe(900_000);
    expect(restartAt(backoff, 600_001)).toBe(600_001);
    expect(backoffAfterRestart(backoff, 600_001, 600_001)).toEqual({ delay: 10_000, updatedAt: 600_001 });
  });

  it.each([
    [10_000, 'back-off 10s restarting failed container=c pod=p'],
    [80_000, 'back-off 1m20s restarting failed container=c pod=p'],
    [300_000, 'back-off 5m0s restarting failed container=c pod=p'],
  ])('is told as kubectl shows it: %i ms', (delay, text) => {
    expect(crashLoopMessage({ delay, updatedAt: 0 }, 'c', 'p')).toBe(text);
  });
});
