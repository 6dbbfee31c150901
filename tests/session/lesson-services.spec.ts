import { describe, expect, test } from 'vitest';
import type { Card } from '../../lib/cluster/card.ts';
import { stateFaults } from '../../lib/cluster/invariants.ts';
import { followConnection } from '../../lib/cluster/connect.ts';
import type { Fault } from '../../lib/cluster/faults.ts';
import { listObjects } from '../../lib/cluster/objects.ts';
import { connectionsOf, proxyOf, type ConnectionRoute } from '../../lib/cluster/services.ts';
import { historyOf } from '../../lib/etcd/store.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { isJsonObject } from '../../lib/kernel/json.ts';
import { metadataOf } from '../../lib/kubernetes/registry/metadata.ts';
import { rules } from '../../lib/session/registry.ts';
import { viewFor } from '../../lib/session/view-for.ts';
import { deskOf, waitingCards } from '../../lib/session/idle.ts';
import { Dice } from '../simulation/dice.ts';
import { randomAct } from '../simulation/random-action.ts';
import { Play } from '../support/play.ts';
import { eventsOf, reason, sent } from '../support/spec-play.ts';

const WAVES = [0, 1, 2, 3, 4];
const CONTROLLER = 'endpointslice-controller';
const PROXY = 'kube-proxy@node-1';

/** The lesson with bots in every seat up to this wave, which has begun. */
function begun(wave: number): Play {
  const play = new Play('services');
  for (const earlier of WAVES.slice(0, wave)) {
    play.startWave(earlier);
    play.bots();
  }
  play.startWave(wave);
  return play;
}

function inject(play: Play, fault: Fault): void {
  play.must({ type: 'InjectFault', fault }, { kind: 'teacher' });
}

function endpointsOn(play: Play, node: string): string[] {
  return Object.values(proxyOf(play.state.cluster.machines[node]).rules).flatMap(({ endpoints }) => endpoints);
}

function outcomes(play: Play): string[] {
  return connectionsOf(play.state.cluster).recent.map(({ outcome, route }) => `${outcome} ${route?.cause}`);
}

/** What a connection would come to now. */
function dial(play: Play, host = 'db', node = 'node-1', port = 5432): ConnectionRoute {
  return followConnection(play.state.cluster, { id: 'k99', node, host, port });
}

/** The next card of anybody but the controller. */
function nextOf(play: Play): Card | undefined {
  return waitingCards(play.state).find(({ seat }) => seat !== CONTROLLER);
}

/** How many changes of pods the controller has been told of. */
function heard(play: Play): number {
  return sent(play).filter(({ to, kind, path }) => to === CONTROLLER && kind === 'watch' && path.includes('/pods'))
    .length;
}

function choices(play: Play, seat: string): string[] {
  const { form } = play.show(deskOf(play.state, seat)[0]);
  return form?.kind === 'choices' ? form.rows.map(({ id }) => id) : [];
}

describe('the lesson services', () => {
  test('bots reach every goal, without a mistake, the same way twice', () => {
    const [first, second] = [1, 2].map(() => {
      const play = begun(4);
      play.bots();
      return play;
    });
    expect(first?.state.room).toMatchObject({ waveDone: true, goalReached: true, wave: 4 });
    expect(fingerprint(first?.state.cluster)).toBe(fingerprint(second?.state.cluster));
    const mistakes = first?.entries.flatMap(({ outcome }) => ('mistakes' in outcome ? outcome.mistakes : []));
    expect(mistakes).toEqual([]);
    expect(first === undefined ? [] : stateFaults(first.state.cluster)).toEqual([]);
  });

  test.each([1, 2, 3, 4, 5])('any seed will do: %i', (seed) => {
    const play = new Play('services', seed);
    for (const wave of WAVES) {
      play.startWave(wave);
      play.bots();
      expect(play.state.room.waveDone).toBe(true);
    }
  });

  test.each([1, 2, 3, 4])('after whatever seats say and do, bots find the way back: %i', (seed) => {
    const dice = new Dice(seed);
    const play = new Play('services', seed);
    for (const wave of WAVES) {
      play.startWave(wave);
      for (let turn = 0; turn < 80; turn += 1) {
        const { seat, action } = randomAct(dice, play.state);
        play.give({ type: 'Act', seat, action }, { kind: 'bot', seat });
        if (dice.percent(40)) play.advance();
      }
      expect(stateFaults(play.state.cluster)).toEqual([]);
      play.bots();
      expect(play.state.room.waveDone).toBe(true);
    }
  });

  test('the class acts it out by hand: user, controller and three proxies', () => {
    const play = begun(1);
    expect(play.act('user', { type: 'RunTask' }).accepted).toBe(true);
    play.botsUntil(CONTROLLER, 'slice');
    expect(choices(play, CONTROLLER)).toEqual(['db-uid']);
    expect(play.act(CONTROLLER, { type: 'WriteSlice', pods: ['db-uid'] }).accepted).toBe(true);
    play.botsUntil(PROXY, 'rules');
    for (const node of ['node-1', 'node-2', 'node-3']) {
      expect(choices(play, `kube-proxy@${node}`)).toEqual(['10.244.2.2']);
      play.act(`kube-proxy@${node}`, { type: 'ProgramRules', endpoints: ['10.244.2.2'] });
      expect(endpointsOn(play, node)).toEqual(['10.244.2.2:5432']);
    }
    play.botsUntil('user', 'mission');
    play.act('user', { type: 'RunTask' });
    play.bots();
    expect(outcomes(play).at(-1)).toBe('connected reached');
    expect(play.state.room.waveDone).toBe(true);
  });
});

