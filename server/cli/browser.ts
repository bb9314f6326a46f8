// Finds a Chromium that starts, or gets one. In: the machine. Out: its path, or why there is none.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, ok, type Result } from '#lib/result.ts';
import { ROOT } from './build-console.ts';
import { runProgram } from './runners/run-program.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const USUAL = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/usr/lib/chromium',
  '/opt/google/chrome',
];
const MACOS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const VERSION_MS = 15_000;
const DOWNLOAD_MS = 180_000;
const PACKAGES_MS = 600_000;

type Environment = Readonly<Record<string, string | undefined>>;

export interface ChromiumWish {
  /** Whether a missing browser may be downloaded or installed. */
  readonly mayInstall: boolean;
  readonly onLine: (line: string) => void;
  readonly environment?: Environment;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function runs(command: string, argv: readonly string[], limitMs: number): Promise<boolean> {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (await runProgram({ command, argv, limitMs, environment })).code === 0;
}

/** Some systems ship a command that only says "install me": a browser counts when it tells its version. */
async function starts(path: string): Promise<boolean> {
  return isExecutable(path) && (await runs(path, ['--version'], VERSION_MS));
}

/** Where Playwright keeps its own browser; none when the tools of development are not installed. */
async function playwrightPlaces(): Promise<readonly string[]> {
  try {
    return [(await import('playwright')).chromium.executablePath()];
  } catch {
    return [];
  }
}

/** Where a browser of the machine may stand, best first: the search path, then the usual folders. */
function machinePlaces(environment: Environment): readonly string[] {
  const folders = [...(environment['PATH'] ?? '').split(delimiter), ...USUAL];
  const named = folders
    .filter((folder) => folder !== '')
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...new Set([...named, ...MACOS])];
}

async function firstThatStarts(places: readonly string[]): Promise<string | null> {
  for (const path of places) if (await starts(path)) return path;
  return null;
}

/** `apt-get` as root, or through a sudo that asks nothing; null where there is neither. */
async function aptGet(): Promise<readonly string[] | null> {
  if (!isExecutable('/usr/bin/apt-get')) return null;
  if (process.getuid?.() === 0) return ['/usr/bin/apt-get'];
  return (await runs('sudo', ['-n', 'true'], VERSION_MS))
    ? ['sudo', '-n', '/usr/bin/apt-get']
    : null;
}

async function installPackage(): Promise<void> {
  const [command, ...argv] = (await aptGet()) ?? [];
  if (command === undefined) return;
  await runs(command, [...argv, 'update', '-qq'], PACKAGES_MS);
  const wanted = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  await runs(command, [...argv, ...wanted], PACKAGES_MS);
}

/**
 * The path of a Chromium that starts. VOLTAGE_CHROMIUM decides alone when it is set: a wrong setting is an error, not
 * a reason to look elsewhere. Then the machine's own, Playwright's, and with `mayInstall` a download or a package.
 */
export async function findChromium(wish: ChromiumWish): Promise<Result<string>> {
  const environment = wish.environment ?? process.env;
  const set = environment['VOLTAGE_CHROMIUM'];
  if (set !== undefined)
    return (await starts(set)) ? ok(set) : fail(`VOLTAGE_CHROMIUM="${set}" does not start`);
  const own = await playwrightPlaces();
  const places = [...machinePlaces(environment), ...own];
  const found = await firstThatStarts(places);
  if (found !== null) return ok(found);
  if (!wish.mayInstall) return fail('no Chromium or Chrome on this machine');
  wish.onLine('no browser on this machine: fetching Chromium through Playwright');
  const cli = join(ROOT, 'node_modules', 'playwright', 'cli.js');
  await runs(process.execPath, [cli, 'install', 'chromium'], DOWNLOAD_MS);
  const fetched = await firstThatStarts(own);
  if (fetched !== null) return ok(fetched);
  wish.onLine('that did not work: installing the chromium package of this system');
  await installPackage();
  const installed = await firstThatStarts(places);
  return installed === null
    ? fail(
        'no Chromium, and neither Playwright nor apt-get could install one (set VOLTAGE_CHROMIUM)',
      )
    : ok(installed);
}
