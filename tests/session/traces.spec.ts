import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../lib/cluster/message.ts';
import { eventsOf, sent, started } from '../support/spec-play.ts';

interface TraceEvent {
  readonly stream: 'api' | 'etcd' | 'cri';
  readonly actor?: string;
  readonly verb?: string;
  readonly path?: string;
  readonly code?: number;
  readonly op?: string;
  readonly key?: string;
  readonly version?: number;
  readonly call?: string;
}

const trace = JSON.parse(readFileSync(join(import.meta.dirname, 'traces/pod-create.json'), 'utf8')) as {
  readonly events: readonly TraceEvent[];
};

/** The seat that stands for an actor of the recording; its only node is the one the pod runs on. */
const ACTORS: Readonly<Record<string, string>> = {
  'kubectl (user)': 'user',
  'kube-apiserver (itself)': 'kube-apiserver',
  'kube-scheduler': 'kube-scheduler',
  'kubelet node-1': 'kubelet@node-3',
};

/** Event names end in a stamp of their own. */
function plain(key: string): string {
  return key.replace(/\/web\..+$/, '/web.<event-suffix>');
}

const play = started();
play.bots();
const messages = sent(play);
const codes = new Map(
  messages.flatMap(({ inReplyTo, status }) => (inReplyTo === undefined ? [] : [[inReplyTo, status]])),
);

function isApiRequest({ kind, to }: Message): boolean {
  return kind === 'request' && to === 'kube-apiserver';
}

describe('one pod, against a recording of a real control plane', () => {
  test('the same requests reach the apiserver in the same order with the same codes', () => {
    const recorded = trace.events
      .filter(({ stream }) => stream === 'api')
      .map(({ actor, verb, path, code }) => `${ACTORS[actor ?? '']} ${verb} ${path} ${code}`);
    const played = messages
      .filter(isApiRequest)
      // The recording leaves the volume's ConfigMap out.
      .filter(({ path }) => !path.includes('configmaps'))
      .map(({ id, from, verb, path }) => `${from} ${verb} ${path} ${codes.get(id)}`);
    expect(played).toEqual(recorded);
  });

  test('the same keys are written the same number of times in the same order', () => {
    const recorded = trace.events
      .filter(({ stream }) => stream === 'etcd')
      .map(({ key, version }) => `${plain(key ?? '')} ${version}`);
    const played = eventsOf(play).flatMap((event) =>
      event.type === 'TxnCommitted' ? [`${plain(event.key)} ${event.keyVersion}`] : [],
    );
    expect(played).toEqual(recorded);
  });

  test('the same CRI calls in the same order', () => {
    const recorded = trace.events.flatMap(({ stream, call }) => (stream === 'cri' && call !== undefined ? [call] : []));
    const played = messages
      .filter(({ kind, to }) => kind === 'request' && to.startsWith('container-runtime@'))
      .map(({ verb }) => verb);
    // The real kubelet asks for the image's status again after a pull; once is enough for a story.
    const once = recorded.filter((call, index) => call !== 'ImageStatus' || recorded.indexOf(call) === index);
    expect(played).toEqual(once);
  });
});
