import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';

import type { SqliteEventLog } from '../../../server/store/sqlite-event-log.ts';
import { entriesAfter } from '../../store/event-log-contract.ts';
import { type TemporaryDatabase, temporaryDatabase } from './temporary-database.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

let database: TemporaryDatabase;
let output: string;
beforeEach(() => {
  database = temporaryDatabase();
  database.createSession('s1');
  // Inside the repository, so that packages left out of the bundle are found.
  output = mkdtempSync(join(ROOT, 'node_modules', '.kubecrew-bundle-'));
});
afterEach(() => {
  database.dispose();
  rmSync(output, { recursive: true, force: true });
});

const bundleSchema = z.object({
  SqliteEventLog: z.custom<typeof SqliteEventLog>((value) => typeof value === 'function'),
});

test('a bundled server starts the bundled worker beside it', async () => {
  writeFileSync(
    join(output, 'main.ts'),
    `export { SqliteEventLog } from ${JSON.stringify(join(ROOT, 'server/store/sqlite-event-log.ts'))};`,
  );
  await build({
    entryPoints: [join(output, 'main.ts'), join(ROOT, 'server/store/append-worker.ts')],
    outdir: output,
    entryNames: '[name]',
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const bundle: unknown = await import(/* @vite-ignore */ pathToFileURL(join(output, 'main.js')).href);
  const log = await bundleSchema.parse(bundle).SqliteEventLog.open(database.path);
  const epoch = await log.claim('s1');
  expect(await log.append('s1', 0, epoch, entriesAfter(0, 1, epoch))).toEqual({ outcome: 'ok', position: 1 });
  await log.close();
});
