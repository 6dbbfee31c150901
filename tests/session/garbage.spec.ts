import { describe, expect, test } from 'vitest';
import type { Message } from '../../lib/cluster/message.ts';
import { asPod, listObjects } from '../../lib/cluster/objects.ts';
import type { JsonObject } from '../../lib/kernel/json.ts';
import { post, REPLICASETS, settle } from '../support/api-play.ts';
import { Play } from '../support/play.ts';
import { sent } from '../support/spec-play.ts';

const DEPLOYMENT = '/apis/apps/v1/namespaces/default/deployments/shop';

/** A Deployment with its ReplicaSet and two pods, all of them settled. */
function begun(): Play {
  const play = new Play('rolling-update');
  play.startWave(0);
  play.bots();
  play.botsThrough(() => false);
  return play;
}

/** Deletes an object; nobody but the controllers and the kubelets acts. */
function remove(play: Play, path: string, body: JsonObject): void {
  post(play, { verb: 'DELETE', path, body });
  settle(play);
  play.botsThrough(({ seat }) => seat === 'user');
}

function stored({ state }: Play, resource: string): { readonly name: string; readonly owners: readonly string[] }[] {
  return listObjects(state.cluster, `/registry/${resource}/default/`).map(({ object }) => {
    const { name = '', ownerReferences = [] } = asPod(object).metadata;
    return { name, owners: ownerReferences.map(({ kind }) => kind) };
  });
}

/** What the collector asked for, as verbs and kinds with their codes. */
function asked(play: Play, before: number): string[] {
  const messages = sent(play);
  const status = ({ id }: Message): number | undefined => messages.find(({ inReplyTo }) => inReplyTo === id)?.status;
  return messages
    .slice(before)
    .filter(
      ({ kind, from, path }) => kind === 'request' && from === 'replication-controller' && !/events|status/.test(path),
    )
    .map((message) => `${message.verb} ${message.path.split('/').at(-2)} ${status(message)}`);
}

describe('a Deployment that waits for what it owns', () => {
  test('[REP-13] Foreground: pods first, then the set, then the Deployment', () => {
    const play = begun();
    const before = sent(play).length;
    remove(play, DEPLOYMENT, { propagationPolicy: 'Foreground' });
    expect(asked(play, before)).toEqual([
      'DELETE replicasets 200',
      'DELETE pods 200',
      'DELETE pods 200',
      'PATCH replicasets 200',
      'PATCH deployments 200',
    ]);
    expect(['deployments', 'replicasets', 'pods'].flatMap((resource) => stored(play, resource))).toEqual([]);
  });

  test('[REP-13] nothing is replaced while it goes', () => {
    const play = begun();
    const before = sent(play).length;
    remove(play, DEPLOYMENT, { propagationPolicy: 'Foreground' });
    expect(asked(play, before).filter((line) => line.startsWith('POST'))).toEqual([]);
  });

  test('[REP-14] Orphan: it goes, and what it owned stays and is nobody’s', () => {
    const play = begun();
    const before = sent(play).length;
    remove(play, DEPLOYMENT, { propagationPolicy: 'Orphan' });
    expect(asked(play, before)).toEqual(['PATCH replicasets 200', 'PATCH deployments 200']);
    expect(stored(play, 'deployments')).toEqual([]);
    expect(stored(play, 'replicasets').map(({ owners }) => owners)).toEqual([[]]);
    expect(stored(play, 'pods').map(({ owners }) => owners)).toEqual([['ReplicaSet'], ['ReplicaSet']]);
  });

  test('[REP-14] a ReplicaSet that is orphaned leaves its pods running', () => {
    const play = begun();
    const [name] = stored(play, 'replicasets').map((set) => set.name);
    const pods = stored(play, 'pods').map((pod) => pod.name);
    remove(play, `${REPLICASETS}/${name}`, { propagationPolicy: 'Orphan' });
    const left = stored(play, 'pods').filter((pod) => pods.includes(pod.name));
    expect(left).toHaveLength(2);
    // The Deployment makes its ReplicaSet again, and that adopts them.
    expect(left.map(({ owners }) => owners)).toEqual([['ReplicaSet'], ['ReplicaSet']]);
    expect(stored(play, 'pods')).toHaveLength(2);
  });
});
