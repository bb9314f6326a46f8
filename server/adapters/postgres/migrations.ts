// The migration files of this build, in order, each with the SHA-256 of its text. Prisma's folder layout.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertCondition } from '#lib/check.ts';

export interface Migration {
  /** The folder's name, <stamp>_<name>; sorted by it. */
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Where this build keeps its migrations. */
export const MIGRATIONS_FOLDER = fileURLToPath(
  new URL('../../../prisma/migrations', import.meta.url),
);

/** Reads every migration of `folder`; throws when there is none, because that is a broken build. */
export function readMigrations(folder: string = MIGRATIONS_FOLDER): readonly Migration[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  assertCondition(names.length > 0, `${folder} holds no migrations`);
  return names.map((name) => {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
}