describe('the EndpointSlice controller', () => {
  test('SVC-1 a write under way makes no second card, until the own watch has shown it', () => {
    const play = begun(1);
    play.bots((card) => card.seat === PROXY);
    const cards = eventsOf(play).filter((event) => event.type === 'CardDealt' && event.card.kind === 'slice');
    expect(cards).toHaveLength(1);
    expect(play.state.cluster.endpointSlices?.writes).toEqual({});
  });

  test('SVC-1 any number of changes are one card', () => {
    const play = begun(2);
    const card = play.botsUntil(CONTROLLER, 'slice');
    const heardBefore = heard(play);
    for (let other = nextOf(play); other !== undefined; other = nextOf(play)) play.bot(other);
    expect(heard(play)).toBeGreaterThan(heardBefore + 1);
    expect(deskOf(play.state, CONTROLLER).map(({ id }) => id)).toEqual([card.id]);
  });

  test.each([
    ['a pod of another Service', ['was-uid']],
    ['no pod at all', ['10.244.9.9']],
  ])('SVC-2 %s cannot be an endpoint', (_name, pods) => {
    const play = begun(1);
    play.botsUntil(CONTROLLER, 'slice');
    expect(reason(play.act(CONTROLLER, { type: 'WriteSlice', pods }))).toBe('Invalid');
  });

  test('SVC-2 what ends or is not Ready stands in the slice as not ready', () => {
    const play = begun(2);
    play.bots();
    const written = sent(play).flatMap(({ verb, kind, body }) =>
      verb === 'PUT' && kind === 'request' ? [JSON.stringify(body)] : [],
    );
    expect(written.some((body) => body.includes('"ready":false,"serving":true,"terminating":true'))).toBe(true);
    expect(written.at(-1)).toContain('"ready":true,"serving":true,"terminating":false');
  });

  test('SVC-2 an empty slice tells that nobody serves; the connection is refused at once', () => {
    const play = begun(1);
    play.act('user', { type: 'RunTask', slip: true });
    play.bots((card) => card.kind === 'repair');
    expect(endpointsOn(play, 'node-1')).toEqual([]);
    expect(dial(play)).toMatchObject({ outcome: 'refused', cause: 'no-endpoints' });
  });
});

describe('kube-proxy', () => {
  test('SVC-3 it writes nothing to the API and nothing on another node', () => {
    const play = begun(1);
    play.botsUntil(PROXY, 'rules');
    const other = { type: 'ProgramRules', endpoints: ['10.244.2.2'], node: 'node-2' } as const;
    expect(reason(play.act(PROXY, other))).toBe('NotYourNode');
    expect(reason(play.act(PROXY, { type: 'ProgramRules', endpoints: ['10.9.9.9'] }))).toBe('Invalid');
    const toEtcd = {
      type: 'SendMessage',
      to: 'etcd',
      verb: 'Txn',
      path: '/registry/endpointslices/default/db',
    } as const;
    expect(reason(play.act(PROXY, toEtcd))).toBe('NoRoute');
    play.bots();
    expect(sent(play).filter(({ from }) => from.startsWith('kube-proxy@'))).toEqual([]);
  });

  test('SVC-4 a new Service without endpoints gets a REJECT and asks nobody', () => {
    const play = begun(1);
    play.botsUntil(CONTROLLER, 'slice');
    expect(Object.keys(proxyOf(play.state.cluster.machines['node-1']).rules)).toHaveLength(1);
    expect(deskOf(play.state, PROXY)).toEqual([]);
    expect(dial(play)).toMatchObject({ outcome: 'refused', cause: 'no-endpoints' });
  });

  test('SVC-6 rules outlive a frozen kube-proxy, go stale, and follow once it moves again', () => {
    const play = begun(4);
    play.bots();
    expect(outcomes(play).filter((outcome) => outcome === 'timed-out dead-endpoint').length).toBeGreaterThan(0);
    expect(outcomes(play).at(-1)).toBe('connected reached');
  });

  test('SVC-1 the slices of a Service that is gone go too, and the rules after them', () => {
    const play = begun(1);
    play.act('user', { type: 'RunTask', slip: true });
    play.bots();
    const slices = listObjects(play.state.cluster, '/registry/endpointslices/');
    expect(slices).toHaveLength(1);
    expect(endpointsOn(play, 'node-3')).toEqual(['10.244.2.2:5432']);
  });

  test('SVC-6 a node that lost its power has no rules, and gets them anew', () => {
    const play = begun(1);
    play.bots();
    inject(play, { kind: 'power-off', node: 'node-3' });
    expect(endpointsOn(play, 'node-3')).toEqual([]);
    inject(play, { kind: 'power-on', node: 'node-3' });
    play.botsThrough(({ seat }) => seat === 'kube-proxy@node-3');
    play.act('kube-proxy@node-3', { type: 'ProgramRules', endpoints: ['10.244.2.2'] });
    expect(endpointsOn(play, 'node-3')).toEqual(['10.244.2.2:5432']);
  });

  test('SVC-7 rules that were left alone come back on the desk after 30 s', () => {
    const play = begun(1);
    play.botsUntil(PROXY, 'rules');
    play.act(PROXY, { type: 'LeaveRules' });
    const left = play.state.cluster.now;
    expect(deskOf(play.state, PROXY)).toEqual([]);
    play.botsUntil(PROXY, 'rules');
    expect(play.state.cluster.now - left).toBe(30_000);
    expect(outcomes(play)).toContain('refused no-endpoints');
  });
});

