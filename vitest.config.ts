import { defineConfig } from 'vitest/config';

const spec = (folder: string) => `tests/${folder}/**/*.spec.{ts,tsx}`;

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/total-reporter.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          include: [spec('*'), 'tests/*.spec.ts'],
          exclude: [spec('server'), spec('e2e')],
          pool: 'threads',
          // Only a test that hangs is to fail by it, also where the machine has much else to do.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'server',
          include: [spec('server')],
          pool: 'forks',
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: [spec('e2e')],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          globalSetup: './tests/e2e/support/global-setup.ts',
        },
      },
    ],
  },
});
