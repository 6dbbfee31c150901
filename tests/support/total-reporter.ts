import type { Reporter, TestModule } from 'vitest/node';

/** The end of a run as one line: what failed to load or to clean up counts as a failure, as does an empty run. */
export function totalLine(modules: readonly TestModule[], unhandledErrors: number): string {
  let passed = 0;
  let failed = unhandledErrors;
  for (const module of modules) {
    failed += module.errors().length;
    for (const test of module.children.allTests()) {
      // A skipped test is a test that did not hold: nothing here may be left out silently.
      if (test.result().state === 'passed') passed += 1;
      else failed += 1;
    }
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
  }
  if (passed + failed === 0) failed = 1;
  return `${passed} passed, ${failed} failed`;
}

/** Prints the total alone on the last line, for a person or a script that reads nothing else. */
export default class TotalReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const line = totalLine(modules, unhandledErrors.length);
    // After the summary of the default reporter, which writes at the same moment.
    process.once('exit', () => process.stdout.write(`${line}\n`));
  }
}
