import { describe, expect, test } from 'vitest';
import { adviseCard } from '../../lib/session/advise.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { rules } from '../../lib/session/registry.ts';
import { evolve } from '../../lib/cluster/evolve.ts';
import { ask, post, quiet, replicaSet, REPLICASETS, settle, storedObject, type HandMade } from '../support/api-play.ts';
import type { Play } from '../support/play.ts';
import { sent } from '../support/spec-play.ts';

const SCALE = `${REPLICASETS}/web/scale`;

/** A ReplicaSet is stored, and a request that its player decides lies on the desk. */
function waiting(request: HandMade, stages = false): Play {
  const play = quiet();
  ask(play, { verb: 'POST', path: REPLICASETS, body: replicaSet('web', 2) });
  settle(play);
  const grain = [{ component: 'kube-apiserver', grain: stages ? 'stages' : 'one' }] as const;
  play.state = { ...play.state, cluster: evolve(play.state.cluster, { type: 'GrainChanged', grain }) };
  post(play, { credential: 'cert:student-1', weight: 'story', ...request });
  play.must({ type: 'DeliverNext' }, { kind: 'machinery' });
  return play;
}

function facts(play: Play): Record<string, string> {
  const view = play.show(deskOf(play.state, 'kube-apiserver')[0]);
  return Object.fromEntries(view.facts.map(({ label, value }) => [label.key, value]));
}

function lastStatus(play: Play): number | undefined {
  return sent(play).findLast(({ kind, from }) => kind === 'answer' && from === 'kube-apiserver')?.status;
}

describe('cards for every kind', () => {
  test('[API-25] a change shows the object and what would change', () => {
    const play = waiting({ verb: 'PATCH', path: SCALE, body: { spec: { replicas: 3 } } });
    expect(facts(play)).toMatchObject({
      'fact.object': 'ReplicaSet default/web',
      'fact.changes': 'spec.replicas 2 → 3',
      'fact.wants': 'PATCH replicasets/scale',
    });
  });

  test('[API-25] a new object shows what is asked and what was filled in', () => {
    const body = { metadata: { name: 'db' }, spec: { selector: { app: 'db' }, ports: [{ port: 5432 }] } };
    const play = waiting({ verb: 'POST', path: '/api/v1/namespaces/default/services', body });
    const shown = facts(play);
    expect(shown['fact.object']).toBe('Service default/db');
    expect(shown['fact.asks']).toBe('spec.ports[5432] ✓, spec.selector.app db');
    expect(shown['fact.mutations']).toMatch(/^spec: .*\bclusterIP\b/);
  });

  test('[API-25] what breaks a rule is named by its field', () => {
    const body = { spec: { selector: { matchLabels: { other: 'x' } } } };
    const play = waiting({ verb: 'PATCH', path: `${REPLICASETS}/web`, body });
    expect(facts(play)['fact.invalid']).toContain('spec.selector');
  });

  test.each([
    [
      'cert:student-1',
      'students-describe-nodes: — | students-edit: get, list, watch, create, update, patch, delete replicasets, replicasets/scale',
    ],
    ['cert:node-1', 'Node authorizer: node-1'],
    ['token:kube-proxy', 'system:node-proxier: —'],
    ['cert:stranger', '—'],
  ])('[API-25] what bindings give %s on the resource: %s', (credential, grants) => {
    const play = waiting({ verb: 'PATCH', path: SCALE, body: {}, credential });
    expect(facts(play)['fact.binding']).toBe(grants);
  });

  const verdicts: readonly [string, HandMade, string, number | null][] = [
    ['what is in order', { verb: 'PATCH', path: SCALE, body: { spec: { replicas: 3 } } }, 'PassRequest', null],
    [
      'an unknown credential',
      { verb: 'PATCH', path: SCALE, body: {}, credential: 'cert:stranger' },
      'RefuseRequest',
      401,
    ],
    [
      'a status that students may not write',
      { verb: 'PUT', path: `${REPLICASETS}/web/status`, body: {} },
      'RefuseRequest',
      403,
    ],
    ['a negative number', { verb: 'PATCH', path: SCALE, body: { spec: { replicas: -1 } } }, 'RefuseRequest', 422],
  ];
  test.each(verdicts)('[API-26] %s', (_, request, type, code) => {
    const play = waiting(request);
    const [card] = deskOf(play.state, 'kube-apiserver');
    const { action } = adviseCard(play.state, card?.id ?? '', rules);
    expect(action).toMatchObject(code === null ? { type } : { type, code });
    if (card === undefined) return;
    play.bot(card);
    const [last] = play.entries.slice(-1);
    expect(last?.outcome).toMatchObject({ mistakes: [] });
    if (code !== null) expect(lastStatus(play)).toBe(code);
  });

  test.each([
    ['a missing object', { verb: 'PATCH', path: `${REPLICASETS}/nobody`, body: {} }, 404],
    [
      'an old version',
      {
        verb: 'PUT',
        path: `${REPLICASETS}/web`,
        body: { ...replicaSet('web', 3), metadata: { name: 'web', resourceVersion: '5' } },
      },
      409,
    ],
  ] as const)('[API-26] %s is data: passed on it is answered, refused it is a mistake', (_, request, code) => {
    const passed = waiting(request);
    expect(passed.act('kube-apiserver', { type: 'PassRequest' })).toMatchObject({ accepted: true, mistakes: [] });
    expect(lastStatus(passed)).toBe(code);
    const refused = waiting(request);
    const decision = refused.act('kube-apiserver', { type: 'RefuseRequest', code: 422 });
    expect(decision).toMatchObject({ mistakes: [{ rule: 'apiserver.rejected-valid' }] });
  });

  test('[API-26] in stages a change is compared with the revision that was read', () => {
    const play = waiting({ verb: 'PATCH', path: SCALE, body: { spec: { replicas: 3 } } }, true);
    play.botsUntil('kube-apiserver', 'store');
    const [card] = deskOf(play.state, 'kube-apiserver');
    const { because } = adviseCard(play.state, card?.id ?? '', rules);
    expect(because.key).toBe('because.apiserver.store-change');
    play.botsThrough(({ kind }) => kind === 'answer');
    const [last] = deskOf(play.state, 'kube-apiserver');
    expect(adviseCard(play.state, last?.id ?? '', rules).because.key).toBe('because.apiserver.answer-any');
    expect(storedObject(play, 'replicasets', 'web', 'default')).toMatchObject({ spec: { replicas: 3 } });
  });
});
