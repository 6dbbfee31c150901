import { chmodSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Sources } from '../queries/sources.ts';
import { issueToken } from './tokens.ts';

const SECRET_PATTERN = /^[\w-]{43}$/;

/**
 * The server's secret, which signs sign-ins and QR codes. Made at the first start and kept in the data directory,
 * readable by the server's user only. Two programs that start at once agree on one.
 */
export function loadSecret(dataDirectory: string, sources: Sources): string {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const path = join(dataDirectory, 'secret');
  const known = readSecret(path);
  if (known !== undefined) return known;
  const draft = `${path}.${issueToken(sources).tokenHash.slice(0, 16)}`;
  writeFileSync(draft, issueToken(sources).token, { mode: 0o600, flag: 'wx' });
  try {
    // A link appears whole or not at all, and not over another one.
    linkSync(draft, path);
  } catch (error) {
    if (readSecret(path) === undefined) throw error;
  } finally {
    unlinkSync(draft);
  }
  return readSecret(path) ?? refuse(path);
}

function readSecret(path: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  if (!SECRET_PATTERN.test(text)) refuse(path);
  chmodSync(path, 0o600);
  return text;
}

function refuse(path: string): never {
  throw new Error(`${path} does not hold a secret: restore it, or remove it to sign everybody out`);
}
