import { describe, expect, test } from 'vitest';
import { readObject } from '../../lib/cluster/objects.ts';
import type { Card } from '../../lib/cluster/card.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import { deskOf } from '../../lib/session/idle.ts';
import { Play } from '../support/play.ts';

const APISERVER = 'kube-apiserver';

function atGate(wave = 0): Play {
  const play = new Play('gatekeeper');
  for (let earlier = 0; earlier < wave; earlier += 1) {
    play.startWave(earlier);
    play.bots();
  }
  play.startWave(wave);
  return play;
}

function missionOf(play: Play, seat: string, id: string) {
  return play.state.cluster.users[seat]?.missions[id];
}

/** The card on kube-apiserver's desk about the request that this user has sent. */
function cardFrom(play: Play, seat: string, kind: Card['kind']): Card {
  const found = play.botsThrough(
    (card) => card.kind === kind && play.state.cluster.apiserver.requests[card.about]?.from === seat,
  );
  if (found === null) throw new Error(`no ${kind} card about a request of ${seat}`);
  return found;
}

describe('the gate', () => {
  test('all bots reach the goals of both rounds, twice alike', () => {
    const states = [0, 1].map(() => {
      const play = atGate(1);
      play.bots();
      expect(play.state.room.waveDone).toBe(true);
      expect(play.entries.every(({ outcome }) => 'events' in outcome && outcome.mistakes.length === 0)).toBe(true);
      return fingerprint(play.state);
    });
    expect(states[0]).toBe(states[1]);
  });

  test.each([
    ['user', 'g1-unknown', 401],
    ['user-2', 'g2-node', 403],
    ['user-3', 'g3-namespace', 403],
    ['user', 'h1-taken', 409],
    ['user-2', 'h2-invalid', 422],
  ])('API-2 API-3 %s: %s is answered with %i', (seat, id, code) => {
    const play = atGate(1);
    play.bots();
    expect(missionOf(play, seat, id)).toMatchObject({ answered: code, done: true });
  });

  test('every question is asked and revealed', () => {
    const play = atGate();
    play.bots();
    play.startWave(1);
    play.bots();
    expect(Object.values(play.state.room.questions).map(({ id, status }) => [id, status])).toEqual(
      [
        'unknown-token',
        'binding-reach',
        'other-namespace',
        'which-first',
        'taken-name',
        'two-slips',
        'who-finds-taken',
        'when-created',
        'who-reports',
      ].map((id) => [id, 'revealed']),
    );
  });

  test('API-2 both slips of a manifest are named with their fields', () => {
    const play = atGate(1);
    play.bots();
    const terminal = play.state.cluster.users['user-2']?.terminal ?? [];
    const at = terminal.findIndex((line) => line.includes('is invalid'));
    const [name, image] = terminal.slice(at + 1);
    expect(name).toContain('* metadata.name: ');
    expect(image).toContain('* spec.containers[0].image: ');
  });

  test('TASK-3 a line with another answer than the wanted one leaves the task open', () => {
    const play = atGate();
    play.act('user', { type: 'RunTask', name: 'proxy' });
    const again = play.botsThrough((card) => card.seat === 'user' && card.kind === 'mission');
    expect(again?.about).toBe('g1-unknown');
    expect(missionOf(play, 'user', 'g1-unknown')).toMatchObject({ answered: 403, asked: { line: 'proxy' } });
    const facts = play.show(again ?? undefined).facts.map(({ label, value }) => [label.key, value]);
    expect(facts).toContainEqual(['fact.answered-code', '403']);
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });

  test('TASK-3 a line that the task does not offer is refused', () => {
    const play = atGate();
    const decision = play.act('user', { type: 'RunTask', name: 'sudo' });
    expect(decision).toMatchObject({ accepted: false, refusal: { reason: 'NotFound' } });
  });

  test('TASK-3 the request carries the credential of the line', () => {
    const play = atGate();
    const card = cardFrom(play, 'user', 'authenticate');
    const facts = play.show(card).facts.map(({ value }) => value);
    expect(facts).toContain('token:sticky-note');
    const other = cardFrom(play, 'user-2', 'authorize');
    expect(play.state.cluster.apiserver.requests[other.about]).toMatchObject({ user: 'student-2' });
  });

  test('a node that was deleted by mistake does not keep the class from the goal', () => {
    const play = atGate();
    const { id } = cardFrom(play, 'user-2', 'authorize');
    const action = { type: 'AuthorizeRequest', card: id, allow: true } as const;
    const decision = play.must({ type: 'Act', seat: APISERVER, action }, { kind: 'bot', seat: APISERVER });
    expect(decision.mistakes.map(({ rule }) => rule)).toEqual(['apiserver.authorized-unbound']);
    play.bots();
    expect(readObject(play.state.cluster, '/registry/minions/node-3')).toBeNull();
    expect(play.state.room.waveDone).toBe(true);
    play.startWave(1);
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });

  test('a manifest with slips that was let in does not keep the class from the goal', () => {
    const play = atGate(1);
    const { id } = cardFrom(play, 'user-2', 'admit');
    const action = { type: 'AdmitObject', card: id, admit: true } as const;
    const decision = play.must({ type: 'Act', seat: APISERVER, action }, { kind: 'bot', seat: APISERVER });
    expect(decision.mistakes.map(({ rule }) => rule)).toEqual(['apiserver.admitted-invalid']);
    play.bots();
    expect(play.state.room.waveDone).toBe(true);
  });

  test('a name that was overwritten runs again under its new uid', () => {
    const play = atGate(1);
    const { id } = cardFrom(play, 'user', 'store');
    const action = { type: 'StoreObject', card: id, compare: false } as const;
    play.must({ type: 'Act', seat: APISERVER, action }, { kind: 'bot', seat: APISERVER });
    play.bots();
    expect(missionOf(play, 'user', 'h1-taken')).toMatchObject({ answered: 409, done: true });
    expect(play.state.room.waveDone).toBe(true);
  });

  test.each([
    ['user', 'g1-unknown'],
    ['user-2', 'g2-node'],
    ['user-3', 'g3-namespace'],
  ])('%s has one task at a time: %s', (seat, id) => {
    const play = atGate();
    expect(deskOf(play.state, seat).map(({ about }) => about)).toEqual([id]);
  });
});