describe('SVC-5 a connection', () => {
  test.each<[string, number, string, string]>([
    ['straight to a pod needs no Service', 0, '10.244.2.2', 'connected reached'],
    ['a name that nobody has', 0, 'db', 'unknown-host no-such-name'],
    ['an address that nobody has', 0, '10.244.2.9', 'timed-out dead-endpoint'],
  ])('%s', (_name, wave, host, expected) => {
    const { outcome, cause } = dial(begun(wave), host);
    expect(`${outcome} ${cause}`).toBe(expected);
  });

  test('to a port on which nothing listens is refused', () => {
    expect(dial(begun(0), '10.244.2.2', 'node-1', 80)).toMatchObject({ outcome: 'refused', cause: 'nothing-listens' });
  });

  test('is decided by the rules of the client’s own node', () => {
    const play = begun(1);
    play.botsUntil('kube-proxy@node-2', 'rules');
    // node-1 has its rules by now, node-2 still rejects.
    expect(dial(play, 'db', 'node-1')).toMatchObject({
      outcome: 'connected',
      endpoint: '10.244.2.2:5432',
      rewritten: true,
    });
    expect(dial(play, 'db', 'node-2')).toMatchObject({ outcome: 'refused' });
    expect(dial(play, 'db.default.svc.cluster.local', 'node-1')).toMatchObject({ outcome: 'connected' });
  });

  test('ends in nothing while the line between the nodes is cut', () => {
    const play = begun(1);
    play.bots();
    inject(play, { kind: 'cut', node: 'node-2' });
    expect(dial(play)).toMatchObject({ outcome: 'timed-out' });
  });

  test('keeps the endpoint that it was given when it was opened', () => {
    const play = begun(2);
    play.bots();
    const [, byName, afterMove] = connectionsOf(play.state.cluster).recent;
    expect(byName?.route?.endpoint).toBe('10.244.2.2:5432');
    expect(afterMove?.route?.endpoint).toBe('10.244.3.2:5432');
  });

  test('is drawn from pod to pod, and passes through no kube-proxy', () => {
    const play = begun(1);
    play.bots();
    const address = `${dial(play).address}:5432`;
    const hops = sent(play).filter(({ about }) => about === 'k2');
    expect(hops.map(({ from, to, verb, path }) => `${from} ${verb} ${to} ${path}`)).toEqual([
      `was@node-1 connect kernel@node-1 ${address}`,
      'kernel@node-1 DNAT db@node-2 10.244.2.2:5432',
      `db@node-2 SYN-ACK was@node-1 ${address}`,
    ]);
  });

  test('is seen by who opened it, and listed among the objects; another seat sees neither', () => {
    const play = begun(1);
    play.bots();
    const seen = (seat: string): readonly string[] => {
      const view = viewFor(play.state, { kind: 'seat', seat }, rules);
      const hops = Object.values(view.flow).filter(({ from }) => from.startsWith('kernel@'));
      return [...hops.map(({ verb }) => verb), ...Object.keys(view.objects).filter((key) => key.startsWith('conn'))];
    };
    expect(seen('user')).toEqual(['forward', 'DNAT', 'connections/k1', 'connections/k2']);
    expect(seen('kube-proxy@node-1')).toEqual([]);
  });
});

describe('the slice that is stored', () => {
  test('[SVC-8] every change of what it lists counts a generation', () => {
    const play = begun(2);
    play.bots();
    const [slice] = listObjects(play.state.cluster, '/registry/endpointslices/');
    const versions = historyOf(play.state.cluster.store, slice?.key ?? '');
    expect(versions.length).toBeGreaterThan(2);
    const generations = versions.map(({ value }) =>
      isJsonObject(value) ? metadataOf(value)['generation'] : undefined,
    );
    expect(generations).toEqual(versions.map((_, index) => index + 1));
  });
});
