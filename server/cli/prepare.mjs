#!/usr/bin/env node
// Runs in npm's `prepare`: makes the Prisma client, the `voltage` command and the git hooks of this checkout.
// Plain JavaScript without dependencies, so that it runs on whatever Node the machine has (20 or newer).
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const windows = process.platform === 'win32';

/** Prints one plain line and ends the install: half a checkout is worse than none. */
function stop(text) {
  process.stderr.write(`voltage prepare: ${text}\n`);
  process.exit(1);
}

/**
 * Makes server/adapters/prisma/generated. Prisma's CLI would fetch a schema engine it does not need for this;
 * naming any existing file as that engine stops it from trying.
 */
function generateClient() {
  const cli = join(root, 'node_modules', 'prisma', 'build', 'index.js');
  if (!existsSync(cli)) stop('node_modules/prisma is missing: run "npm install" first.');
  const done = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
      DO_NOT_TRACK: '1',
      NO_COLOR: '1',
    },
  });
  if (done.error) stop(`prisma generate did not run: ${done.error.message}`);
  if (done.status !== 0) stop(`prisma generate failed:\n${done.stdout}${done.stderr}`);
}

/** True when `path` exists as anything, a dangling link included. */
function present(path) {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Makes `npx voltage` work inside the checkout: npm links the commands of dependencies, not our own. */
function linkCommand() {
  const bin = join(root, 'node_modules', '.bin');
  const target = join(root, 'server', 'cli', 'voltage.ts');
  mkdirSync(bin, { recursive: true });
  const link = join(bin, 'voltage');
  if (windows) {
    const path = relative(bin, target);
    writeFileSync(`${link}.cmd`, `@"%~dp0node.cmd" "%~dp0${path}" %*\r\n`);
    return;
  }
  if (present(link)) rmSync(link);
  symlinkSync(relative(bin, target), link);
  if (existsSync(target)) chmodSync(target, 0o755);
}

/** The hooks of this checkout: staged files are linted, and the subject names its area in 65 characters. */
const HOOKS = {
  'pre-commit': [
    '#!/bin/sh',
    '# Made by server/cli/prepare.mjs',
    'exec node_modules/.bin/biome check --staged --no-errors-on-unmatched',
    '',
  ].join('\n'),
  'commit-msg': [
    '#!/bin/sh',
    '# Made by server/cli/prepare.mjs',
    'subject=$(head -n 1 "$1")',
    'case "$subject" in Merge*|Revert*|fixup!*|squash!*) exit 0 ;; esac',
    'if ! echo "$subject" | grep -E "^.{1,65}$" | grep -qE "^[a-z0-9, -]+: [^ ].*[^.]$"; then',
    '  echo "subject: at most 65 characters, as in \'gate: refuse stale books\', without a full stop" >&2',
    '  exit 1',
    'fi',
    '',
  ].join('\n'),
};

/** Writes the hooks where git keeps them; never over a hook that is not ours, never in CI, worktree links skipped. */
function installHooks() {
  const git = join(root, '.git');
  if (process.env.CI || !existsSync(git) || !statSync(git).isDirectory()) return;
  const folder = join(git, 'hooks');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(HOOKS)) {
    const path = join(folder, name);
    if (existsSync(path) && !readFileSync(path, 'utf8').includes('server/cli/prepare.mjs'))
      continue;
    writeFileSync(path, text);
    chmodSync(path, 0o755);
  }
}

if (Number(process.versions.node.split('.')[0]) < 20)
  stop(`Node ${process.versions.node} is too old: 20 or newer is needed.`);
generateClient();
linkCommand();
installHooks();
