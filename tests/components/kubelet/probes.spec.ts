import { describe, expect, test } from 'vitest';
import type { ProbeKind } from '../../../lib/cluster/state.ts';
import {
  firstSuccess,
  nextFailure,
  probeAtLeast,
  type ProcessTimes,
} from '../../../lib/components/kubelet/probe-times.ts';
import { unhealthyMessage } from '../../../lib/components/kubelet/probe-words.ts';
import type { Container, Probe } from '../../../lib/kubernetes/types/container.ts';

const HTTP: Probe = { httpGet: { port: 80 }, periodSeconds: 10, timeoutSeconds: 1 };
const TCP: Probe = { tcpSocket: { port: 80 }, periodSeconds: 10 };
const at = (warmAt: number, hungAt: number | null = null): ProcessTimes => ({ startedAt: 1000, warmAt, hungAt });

test.each<[name: string, probe: Probe, time: number, run: number]>([
  ['the first at once', HTTP, 0, 1000],
  ['one a period', HTTP, 1001, 11_000],
  ['on the dot', HTTP, 11_000, 11_000],
  ['the first after its delay', { ...HTTP, initialDelaySeconds: 3 }, 0, 4000],
  ['one a period after that', { ...HTTP, initialDelaySeconds: 3 }, 4001, 14_000],
  ['ten seconds and no delay unless it says so', { httpGet: { port: 80 } }, 12_000, 21_000],
])('when a probe runs: %s', (_name, probe, time, run) => {
  expect(probeAtLeast(probe, 1000, time)).toBe(run);
});

test.each<[name: string, kind: ProbeKind, probe: Probe, times: ProcessTimes, after: number, found: object | null]>([
  ['a process that serves', 'liveness', HTTP, at(1000), 0, null],
  [
    'one that hangs: the next run and its time-out',
    'liveness',
    HTTP,
    at(1000, 5000),
    0,
    { at: 12_000, how: 'timeout' },
  ],
  ['… and the one after it', 'liveness', HTTP, at(1000, 5000), 12_000, { at: 22_000, how: 'timeout' }],
  ['… a run that is under way', 'liveness', HTTP, at(1000, 5000), 11_500, { at: 12_000, how: 'timeout' }],
  [
    '… a time-out that is longer',
    'liveness',
    { ...HTTP, timeoutSeconds: 4 },
    at(1000, 5000),
    0,
    { at: 15_000, how: 'timeout' },
  ],
  ['a TCP probe of one that hangs', 'liveness', TCP, at(1000, 5000), 0, null],
  ['one that is not warm', 'liveness', HTTP, at(15_000), 0, { at: 1000, how: 'refused' }],
  ['… again', 'startup', HTTP, at(15_000), 1000, { at: 11_000, how: 'refused' }],
  ['… until it is', 'startup', HTTP, at(15_000), 11_000, null],
  ['one that is not warm has never been ready', 'readiness', HTTP, at(15_000), 0, null],
  ['one that hangs before it was warm', 'startup', HTTP, at(15_000, 5000), 1000, { at: 12_000, how: 'timeout' }],
])('the next failure of %s', (_name, kind, probe, times, after, found) => {
  expect(nextFailure(kind, probe, times, after)).toEqual(found);
});

test.each<[name: string, probe: Probe, times: ProcessTimes, found: number | null]>([
  ['the first run that finds it warm', HTTP, at(11_500), 21_000],
  ['none when it hangs before', HTTP, at(11_500, 20_000), null],
  ['a TCP probe asks the kernel only', TCP, at(11_500, 20_000), 21_000],
])('the first success: %s', (_name, probe, times, found) => {
  expect(firstSuccess(probe, times)).toBe(found);
});

describe('the words of an Event about a probe that failed', () => {
  const container: Container = { name: 'web', ports: [{ name: 'http', containerPort: 8080 }] };

  test.each<[probe: Probe, how: 'refused' | 'timeout', words: string]>([
    [
      { httpGet: { port: 'http', path: '/healthz' } },
      'timeout',
      'Get "http://10.0.0.1:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    ],
    [
      { httpGet: { port: 443, scheme: 'HTTPS', host: 'web.example' } },
      'refused',
      'Get "https://web.example:443/": dial tcp web.example:443: connect: connection refused',
    ],
    [{ tcpSocket: { port: 'http' } }, 'refused', 'dial tcp 10.0.0.1:8080: connect: connection refused'],
    [
      { exec: { command: ['cat', '/ok'] }, timeoutSeconds: 2 },
      'timeout',
      'command timed out: "cat /ok" timed out after 2s',
    ],
    [{ grpc: { port: 9 } }, 'timeout', 'timeout: health rpc did not complete within 1s'],
  ])('%o, %s', (probe, how, words) => {
    const message = unhealthyMessage('liveness', container, probe, { how, podIP: '10.0.0.1' });
    expect(message).toBe(`Liveness probe failed: ${words}`);
  });
});
