import { describe, expect, test } from 'vitest';
import type { Message } from '../../lib/cluster/message.ts';
import { asPod, listObjects } from '../../lib/cluster/objects.ts';
import { asOwner } from '../../lib/components/replication-controller/knowledge.ts';
import { isJsonObject, type JsonObject } from '../../lib/kernel/json.ts';
import type { ReplicaOwner } from '../../lib/components/replication-controller/replicaset.ts';
import type { KubernetesObject } from '../../lib/kubernetes/types/meta.ts';
import { pod, PODS, post, REPLICASETS, replicaSet, settle } from '../support/api-play.ts';
import { Play } from '../support/play.ts';
import { sent } from '../support/spec-play.ts';

const SEAT = 'replication-controller';

/** The lesson's first round played to its end: a ReplicaSet, or a Deployment, with its pods. */
function settled(lesson = 'replicas'): Play {
  const play = new Play(lesson);
  play.startWave(0);
  play.bots();
  rest(play);
  return play;
}

function rest(play: Play): void {
  settle(play);
  play.botsThrough(() => false);
}

function stored({ state }: Play, resource: string): KubernetesObject[] {
  return listObjects(state.cluster, `/registry/${resource}/default/`).map(({ object }) => asPod(object));
}

function sets({ state }: Play): ReplicaOwner[] {
  return listObjects(state.cluster, '/registry/replicasets/default/').map(({ object }) => asOwner(object));
}

function nameOf({ metadata }: KubernetesObject): string {
  return metadata.name ?? '';
}

function ownersOf({ metadata }: KubernetesObject): string[] {
  return (metadata.ownerReferences ?? []).map(({ kind, name }) => `${kind}/${name}`);
}

function relabel(play: Play, path: string, labels: JsonObject): void {
  post(play, { verb: 'PATCH', path, body: { metadata: { labels } } });
  rest(play);
}

/** What the controllers asked for since then, without Events and statuses: `PATCH .../pods/web 200`. */
function asked(play: Play, before: number): string[] {
  const messages = sent(play);
  const status = ({ id }: Message): number | undefined => messages.find(({ inReplyTo }) => inReplyTo === id)?.status;
  return messages
    .slice(before)
    .filter(({ kind, from, path }) => kind === 'request' && from === SEAT && !/events|status/.test(path))
    .map((message) => `${message.verb} ${message.path.replace(/.*\/default\//, '')} ${status(message)}`);
}

