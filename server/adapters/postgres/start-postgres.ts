// The supervisor of the bundled PostgreSQL: starts it, or adopts our own live one after a crash, and stops it.
// In: where its data lies. Out: connection strings and a way to stop it.
import { unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { binariesIn, findBinaries } from './binaries.ts';
import { type Cluster, createCluster, isCluster, writeSettings } from './cluster.ts';
import {
  type ConnectionFile,
  connectionPath,
  createConnection,
  readConnection,
  replaceConnection,
} from './connection-file.ts';
import { freePort, isFree } from './free-port.ts';
import { holderOf } from './postmaster.ts';
import { accountToRunAs, placeOfBinaries, placeOfData } from './run-as.ts';
import { runProgram } from './run-program.ts';
import { settle, urlOf } from './settle.ts';

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
