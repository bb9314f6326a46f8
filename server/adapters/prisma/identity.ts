// Before anything else is read: is this database ours, of this mode, of this build, and does it keep what it acknowledges?
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Mode } from '#lib/domain/mode.ts';
import type { Database } from './client.ts';

/** The newest migration of this build: the schema version the code was written for. */
function schemaVersion(): string {
  const folder = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return names.sort().at(-1) ?? 'none';
}

/** Throws unless mode (I30), schema (F52) and durability (F99) are as this process needs them. */
export async function checkIdentity(db: Database, mode: Mode): Promise<void> {
  const identity = await db.databaseIdentity.findFirst();
  if (identity === null) throw new Error('the database was never migrated');
  if (identity.mode !== mode)
    throw new Error(
      `this database belongs to mode ${identity.mode}; mode ${mode} must not open it`,
    );
  const wanted = schemaVersion();
  if (identity.schemaVersion !== wanted)
    throw new Error(
      `the database has schema ${identity.schemaVersion}, this build needs ${wanted}`,
    );
  const settings = await db.$queryRaw<{ name: string; value: string }[]>`
    SELECT name, current_setting(name) AS value
    FROM unnest(ARRAY['fsync', 'full_page_writes', 'synchronous_commit']) AS name`;
  for (const { name, value } of settings)
    if (value === 'off' || value === 'local')
      throw new Error(`the database has ${name} = ${value}: it could lose committed orders`);
}
