import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { MIGRATIONS_DIRECTORY, missingMigrationSql } from './schema-engine.ts';

/** `npm run migration -- <name>`: writes the SQL that leads from the committed migrations to the schema. */
async function main(): Promise<void> {
  const [name = ''] = process.argv.slice(2);
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error('usage: npm run migration -- <name_in_snake_case>');
  const sql = await missingMigrationSql();
  if (sql === '') {
    process.stdout.write('The committed migrations already lead to the schema.\n');
    return;
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = join(MIGRATIONS_DIRECTORY, `${stamp}_${name}`);
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'migration.sql'), sql);
  process.stdout.write(`Wrote ${directory}: read it, and guard data that the script would drop.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
