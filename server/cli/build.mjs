import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { root } from './install.mjs';
import { runOrThrow } from './run-command.mjs';

/** Everything a build is made of. Tests and documents are not. */
const SOURCES = [
  'app',
  'lib',
  'server',
  'prisma',
  'package.json',
  'package-lock.json',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
];
const STAMP = join(root, 'dist/.sources');
const OUTPUTS = ['.next/BUILD_ID', 'dist/main.js', 'generated/prisma'];

/** Builds the pages into .next and the server into dist, unless both come from the sources as they are now. */
export async function ensureBuilt() {
  const sources = hashOfSources();
  const complete = OUTPUTS.every((path) => existsSync(join(root, path)));
  if (complete && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sources) return;
  await build();
}

async function build() {
  const sources = hashOfSources();
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await runOrThrow(process.execPath, [join(root, 'server/cli/generate.mjs')], { cwd: root });
  await bundleServer();
  await runOrThrow(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  writeFileSync(STAMP, sources);
}

/** The server as one file, and each worker thread as a file of its own beside it. Packages stay in node_modules. */
async function bundleServer() {
  const esbuild = await import('esbuild');
  const workers = filesIn('server').filter((path) => path.endsWith('-worker.ts'));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['server/main.ts', ...workers].map((path) => ({ in: path, out: basename(path, '.ts') })),
    outdir: 'dist',
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    sourcemap: true,
    logLevel: 'warning',
  });
}

function hashOfSources() {
  const hash = createHash('sha256').update(process.version);
  for (const path of SOURCES.flatMap(filesIn)) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

/** The files under a path of the repository (or the file itself) in one order on every system, with forward slashes. */
function filesIn(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await build();
