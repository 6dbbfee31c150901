import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { PrismaLibSql } from '@prisma/adapter-libsql';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

import { compareStrings } from '../lib/kernel/ordered.ts';
import { migrate } from '../server/store/migrate.ts';

const HERE = dirname(fileURLToPath(import.meta.url));

export const MIGRATIONS_DIRECTORY = join(HERE, 'migrations');

const SCHEMA_FILE = { path: 'schema.prisma', content: readFileSync(join(HERE, 'schema.prisma'), 'utf8') };

/** The module keeps one instance for the whole process; a second one would invalidate engines already open. */
const instantiated = instantiate();

async function instantiate(): Promise<void> {
  const wasmPath = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmPath), {
    './schema_engine_bg.js': { ...engine },
  });
  engine.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start === 'function') start();
}

/**
 * Prisma's schema engine as WebAssembly, working on the SQLite database at `url`. Unlike the native engine it comes
 * with the package, so that migrations can be made without a download.
 */
async function openSchemaEngine(url: string): Promise<engine.SchemaEngine> {
  await instantiated;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaLibSql({ url }));
  return engine.SchemaEngine.new({ datamodels: [[SCHEMA_FILE.path, SCHEMA_FILE.content]] }, () => undefined, adapter);
}

/** The SQL that leads from the committed migrations to the schema; empty when they agree. */
export async function missingMigrationSql(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'kubecrew-schema-'));
  const path = join(directory, 'migrated.db');
  migrate(path, MIGRATIONS_DIRECTORY, () => new Date());
  const schemaEngine = await openSchemaEngine(`file:${path}`);
  try {
    const { stdout } = await schemaEngine.diff({
      from: { tag: 'schemaDatasource', files: [SCHEMA_FILE], configDir: HERE },
      to: { tag: 'schemaDatamodel', files: [SCHEMA_FILE] },
      script: true,
      exitCode: null,
      filters: { externalTables: ['_prisma_migrations'], externalEnums: [] },
    });
    return stdout === null || stdout.startsWith('-- This is an empty migration') ? '' : stdout;
  } finally {
    schemaEngine.free();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What `prisma migrate deploy` would still apply to the database at `url`, and what it finds wrong there. */
export async function diagnoseDatabase(url: string): Promise<engine.DiagnoseMigrationHistoryOutput> {
  const schemaEngine = await openSchemaEngine(url);
  try {
    return await schemaEngine.diagnoseMigrationHistory({
      migrationsList: committedMigrations(),
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    });
  } finally {
    schemaEngine.free();
  }
}

function committedMigrations(): engine.MigrationList {
  const names = readdirSync(MIGRATIONS_DIRECTORY, { withFileTypes: true })
    .filter((item) => item.isDirectory())
    .map((item) => item.name)
    .sort(compareStrings);
  return {
    baseDir: MIGRATIONS_DIRECTORY,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(MIGRATIONS_DIRECTORY, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}
