import 'server-only';

import { randomBytes } from 'node:crypto';
import { loadSecret } from '../../server/auth/secret.ts';
import type { Sources } from '../../server/queries/sources.ts';
import { databasePath, openDatabase, type PrismaClient } from '../../server/store/database.ts';

/** What pages need of the server. Pages run in their own copy of the modules, hence a database client of their own. */
export interface ServerContext {
  readonly database: PrismaClient;
  readonly secret: string;
  readonly sources: Sources;
}

const sources: Sources = {
  now: () => new Date(),
  randomBytes: (size) => randomBytes(size),
};

let opened: Promise<ServerContext> | undefined;

/** Opens the database at the first call. A failure is not kept: the next page tries again. */
export async function serverContext(): Promise<ServerContext> {
  opened ??= open().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(): Promise<ServerContext> {
  const dataDirectory = process.env['DATA_DIR'] ?? 'data';
  const database = await openDatabase(databasePath(dataDirectory));
  return { database, secret: loadSecret(dataDirectory, sources), sources };
}
