import type { Reporter, TestModule } from 'vitest/node';

/** What the total needs to know of a test file that has ended. */
export interface EndedModule {
  errors(): readonly unknown[];
  readonly children: {
    allTests(): Iterable<{ result(): { readonly state: string } }>;
    allSuites(): Iterable<{ errors(): readonly unknown[] }>;
  };
}

/**
 * The end of a run as one line. What failed to load or to clean up counts as failed; so does a test that did not run
 * and a run without tests: nothing may be left out silently.
 */
export function totalLine(modules: readonly EndedModule[], unhandledErrors: number): string {
  let passed = 0;
  let failed = unhandledErrors;
  for (const module of modules) {
    failed += module.errors().length;
    for (const test of module.children.allTests()) {
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
