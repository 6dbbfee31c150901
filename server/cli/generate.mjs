import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const prisma = join(root, 'node_modules/prisma/build/index.js');

if (!existsSync(join(root, 'prisma/schema.prisma'))) {
  console.log('generate: no prisma/schema.prisma, nothing to do');
} else {
  // Prisma insists on locating a schema engine before it generates, and would download one. The
  // generator itself is WebAssembly and never starts that engine, so any executable satisfies it.
  const { status } = spawnSync(process.execPath, [prisma, 'generate', '--no-hints'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
  });
  process.exitCode = status ?? 1;
}
