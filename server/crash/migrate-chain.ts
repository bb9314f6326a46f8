// Deaths of the migration runner, each on a database of its own. In: a place and its addresses. Out: what was wrong (F52).
import { Client } from 'pg';
import { readMigrations } from '#server/adapters/postgres/migrations.ts';
import { openStore } from '#server/adapters/prisma/store.ts';
import type { CrashPlan } from './crash-plan.ts';
import { type EngineRun, startProgram } from './engine-run.ts';
import type { Recovery } from './recovery.ts';

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface MigrateAddresses {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

function migrate(url: string, plan: CrashPlan): EngineRun {
  return startProgram(['server/crash/migrate-once.ts', url], plan);
}

/** Why an engine may not open this database; null when it would. */
async function refusal(url: string): Promise<string | null> {
  try {
    const store = await openStore({ url, mode: 'sim', log: QUIET });
    await store.close();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Names of the migrations that stand in the database, finished; each once. */
async function finished(url: string): Promise<readonly string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1',
    );
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Dies once at the place of `plan`, then migrates again by the ordinary way; judged from both sides. */
export async function migrateThroughDeath(
  { ownerUrl, appUrl }: MigrateAddresses,
  plan: CrashPlan,
): Promise<Recovery> {
  const faults: string[] = [];
  const first = migrate(ownerUrl, plan);
  const death = await first.death;
  if (death.by !== 'point') faults.push(`${plan.point} was not reached: ended by ${death.by}`);
  if ((await refusal(appUrl)) === null) faults.push('a half-migrated database was opened');
  const second = migrate(ownerUrl, { ...plan, point: null });
  const end = await second.death;
  const safeMs = performance.now() - second.startedMs;
  if (end.by !== '0') faults.push(`the second migration ended by ${end.by}`, ...second.lines());
  const wanted = readMigrations().map(({ name }) => name);
  const found = await finished(ownerUrl);
  if (found.join() !== wanted.join()) faults.push(`migrations: ${found.join()}`);
  const refused = await refusal(appUrl);
  if (refused !== null) faults.push(`after a clean start it is refused: ${refused}`);
  return { readyMs: second.readyMs() ?? safeMs, safeMs, state: 'migrated', faults };
}
