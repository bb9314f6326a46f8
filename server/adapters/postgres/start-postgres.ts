// The supervisor of the bundled PostgreSQL: starts it, or adopts our own live one after a crash, and stops it.
// In: where its data lies. Out: connection strings and a way to stop it.
import { unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { binariesIn, findBinaries } from './binaries.ts';
import {
  APP_ROLE,
  type Cluster,
  createCluster,
  isCluster,
  OWNER_ROLE,
  writeSettings,
} from './cluster.ts';
import {
  type ConnectionFile,
  connectionPath,
  createConnection,
  readConnection,
  replaceConnection,
} from './connection-file.ts';
import { holderOf } from './postmaster.ts';
import { accountToRunAs, placeOfBinaries, placeOfData } from './run-as.ts';
import { runProgram } from './run-program.ts';
import { assertDurable } from './settings.ts';

export interface StartOptions {
  /** Where the database files lie; beside it the 0600 file `<dataDir>.connection.json`. */
  readonly dataDir: string;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** A wish; a free port is found, and remembered, when it is taken or not given. */
  readonly port?: number;
}

export interface Postgres {
  /** A connection string for `database` as the owner (migrations) or the app (everything else). Contains a password. */
  url(database: string, role: 'owner' | 'app'): string;
  /** Fast shutdown: clients are sent away, everything committed is on disk. */
  stop(): Promise<void>;
  /** True when the server was already running: its starter crashed, or runs still. */
  readonly adopted: boolean;
}

/** How long a server may take to answer; crash recovery of a small ledger takes about two seconds. */
const ANSWER_MS = 30_000;

/**
 * Starts or adopts the bundled server. Throws, naming the cause, when the directory is held by a live process that cannot
 * be proven ours or does not answer, when a setting would not be durable, or when the passwords are lost.
 */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  const { log } = options;
  const account = accountToRunAs();
  const found = findBinaries();
  const binaries = binariesIn(placeOfBinaries(account, found.folder, found.version));
  const directory = placeOfData(account, options.dataDir);
  const cluster: Cluster = { binaries, account, directory };
  const file = connectionPath(options.dataDir);
  let connection = readConnection(file);
  if (isCluster(directory) && connection === null)
    throw new Error(`${file} is missing: without it the database in ${directory} cannot be opened`);
  connection ??= createConnection(file, options.port ?? (await freePort()));
  if (!isCluster(directory)) {
    log.info({ directory, account: account?.name }, 'making a new database directory');
    await createCluster(cluster, connection.ownerPassword);
  }
  const { adopted, port } = await startOrAdopt(cluster, options, connection.port);
  if (port !== connection.port) {
    connection = { ...connection, port };
    replaceConnection(file, connection);
  }
  await settle(connection, directory);
  log.info({ port, adopted }, adopted ? 'adopted a running PostgreSQL' : 'PostgreSQL started');
  return handle(cluster, connection, adopted);
}

async function startOrAdopt(
  cluster: Cluster,
  options: StartOptions,
  remembered: number,
): Promise<{ adopted: boolean; port: number }> {
  let output = '';
  for (let attempt = 0; attempt < 5; attempt++) {
    const holder = await holderOf(cluster.directory);
    if (holder.kind === 'ours' || holder.kind === 'unclear')
      return { adopted: true, port: holder.port || remembered };
    if (holder.kind === 'reused') {
      options.log.warn({ pid: holder.pid }, 'a dead server left its pid file behind; removing it');
      unlinkSync(join(cluster.directory, 'postmaster.pid'));
    }
    const wish = attempt === 0 ? (options.port ?? remembered) : remembered;
    const port = (await isFree(wish)) ? wish : await freePort();
    writeSettings(cluster, port);
    const run = await runProgram(
      cluster.binaries.pgCtl,
      [
        'start',
        '-D',
        cluster.directory,
        '-w',
        '-t',
        '60',
        '-l',
        join(cluster.directory, 'server.log'),
      ],
      { cwd: cluster.directory, account: cluster.account },
    );
    // Another starter may have written its own port a moment before: the pid file has the one in force.
    const started = run.code === 0 ? await holderOf(cluster.directory) : null;
    if (started && 'port' in started) return { adopted: false, port: started.port || port };
    output = run.output;
    await pause(500 * (attempt + 1));
  }
  throw new Error(`PostgreSQL did not start: ${output} (see server.log in ${cluster.directory})`);
}

/** Waits for an answer, proves that it comes from our directory, asserts durability, and makes the app role. */
async function settle(connection: ConnectionFile, directory: string): Promise<void> {
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

function handle(cluster: Cluster, connection: ConnectionFile, adopted: boolean): Postgres {
  return {
    adopted,
    url: (database, role) => urlOf(connection, database, role),
    stop: async () => {
      const run = await runProgram(
        cluster.binaries.pgCtl,
        ['stop', '-D', cluster.directory, '-m', 'fast', '-w', '-t', '60'],
        { cwd: cluster.directory, account: cluster.account },
      );
      if (run.code !== 0 && (await holderOf(cluster.directory)).kind !== 'nobody')
        throw new Error(`PostgreSQL did not stop: ${run.output}`);
    },
  };
}

function urlOf(connection: ConnectionFile, database: string, role: 'owner' | 'app'): string {
  const [name, password] =
    role === 'owner' ? [OWNER_ROLE, connection.ownerPassword] : [APP_ROLE, connection.appPassword];
  return `postgresql://${name}:${password}@127.0.0.1:${connection.port}/${database}`;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
