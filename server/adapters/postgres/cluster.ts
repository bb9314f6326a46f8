// Makes a new data directory, completely or not at all: it is built beside its place and moved there when done.
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Binaries } from './binaries.ts';
import type { Account } from './run-as.ts';
import { runProgram } from './run-program.ts';
import { HOST_RULES, serverSettings } from './settings.ts';

/** The role that owns the tables and runs migrations. */
export const OWNER_ROLE = 'voltage_owner';
/** The role the server works as: it may not rewrite history. */
export const APP_ROLE = 'voltage_app';

export interface Cluster {
  readonly binaries: Binaries;
  readonly account: Account | null;
  /** Real path of the data directory. */
  readonly directory: string;
}

/** True when the directory holds a finished cluster. */
export function isCluster(directory: string): boolean {
  return existsSync(join(directory, 'PG_VERSION'));
}

/** Runs initdb with data checksums, SCRAM and a C locale. When two processes race, one result stays and both may use it. */
export async function createCluster(cluster: Cluster, ownerPassword: string): Promise<void> {
  const { directory, account } = cluster;
  sweepDrafts(directory);
  const draft = mkdtempSync(`${directory}.draft-`);
  const data = join(draft, 'data');
  const passwordFile = join(draft, 'password');
  writeFileSync(passwordFile, `${ownerPassword}\n`, { mode: 0o600 });
  if (account) for (const path of [passwordFile, draft]) chownSync(path, account.uid, account.gid);
  const run = await runProgram(
    cluster.binaries.initdb,
    [
      ...['-D', data, '-U', OWNER_ROLE, `--pwfile=${passwordFile}`],
      ...['--auth=scram-sha-256', '--data-checksums', '--encoding=UTF8', '--no-instructions'],
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ],
    { cwd: draft, account },
  );
  if (run.code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Error(`initdb failed with code ${run.code}: ${run.output}`);
  }
  try {
    renameSync(data, directory);
  } catch (error) {
    if (!isCluster(directory)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Writes both configuration files for a server that is about to start, each in one step. */
export function writeSettings(cluster: Cluster, port: number): void {
  const files = { 'postgresql.conf': serverSettings(port), 'pg_hba.conf': HOST_RULES };
  for (const [name, text] of Object.entries(files)) {
    const path = join(cluster.directory, name);
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, text, { mode: 0o600 });
    if (cluster.account) chownSync(draft, cluster.account.uid, cluster.account.gid);
    renameSync(draft, path);
  }
}

/** Removes what a killed initdb left behind more than ten minutes ago. */
function sweepDrafts(directory: string): void {
  const parent = dirname(directory);
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(`${basename(directory)}.draft-`)) continue;
    const path = join(parent, name);
    if (Date.now() - statSync(path).mtimeMs > 600_000)
      rmSync(path, { recursive: true, force: true });
  }
}
