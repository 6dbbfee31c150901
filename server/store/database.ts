import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { PrismaLibSql } from '@prisma/adapter-libsql';
import { z } from 'zod';

import { PrismaClient } from '../../generated/prisma/client.ts';
import { BUSY_TIMEOUT_MS } from './sqlite-connection.ts';

export type { PrismaClient };

/** The absolute path of the database file in a data directory, which is made when it is missing. */
export function databasePath(dataDirectory: string): string {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  return resolve(join(dataDirectory, 'kubecrew.db'));
}

const pragmaRows = z.tuple([z.record(z.string(), z.unknown())]);

/**
 * Opens the migrated database for everything but the record's appends. The client may open connections anew, so the
 * required settings must hold without being set: WAL is kept in the file, and the driver's defaults for the others
 * are checked here.
 */
export async function openDatabase(path: string): Promise<PrismaClient> {
  if (!existsSync(path)) throw new Error(`no database at ${path}: apply the migrations first`);
  const client = new PrismaClient({
    adapter: new PrismaLibSql({ url: fileUrl(path), timeout: BUSY_TIMEOUT_MS }),
  });
  try {
    await assertPragma(client, 'journal_mode', 'wal');
    await assertPragma(client, 'synchronous', '2');
    await assertPragma(client, 'foreign_keys', '1');
  } catch (error) {
    await client.$disconnect();
    throw error;
  }
  return client;
}

/** Every character of the path stands for itself, also those that mean something in a URL. */
function fileUrl(path: string): string {
  return `file:${path.split(/[\\/]/).map(encodeURIComponent).join('/')}`;
}

async function assertPragma(client: PrismaClient, name: string, expected: string): Promise<void> {
  const [row] = pragmaRows.parse(await client.$queryRawUnsafe(`PRAGMA ${name}`));
  const found = String(row[name]);
  if (found !== expected) throw new Error(`the database client runs with ${name}=${found}, needed is ${expected}`);
}