describe('a pod whose labels change', () => {
  test('[REP-11] it is let go, and another one is made', () => {
    const play = settled();
    const [first, second] = stored(play, 'pods').map(nameOf);
    const before = sent(play).length;
    relabel(play, `${PODS}/${first}`, { app: 'debug' });
    expect(asked(play, before)).toEqual([`PATCH pods/${first} 200`, 'POST pods 201']);
    const pods = stored(play, 'pods');
    expect(ownersOf(pods.find((found) => nameOf(found) === first) ?? { metadata: {} })).toEqual([]);
    const owned = pods.filter((found) => ownersOf(found).includes('ReplicaSet/web')).map(nameOf);
    expect(owned).toHaveLength(2);
    expect(owned).toContain(second);
    expect(sets(play).map(({ status }) => status?.replicas)).toEqual([2]);
  });

  test('[REP-11] the patch names the uid of the pod, so that a namesake is left alone', () => {
    const play = settled();
    const [first] = stored(play, 'pods');
    const before = sent(play).length;
    relabel(play, `${PODS}/${first?.metadata.name}`, { app: 'debug' });
    const patch = sent(play)
      .slice(before)
      .find(({ from, verb }) => from === SEAT && verb === 'PATCH');
    expect(patch?.body).toMatchObject({ metadata: { uid: first?.metadata.uid } });
  });

  test('[REP-11] one that matches again is taken back, and then there is one too many', () => {
    const play = settled();
    const [first] = stored(play, 'pods').map(nameOf);
    relabel(play, `${PODS}/${first}`, { app: 'debug' });
    const before = sent(play).length;
    relabel(play, `${PODS}/${first}`, { app: 'web' });
    const [look, patch, removal] = asked(play, before);
    expect([look, patch]).toEqual(['GET replicasets/web 200', `PATCH pods/${first} 200`]);
    expect(removal).toMatch(/^DELETE pods\/web-\w{5} 200$/);
    expect(stored(play, 'pods').map(ownersOf)).toEqual([['ReplicaSet/web'], ['ReplicaSet/web']]);
  });

  test('[REP-11] a pod on its way out stays whose it is', () => {
    const play = settled();
    const [first] = stored(play, 'pods').map(nameOf);
    post(play, { verb: 'DELETE', path: `${PODS}/${first}`, body: {} });
    const before = sent(play).length;
    post(play, { verb: 'PATCH', path: `${PODS}/${first}`, body: { metadata: { labels: { app: 'debug' } } } });
    rest(play);
    expect(asked(play, before).filter((line) => line.startsWith('PATCH'))).toEqual([]);
    expect(stored(play, 'pods')).toHaveLength(2);
  });

  test('[REP-5] an owner that is gone by the time it looks at itself adopts nothing', () => {
    const play = settled();
    const metadata = { name: 'stray', labels: { app: 'web' } };
    const before = sent(play).length;
    post(play, { verb: 'POST', path: PODS, body: { ...pod('stray'), metadata } });
    // Right behind: when the controller hears of the stray pod it has not heard of this yet.
    post(play, { verb: 'DELETE', path: `${REPLICASETS}/web`, body: { propagationPolicy: 'Background' } });
    settle(play);
    const lines = asked(play, before);
    expect(lines).toContain('GET replicasets/web 404');
    expect(lines.filter((line) => line.startsWith('PATCH'))).toEqual([]);
    const stray = stored(play, 'pods').filter((found) => nameOf(found) === 'stray');
    expect(stray.map(ownersOf)).toEqual([[]]);
  });
});

describe('a ReplicaSet and the Deployment that selects it', () => {
  const SHOP = { matchLabels: { app: 'shop' } };

  test('[REP-12] one that nobody controls is adopted, counted, and scaled away as an old one', () => {
    const play = settled('rolling-update');
    const before = sent(play).length;
    const stray = replicaSet('stray', 1);
    const template = { metadata: { labels: { app: 'shop', stray: 'yes' } } };
    const selector = { matchLabels: { app: 'shop', stray: 'yes' } };
    const spec = { ...(stray['spec'] as JsonObject), selector, template: { ...templateOf(stray), ...template } };
    post(play, {
      verb: 'POST',
      path: REPLICASETS,
      body: { ...stray, metadata: { name: 'stray', labels: SHOP.matchLabels }, spec },
    });
    rest(play);
    const lines = asked(play, before);
    expect(lines.slice(0, 2)).toEqual(['GET deployments/shop 200', 'PATCH replicasets/stray 200']);
    expect(lines.filter((line) => line.startsWith('PUT replicasets/stray'))).not.toEqual([]);
    const adopted = sets(play).find((set) => nameOf(set) === 'stray');
    expect(ownersOf(adopted ?? { metadata: {} })).toEqual(['Deployment/shop']);
    expect(adopted?.spec?.replicas).toBe(0);
  });

  test('[REP-12] one whose labels stop matching is let go with its pods, and another one is made', () => {
    const play = settled('rolling-update');
    const [name] = stored(play, 'replicasets').map(nameOf);
    const before = sent(play).length;
    relabel(play, `${REPLICASETS}/${name}`, { app: 'debug' });
    expect(asked(play, before)[0]).toBe(`PATCH replicasets/${name} 200`);
    expect(new Set(sets(play).map((set) => ownersOf(set).join()))).toEqual(new Set(['', 'Deployment/shop']));
    expect(sets(play).map(({ spec }) => spec?.replicas)).toEqual([2, 2]);
    expect(stored(play, 'pods')).toHaveLength(4);
  });
});

function templateOf({ spec }: JsonObject): JsonObject {
  const template = isJsonObject(spec) ? spec['template'] : {};
  return isJsonObject(template) ? template : {};
}
