// Supervised processes: ready, late, crashing, interrupted before they are ready; and one start per home.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Child, type ChildPlan, startChild } from './child.ts';
import { claimHome } from './claim-home.ts';

let directory = '';
const spawned: Child[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'child-'));
});
afterEach(async () => {
  await Promise.all(spawned.splice(0).map((child) => child.stop(1_000)));
  rmSync(directory, { recursive: true, force: true });
});

/** A child that runs `code`; `argv[2]` is its restart number. */
function start(code: string, change: Partial<ChildPlan> = {}): Promise<Child> {
  const script = join(directory, 'child.mjs');
  writeFileSync(script, code);
  return startChild({
    name: 'child',
    cwd: directory,
    argv: (restart) => [script, String(restart)],
    readyWithinMs: 5_000,
    onLog: () => undefined,
    onSpawn: (child) => spawned.push(child),
    ...change,
  });
}

const READY = `console.log(JSON.stringify({ ready: true, restart: process.argv[2] }));`;
const STAY = `process.stdin.resume(); process.stdin.on('end', () => process.exit(0));`;

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 8_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function lives(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('child', () => {
  test('one that ends before it is ready says why, with its last lines, and is not tried again', async () => {
    const failed = start(`console.error('no such key'); process.exit(3);`);
    await expect(failed).rejects.toThrow(/code 3[\s\S]*no such key/);
    expect(spawned[0]?.restarts()).toBe(0);
  });

  test('one that is never ready is killed and reported', async () => {
    await expect(start(STAY, { readyWithinMs: 400 })).rejects.toThrow('not ready within 400 ms');
    await until(() => !lives(spawned[0]?.pid() ?? null));
  });

  test('one that dies comes back with a higher restart number; kill -9 included', async () => {
    const readies: unknown[] = [];
    const child = await start(READY + STAY, { onReady: (ready) => readies.push(ready['restart']) });
    const pid = child.pid();
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await until(() => readies.length === 2);
    expect(readies).toEqual(['0', '1']);
    expect(child.pid()).not.toBe(pid);
  });

  test('a restart that hangs is killed and tried again', async () => {
    const code = `if (process.argv[2] === '1') { ${STAY} } else { ${READY} ${STAY} }`;
    const readies: unknown[] = [];
    const child = await start(code, {
      readyWithinMs: 1_500,
      onReady: (ready) => readies.push(ready['restart']),
    });
    const pid = child.pid();
    if (pid !== null) process.kill(pid, 'SIGKILL');
    await until(() => readies.includes('2'));
  });

  test('it can be stopped before it is ready, which is what Ctrl-C during a start needs', async () => {
    const starting = start(STAY);
    const ended = expect(starting).rejects.toThrow('before it was ready');
    await until(() => lives(spawned[0]?.pid() ?? null));
    await spawned[0]?.stop(1_000);
    await ended;
    expect(lives(spawned[0]?.pid() ?? null)).toBe(false);
  });

  test('a halted child stays down until it is resumed; a stopped one for good', async () => {
    const child = await start(READY + STAY);
    await child.halt(1_000);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(lives(child.pid())).toBe(false);
    child.resume();
    await until(() => lives(child.pid()));
    expect(child.restarts()).toBe(1);
    await child.stop(1_000);
    child.resume();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(lives(child.pid())).toBe(false);
  });

  test('a child that ignores SIGTERM is killed after its grace', async () => {
    const child = await start(`process.on('SIGTERM', () => undefined); ${READY} ${STAY}`);
    await child.stop(300);
    expect(lives(child.pid())).toBe(false);
  });
});

describe('claim of a home', () => {
  test('a living start keeps it, a dead one loses it, and the end gives it back', () => {
    const path = join(directory, 'run', 'supervisor');
    const first = claimHome(directory);
    expect(first.ok).toBe(true);
    if (first.ok) first.value();
    expect(claimHome(directory).ok).toBe(true);
    writeFileSync(path, '999999999');
    expect(claimHome(directory).ok).toBe(true);
    writeFileSync(path, 'garbage');
    expect(claimHome(directory).ok).toBe(true);
  });

  test('a second start is refused while a process of ours holds it', async () => {
    const script = join(directory, 'voltage.mjs');
    writeFileSync(script, READY + STAY);
    const holder = await startChild({
      name: 'holder',
      cwd: directory,
      argv: () => [script],
      readyWithinMs: 5_000,
      onLog: () => undefined,
      onSpawn: (child) => spawned.push(child),
    });
    expect(claimHome(directory).ok).toBe(true);
    writeFileSync(join(directory, 'run', 'supervisor'), String(holder.pid()));
    const second = claimHome(directory);
    expect(second.ok ? '' : second.error).toContain('running already');
  });
});
