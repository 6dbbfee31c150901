import { expect, test } from 'vitest';

import { type EndedModule, totalLine } from '../support/total-reporter.ts';

function ended(states: readonly string[], loadErrors = 0, suiteErrors = 0): EndedModule {
  const errors = (count: number) => Array.from({ length: count }, () => new Error('broken'));
  return {
    errors: () => errors(loadErrors),
    children: {
      allTests: () => states.map((state) => ({ result: () => ({ state }) })),
      allSuites: () => [{ errors: () => errors(suiteErrors) }],
    },
  };
}

test.each([
  {
    what: 'tests of all files are added up',
    modules: [ended(['passed', 'passed']), ended(['failed'])],
    unhandled: 0,
    line: '2 passed, 1 failed',
  },
  {
    what: 'a test that did not run has failed',
    modules: [ended(['passed', 'skipped', 'pending'])],
    unhandled: 0,
    line: '1 passed, 2 failed',
  },
  { what: 'a file that does not load has failed', modules: [ended([], 1)], unhandled: 0, line: '0 passed, 1 failed' },
  {
    what: 'a suite that cannot clean up has failed',
    modules: [ended(['passed'], 0, 1)],
    unhandled: 0,
    line: '1 passed, 1 failed',
  },
  {
    what: 'an error that nobody caught is a failure',
    modules: [ended(['passed'])],
    unhandled: 1,
    line: '1 passed, 1 failed',
  },
  { what: 'a run without tests has failed', modules: [], unhandled: 0, line: '0 passed, 1 failed' },
])('$what', ({ modules, unhandled, line }) => {
  expect(totalLine(modules, unhandled)).toBe(line);
});
