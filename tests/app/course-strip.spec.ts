import { expect, test } from 'vitest';
import { stepState } from '../../app/_cluster/course-strip.tsx';
import type { StripLine } from '../../lib/session/view.ts';

const row: StripLine = { id: 'm1', pod: 'web', lit: { 1: 4, 2: 5, 3: 9, 5: 9 }, early: [5] };
const states = (at?: number) => [1, 2, 3, 4, 5, 6, 7].map((step) => stepState(row, step, at));

test('steps that nothing has lit are still to come', () => {
  expect(states()).toEqual(['done', 'done', 'done', 'next', 'early', 'next', 'open']);
});

test('steps that later entries light are still to come', () => {
  expect(states(5)).toEqual(['done', 'done', 'next', 'open', 'open', 'open', 'open']);
  expect(states(3)).toEqual(['next', 'open', 'open', 'open', 'open', 'open', 'open']);
});

test('before anything happened the first step is next', () => {
  const empty: StripLine = { id: '', pod: '', lit: {}, early: [] };
  expect([1, 2, 11].map((step) => stepState(empty, step))).toEqual(['next', 'open', 'open']);
});
