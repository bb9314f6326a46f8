// The database of a start: the external one that is configured, or an embedded one under the home. Out: its address.
import { join } from 'node:path';
import type { Logger } from 'pino';
import { databaseName, migrateDatabase } from '#server/adapters/postgres/migrate.ts';
import { type Postgres, startPostgres } from '#server/adapters/postgres/start-postgres.ts';
import type { Config } from '#server/config/config.ts';

/** Starts and migrates. `onStarted` hears of an embedded server before anything can fail, so that it can be stopped. */
export async function startDatabase(
  config: Pick<Config, 'home' | 'mode' | 'databaseUrl'>,
  log: Logger,
  onStarted: (postgres: Postgres) => void,
): Promise<string> {
  const { home, mode, databaseUrl } = config;
  if (databaseUrl !== null) {
    await migrateDatabase({ url: databaseUrl, mode, log });
    return databaseUrl;
  }
  const postgres = await startPostgres({ dataDir: join(home, 'postgres'), log });
  onStarted(postgres);
  const name = databaseName(mode);
  await migrateDatabase({ url: postgres.url(name, 'owner'), mode, log });
  return postgres.url(name, 'app');
}
