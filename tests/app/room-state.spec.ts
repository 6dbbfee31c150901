import { describe, expect, test } from 'vitest';

import {
  newRoomState,
  receiveDelta,
  receiveSnapshot,
  reconnected,
  type RoomState,
} from '../../app/_room/room-state.ts';
import { fingerprint } from '../../lib/kernel/canonical.ts';
import type { FlowLine } from '../../lib/session/view.ts';
import type { ViewDelta } from '../../lib/wire/server-messages.ts';
import { applyDelta } from '../../lib/wire/view-delta.ts';
import { EMPTY_VIEW } from '../support/empty-view.ts';

const message: FlowLine = {
  id: 'm1',
  from: 'user',
  to: 'kube-apiserver',
  kind: 'request',
  verb: 'POST',
  path: '/api/v1/namespaces/default/pods',

  sentAt: 0,
};

function at(position: number): RoomState {
  return receiveSnapshot(newRoomState, { sessionId: 's1', position, view: EMPTY_VIEW, hash: fingerprint(EMPTY_VIEW) })
    .state;
}

function delta(change: Partial<ViewDelta>): ViewDelta {
  return { sessionId: 's1', from: 5, to: 6, upsert: {}, patch: {}, remove: {}, ...change };
}

describe('what a page does with a message about its room', () => {
  test('takes a snapshot as it is', () => {
    expect(at(5)).toMatchObject({ sessionId: 's1', position: 5, view: EMPTY_VIEW });
  });

  test.each([
    { when: 'a delta follows', change: {}, position: 6, need: 'nothing' },
    { when: 'a delta came twice', change: { from: 4, to: 5 }, position: 5, need: 'nothing' },
    { when: 'a delta is missing between', change: { from: 6, to: 7 }, position: 5, need: 'missing' },
    { when: 'a delta is of another session', change: { sessionId: 's2' }, position: 5, need: 'missing' },
    { when: 'the fingerprint is another', change: { hash: 'ffffffffffffff' }, position: 6, need: 'everything' },
  ])('asks for $need when $when', ({ change, position, need }) => {
    const received = receiveDelta(at(5), delta(change));
    expect(received).toMatchObject({ need, state: { position } });
  });

  test('asks for everything when a delta comes before any snapshot', () => {
    expect(receiveDelta(newRoomState, delta({}))).toEqual({ state: newRoomState, need: 'everything' });
  });

  test('believes a fingerprint that is right', () => {
    const upsert = { flow: { m1: message } };
    const hash = fingerprint(applyDelta(EMPTY_VIEW, { upsert, patch: {}, remove: {} }));
    const received = receiveDelta(at(5), delta({ upsert, hash }));
    expect(received.need).toBe('nothing');
    expect(received.state.view?.flow).toEqual({ m1: message });
  });

  test('counts the messages that went by while the connection was away, once', () => {
    const back = receiveDelta(reconnected(at(5)), delta({ upsert: { flow: { m1: message } } })).state;
    expect(back.missed).toBe(1);
    const later = receiveDelta(back, delta({ from: 6, to: 7, upsert: { flow: { m2: { ...message, id: 'm2' } } } }));
    expect(later.state.missed).toBe(1);
  });

  test('has missed nothing when it connects for the first time', () => {
    expect(reconnected(newRoomState).missed).toBeNull();
  });
});
