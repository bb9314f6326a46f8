// A home that trades at Kalshi is not drilled on, and does not begin to while it is.
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Mode } from '#lib/domain/mode.ts';
import { unwrap } from '#lib/result.ts';
import { type Runtime, writeRuntime } from '#server/config/runtime.ts';
import { claimHome } from '../claim-home.ts';
import { drillCommand } from '../drill.ts';
import { keepStill } from './keep-still.ts';

const LINK = { port: 1, token: '0123456789abcdef' };
const GATEWAY = {
  host: '127.0.0.1',
  port: 1,
  origin: 'http://127.0.0.1:1',
  dev: false,
  metricsTokenHash: null,
};
const VENUE = {
  ...{ krakenUrl: '', krakenRestUrl: '', krakenDepth: 25, kalshiRestUrl: '', kalshiWsUrl: '' },
  ...{ keyId: '', keyFile: '', shard: 2, account: 'test' },
};

let home = '';
let system: ChildProcess;

/** A process that looks like a supervisor of ours. */
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'keep-still-'));
  system = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)', 'voltage']);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  if (system.exitCode === null && system.signalCode === null) {
    system.kill('SIGKILL');
    await once(system, 'exit');
  }
  rmSync(home, { recursive: true });
});

function runs(mode: Mode): void {
  const runtime: Runtime = {
    ...{ build: 'test', mode, home, supervisorPid: system.pid ?? 0, startedAt: 0 },
    ...{ logLevel: 'error', engine: LINK, watchdog: LINK, gateway: GATEWAY, databaseUrl: 'none' },
    ...{ venue: VENUE, simulator: null, journal: { directory: home, budgetBytes: 1 } },
    ...{ limitsFile: null, operatorMinutes: 0 },
  };
  writeRuntime(runtime);
}

describe('a home that is kept still', () => {
  test('F38 a demo or live system that runs is not drilled on, one that has ended does not stand in the way', async () => {
    for (const mode of ['demo', 'live'] as const) {
      runs(mode);
      expect(keepStill(home)).toMatchObject({
        ok: false,
        error: expect.stringMatching(`a ${mode} system runs under ${home}.*stop it first`),
      });
    }
    system.kill('SIGKILL');
    await once(system, 'exit');
    unwrap(keepStill(home))();
  });

  test('the command refuses before it asks the exchange anything', async () => {
    const keyFile = join(home, 'demo.pem');
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    vi.stubEnv('VOLTAGE_KALSHI_DEMO_KEY_ID', randomUUID());
    vi.stubEnv('VOLTAGE_KALSHI_DEMO_KEY_FILE', keyFile);
    const asked = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network here'));
    runs('demo');
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), json: false };
    const drilled = drillCommand.run(['--env', 'demo', '--home', home], io);
    await expect(drilled).rejects.toThrow('stop it first');
    expect(asked).not.toHaveBeenCalled();
    expect(lines).toEqual([]);
    asked.mockRestore();
  });

  test('the worst case is told before the exchange is asked anything, and the home is free after a failure', async () => {
    const keyFile = join(home, 'demo.pem');
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    vi.stubEnv('VOLTAGE_KALSHI_DEMO_KEY_ID', randomUUID());
    vi.stubEnv('VOLTAGE_KALSHI_DEMO_KEY_FILE', keyFile);
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), json: false };
    const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(() => {
      expect(lines).toEqual([expect.stringContaining('at most $1.84 of play money')]);
      return Promise.reject(new Error('no network here'));
    });
    const drilled = drillCommand.run(['--env', 'demo', '--home', home], io);
    await expect(drilled).rejects.toThrow('the venue cannot be read');
    expect(asked).toHaveBeenCalled();
    asked.mockRestore();
    unwrap(claimHome(home))();
  });

  test('a simulated system may go on; without one no start gets in until the drill is over', () => {
    runs('sim');
    unwrap(keepStill(home))();
    rmSync(join(home, 'run'), { recursive: true });
    const release = unwrap(keepStill(home));
    expect(claimHome(home)).toMatchObject({ ok: false });
    release();
    unwrap(claimHome(home))();
  });
});
