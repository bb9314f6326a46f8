// Checks of the machine: Node, npm, disk, home directory, port. In: the configuration. Out: one finding each.
import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { readRuntime } from '#server/config/runtime.ts';
import { portProblem } from '../free-port.ts';
import { processIsOurs } from '../process-alive.ts';
import { runProgram } from '../runners/run-program.ts';
import { broken, type Check, doubtful, well } from './finding.ts';

const NODE_MAJOR = 24;
const OLDEST_NPM = 10;
const GIGABYTE = 1e9;
/** Trading blocks below 1 GB or 5 % (F86); the doctor speaks before that. */
const LEAST_BYTES = GIGABYTE;
const LEAST_SHARE = 0.05;

function majorOf(version: string): number {
  return Number(version.split('.')[0]);
}

function nearestExisting(path: string): string {
  let at = path;
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  return at;
}

const node: Check = {
  name: 'node',
  look: () => {
    const { node: version } = process.versions;
    return majorOf(version) === NODE_MAJOR
      ? well(version)
      : broken(`${version} instead of ${NODE_MAJOR}`, 'run it as `npx voltage`, after `npm ci`');
  },
};

const npm: Check = {
  name: 'npm',
  look: async () => {
    const done = await runProgram({
      command: 'npm',
      argv: ['--version', '--silent'],
      limitMs: 15_000,
      environment: process.env,
    });
    const version = done.output.trim().split('\n').at(-1) ?? '';
    if (done.code !== 0) return doubtful('not found', 'install npm to update and to run scripts');
    return majorOf(version) >= OLDEST_NPM
      ? well(version)
      : doubtful(`${version} is old`, `npm install --global npm@${OLDEST_NPM}`);
  },
};

/** Free space against what must stay free and what the journal may take. */
export function diskVerdict(space: {
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly journalBytes: number;
}) {
  const { freeBytes, totalBytes, journalBytes } = space;
  const free = `${(freeBytes / GIGABYTE).toFixed(1)} GB free`;
  const mend = 'free some space, or set VOLTAGE_HOME to another disk';
  if (freeBytes < LEAST_BYTES || freeBytes < totalBytes * LEAST_SHARE)
    return broken(`${free}: trading would block`, mend);
  if (freeBytes < LEAST_BYTES + journalBytes)
    return doubtful(`${free}, the journal may take ${(journalBytes / GIGABYTE).toFixed(1)}`, mend);
  return well(free);
}

const disk: Check = {
  name: 'disk',
  look: ({ home, journalMegabytes }) => {
    const { bavail, blocks, bsize } = statfsSync(nearestExisting(home));
    return diskVerdict({
      freeBytes: bavail * bsize,
      totalBytes: blocks * bsize,
      journalBytes: journalMegabytes * 1e6,
    });
  },
};

const home: Check = {
  name: 'home',
  look: ({ home: path }) => {
    const mend = `give ${path} to your account: chown and chmod 700, or set VOLTAGE_HOME`;
    const place = nearestExisting(path);
    try {
      accessSync(place, constants.W_OK | constants.X_OK);
    } catch {
      return broken(`${place} cannot be written`, mend);
    }
    if (place !== path) return well(`${path} will be made at the first start`);
    if (!statSync(path).isDirectory()) return broken(`${path} is not a directory`, mend);
    // Root's home may be passed through, not listed, by the account PostgreSQL runs as.
    const open = statSync(path).mode & (process.getuid?.() === 0 ? 0o066 : 0o077);
    return process.platform !== 'win32' && open !== 0
      ? broken(`${path} can be read by others`, `chmod 700 ${path}`)
      : well(`${path}, private`);
  },
};

const port: Check = {
  name: 'port',
  look: async ({ home: path, host, port: number }) => {
    const running = readRuntime(path);
    if (running.ok && processIsOurs(running.value.supervisorPid))
      return well(`voltage is running at ${running.value.gateway.origin}`);
    const problem = await portProblem(host, number);
    return problem === null
      ? well(`${host}:${number} is free`)
      : broken(`${host}:${number}: ${problem}`, 'stop what listens there, or set VOLTAGE_PORT');
  },
};

export const MACHINE_CHECKS: readonly Check[] = [node, npm, disk, home, port];
