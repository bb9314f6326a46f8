// PostgreSQL refuses to run as root. Decides whom it runs as, and where its files must lie so that this user reaches them.
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { assertCondition } from '#lib/check.ts';

/** An unprivileged account by its numbers. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Where a root-run server keeps what the unprivileged account must reach. */
const SHARED_ROOT = '/var/lib/voltage-kalshi';

/** initdb looks its user up by number, so the account must be one the system knows; a dedicated one comes first. */
const PREFERRED = ['voltage', 'postgres', 'nobody'];

/** The account to drop to, or null when this process is not root (then nothing is dropped). Throws when none exists. */
export function accountToRunAs(passwd = '/etc/passwd'): Account | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync(passwd, 'utf8').split('\n');
  for (const wanted of PREFERRED) {
    const [name, , uid, gid] =
      lines.find((line) => line.startsWith(`${wanted}:`))?.split(':') ?? [];
    if (name && Number(uid) > 0 && Number(gid) > 0)
      return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    `PostgreSQL does not run as root and none of the accounts ${PREFERRED.join(', ')} exists: start as an ordinary user`,
  );
}

/** True when `account` may pass through every folder above `path`. */
function canReach(account: Account, path: string): boolean {
  let folder = dirname(resolve(path));
  for (;;) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat) {
      const shift = stat.uid === account.uid ? 6 : stat.gid === account.gid ? 3 : 0;
      if (((stat.mode >> shift) & 1) === 0) return false;
    }
    if (folder === dirname(folder)) return true;
    folder = dirname(folder);
  }
}

/**
 * The real place of the data directory. In place when it can be reached; otherwise (for example below /root, mode 0700)
 * a folder under `SHARED_ROOT`, with a link left at `dataDir`, so that no permission of anyone's home is widened.
 * Throws when a database that exists already cannot be reached.
 */
export function placeOfData(account: Account | null, dataDir: string): string {
  const parent = dirname(resolve(dataDir));
  mkdirSync(parent, { recursive: true });
  const wanted = join(realpathSync(parent), basename(dataDir));
  const there = lstatSync(wanted, { throwIfNoEntry: false });
  if (there?.isSymbolicLink()) return resolve(dirname(wanted), readlinkSync(wanted));
  if (account === null || canReach(account, wanted)) return wanted;
  assertCondition(
    there === undefined,
    `the account ${account.name}, as which PostgreSQL would run, cannot reach ${wanted}`,
  );
  makeSharedRoot();
  const place = join(SHARED_ROOT, createHash('sha256').update(wanted).digest('hex').slice(0, 16));
  symlinkSync(place, wanted);
  return place;
}

function makeSharedRoot(): void {
  mkdirSync(SHARED_ROOT, { recursive: true });
  chmodSync(SHARED_ROOT, 0o755);
}

/** The programs' folder, or a copy of it that `account` can reach (made once per version, 60 MB). */
export function placeOfBinaries(account: Account | null, folder: string, version: string): string {
  if (account === null || canReach(account, join(folder, 'bin', 'postgres'))) return folder;
  const place = join(SHARED_ROOT, `postgresql-${version}`);
  if (existsSync(place)) return place;
  makeSharedRoot();
  const draft = `${place}.copying-${process.pid}`;
  cpSync(folder, draft, { recursive: true, verbatimSymlinks: true });
  chmodSync(draft, 0o755);
  if (existsSync(place)) rmSync(draft, { recursive: true });
  else renameSync(draft, place);
  assertCondition(canReach(account, join(place, 'bin', 'postgres')), `${place} cannot be reached`);
  return place;
}
