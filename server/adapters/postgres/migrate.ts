// Brings one database to the schema of this build, or refuses. In: an owner's connection string and a mode.
// One transaction per file under an advisory lock, so that a crash leaves whole steps only (F52); the record of what ran
// is Prisma's own table, so that its tools read it too.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { assertCondition } from '#lib/check.ts';
import type { Mode } from '#lib/domain/mode.ts';
import { type Migration, readMigrations } from './migrations.ts';
import { assertDurable } from './settings.ts';

export interface MigrateOptions {
  /** The owner's connection string; it names the database, which is made when missing. */
  readonly url: string;
  readonly mode: Mode;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** The folder to read; this build's own when not given. */
  readonly folder?: string;
}

/** Any fixed number that no other program would lock. */
const LOCK = 7_405_191_733;

/** The name of a mode's own database (I30). */
export function databaseName(mode: Mode): string {
  return `voltage_${mode}`;
}

/**
 * Migrates and marks the database. Throws when an applied file was changed or is missing (the database belongs to another
 * build), when the database belongs to another mode (I30), or when it would not keep what it acknowledges (F99).
 */
export async function migrateDatabase(options: MigrateOptions): Promise<{ applied: number }> {
  await ensureDatabase(options.url);
  const client = new Client({ connectionString: options.url, connectionTimeoutMillis: 10_000 });
  client.on('error', (error) => options.log.warn({ err: error }, 'migration connection lost'));
  await client.connect();
  try {
    await assertDurable(client, false);
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const all = readMigrations(options.folder);
    const pending = await pendingOf(client, all);
    await refuseOtherMode(client, options.mode);
    for (const migration of pending) {
      await apply(client, migration);
      options.log.info({ migration: migration.name }, 'migration applied');
    }
    await mark(client, options.mode, all);
    return { applied: pending.length };
  } finally {
    await client.end();
  }
}

/** Makes the database that `url` names, unless it is there. Needs CREATEDB only when it is not. */
async function ensureDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  assertCondition(/^[a-z][a-z0-9_]{0,62}$/.test(name), `"${name}" is not a plain database name`);
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  const direct = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  direct.on('error', () => undefined);
  try {
    await direct.connect();
    return;
  } catch (error) {
    if (!isCode(error, '3D000')) throw error;
  } finally {
    await direct.end().catch(() => undefined);
  }
  const client = new Client({ connectionString: maintenance.href });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`);
  } catch (error) {
    // Another process was faster: it exists (42P04), or came to be this very moment (23505).
    if (!isCode(error, '42P04') && !isCode(error, '23505')) throw error;
  } finally {
    await client.end();
  }
}

/** The migrations still to run. Throws unless what ran is exactly the beginning of what this build has. */
async function pendingOf(client: Client, all: readonly Migration[]): Promise<readonly Migration[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0)`);
  const applied = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  for (const [index, row] of applied.rows.entries()) {
    const ours = all[index];
    if (!ours || ours.name !== row.name)
      throw new Error(`the database has migration ${row.name}, which this build does not have`);
    if (!row.finished) throw new Error(`migration ${row.name} was begun and never finished`);
    if (ours.checksum !== row.checksum)
      throw new Error(`migration ${row.name} was changed after it was applied`);
  }
  return all.slice(applied.rows.length);
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new Error(`migration ${migration.name} failed and left nothing behind`, { cause: error });
  }
}

/** A database that already carries another mode's mark is refused before anything in it changes. */
async function refuseOtherMode(client: Client, mode: Mode): Promise<void> {
  const table = await client.query<{ there: boolean }>(
    "SELECT to_regclass('public.database_identity') IS NOT NULL AS there",
  );
  if (table.rows[0]?.there !== true) return;
  const row = await client.query<{ mode: string }>('SELECT mode FROM database_identity');
  const found = row.rows[0]?.mode;
  if (found !== undefined && found !== mode)
    throw new Error(`this database belongs to mode ${found}; mode ${mode} must not open it`);
}

async function mark(client: Client, mode: Mode, all: readonly Migration[]): Promise<void> {
  await client.query(
    `INSERT INTO database_identity (mode, schema_version) VALUES ($1, $2)
     ON CONFLICT (only_row) DO UPDATE SET schema_version = excluded.schema_version`,
    [mode, all.at(-1)?.name],
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
