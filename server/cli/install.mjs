import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { runOrThrow } from './run-command.mjs';

export const root = resolve(import.meta.dirname, '../..');

/**
 * True when node_modules holds what package-lock.json asks for. npm keeps the list of what it installed in
 * node_modules/.package-lock.json; packages for other platforms are in the lockfile alone.
 */
export function installed({ development }) {
  const list = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(list) || !existsSync(join(root, 'generated/prisma'))) return false;
  const present = packagesOf(list);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, wanted]) =>
      path === '' ||
      wanted.optional === true ||
      wanted.devOptional === true ||
      (wanted.dev === true && !development) ||
      present[path]?.version === wanted.version,
  );
}

/** Installs exactly the lockfile when node_modules differs from it. Packages come from the npm registry alone. */
export async function ensureInstalled({ development = false } = {}) {
  if (installed({ development })) return;
  console.log('Installing packages (npm ci) …');
  const args = ['ci', '--no-audit', '--no-fund', '--include=dev'];
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) await runOrThrow(process.execPath, [npm, ...args], { cwd: root });
  else await runOrThrow('npm', args, { cwd: root, shell: process.platform === 'win32' });
  // Does nothing new after a normal install; npm may be configured to run no scripts.
  await runOrThrow(process.execPath, [join(root, 'server/cli/generate.mjs')], { cwd: root });
}

function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}
