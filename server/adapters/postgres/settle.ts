// The first talk with a started or adopted server: is it ours, is it durable, does it know the app's role?
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { APP_ROLE, OWNER_ROLE } from './cluster.ts';
import type { ConnectionFile } from './connection-file.ts';
import { assertDurable } from './settings.ts';

/** How long a server may take to answer; crash recovery of a small ledger takes about two seconds. */
const ANSWER_MS = 30_000;

/** A connection string, password included. */
export function urlOf(connection: ConnectionFile, database: string, role: 'owner' | 'app'): string {
  const [name, password] =
    role === 'owner' ? [OWNER_ROLE, connection.ownerPassword] : [APP_ROLE, connection.appPassword];
  return `postgresql://${name}:${password}@127.0.0.1:${connection.port}/${database}`;
}

/** Waits for an answer, proves that it comes from our directory, asserts durability, and makes the app role. */
export async function settle(connection: ConnectionFile, directory: string): Promise<void> {
  const client = await connect(urlOf(connection, 'postgres', 'owner'));
  try {
    const place = await client.query<{ value: string }>(
      "SELECT current_setting('data_directory') AS value",
    );
    if (place.rows[0]?.value !== directory)
      throw new Error(
        `the server on port ${connection.port} serves ${place.rows[0]?.value}, not ${directory}`,
      );
    await assertDurable(client, true);
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE]);
    // The password is ours, in hex; a role command takes no parameters.
    const verb = role.rowCount ? 'ALTER' : 'CREATE';
    await client.query(`${verb} ROLE ${APP_ROLE} LOGIN PASSWORD '${connection.appPassword}'`);
  } finally {
    await client.end();
  }
}

async function connect(connectionString: string): Promise<Client> {
  const started = process.hrtime.bigint();
  for (;;) {
    const client = new Client({ connectionString, connectionTimeoutMillis: 5_000 });
    // A connection that breaks while idle is reported by the next query.
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      if (Number(process.hrtime.bigint() - started) / 1e6 > ANSWER_MS)
        throw new Error(
          'a live PostgreSQL holds the directory but does not answer as ours; it is left alone',
          {
            cause: error,
          },
        );
      await pause(250);
    }
  }
}
