import { describe, expect, test } from 'vitest';

import { canonicalJson } from '../../lib/kernel/canonical.ts';
import type { FlowLine, View } from '../../lib/session/view.ts';
import { VIEW_SECTIONS } from '../../lib/session/view.ts';
import { applyDelta, diffViews } from '../../lib/wire/view-delta.ts';
import { EMPTY_VIEW } from '../support/empty-view.ts';

const SENT: FlowLine = {
  id: 'm1',
  from: 'user',
  to: 'kube-apiserver',
  kind: 'request',
  verb: 'GET',
  path: '/api/v1/pods',
  sentAt: 0,
};
const LATER: FlowLine = { ...SENT, sentAt: 1 };
const ANSWERED: FlowLine = { ...LATER, status: 200 };

function withFlow(flow: View['flow']): View {
  return { ...EMPTY_VIEW, flow };
}

function withKnowledge(knows: View['knows']): View {
  return { ...EMPTY_VIEW, knows };
}

describe('the difference of two views', () => {
  test.each([
    ['nothing', withFlow({ m1: SENT }), withFlow({ m1: { ...SENT } }), {}, {}, {}],
    ['a new member', EMPTY_VIEW, withFlow({ m1: SENT }), { flow: { m1: SENT } }, {}, {}],
    ['a field', withFlow({ m1: SENT }), withFlow({ m1: LATER }), {}, { flow: { m1: { '/sentAt': 1 } } }, {}],
    [
      'a field more',
      withFlow({ m1: SENT }),
      withFlow({ m1: ANSWERED }),
      {},
      { flow: { m1: { '/sentAt': 1, '/status': 200 } } },
      {},
    ],
    [
      'a field less: the member is set whole',
      withFlow({ m1: ANSWERED }),
      withFlow({ m1: SENT }),
      { flow: { m1: SENT } },
      {},
      {},
    ],
    ['a key gone', withFlow({ m1: SENT }), EMPTY_VIEW, {}, {}, { flow: ['m1'] }],
    ['what is no record', withKnowledge({ a: 1 }), withKnowledge({ a: 2 }), { knows: { a: 2 } }, {}, {}],
    [
      'a field that is null now',
      withKnowledge({ a: { b: 1, c: 'beside' } }),
      withKnowledge({ a: { b: null, c: 'beside' } }),
      {},
      { knows: { a: { '/b': null } } },
      {},
    ],
    [
      'only the order of names',
      withKnowledge({ a: { b: { c: 1, d: 2 } } }),
      withKnowledge({ a: { b: { d: 2, c: 1 } } }),
      {},
      {},
      {},
    ],
  ])('%s', (_what, before, after, upsert, patch, remove) => {
    const change = diffViews(before, after, VIEW_SECTIONS);
    expect(change).toEqual({ upsert, patch, remove });
    expect(canonicalJson(applyDelta(before, change))).toBe(canonicalJson(after));
  });

  test('a patch leaves the member alone that others may still hold', () => {
    const before = withFlow({ m1: SENT });
    applyDelta(before, diffViews(before, withFlow({ m1: LATER }), VIEW_SECTIONS));
    expect(before.flow['m1']).toEqual(SENT);
  });
});
