// `voltage simulate`: it prints addresses that answer, and ends by itself after its minutes.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from './command.ts';
import { simulateCommand } from './simulate.ts';

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'simulate-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('voltage simulate', () => {
  it('serves both venues and the admin port, and stops after its minutes', async () => {
    let tellReady: (line: string) => void = () => undefined;
    const ready = new Promise<string>((resolve) => {
      tellReady = resolve;
    });
    const argv = ['--home', home, '--seed', 'test', '--minutes', '0.05'];
    const ending = simulateCommand.run(argv, { out: (line) => tellReady(line), json: true });
    const told = JSON.parse(await ready);
    expect(told).toMatchObject({ ready: true, adminToken: expect.stringMatching(/^.{32}$/) });
    expect(existsSync(told.keyFile)).toBe(true);
    expect(statSync(told.keyFile).mode & 0o077).toBe(0);
    const status = await fetch(`${told.kalshiRestUrl}/exchange/status`);
    expect(await status.json()).toMatchObject({ exchange_active: true });
    const admin = await fetch(told.adminUrl);
    expect(admin.status).toBeGreaterThanOrEqual(400);
    expect(await ending).toBe(0);
    await expect(fetch(`${told.kalshiRestUrl}/exchange/status`)).rejects.toThrow();
  });

  it.each([[['--minutes', '0']], [['--speed', '1000']], [['--port-kraken', '70000']], [['more']]])(
    'refuses %j as wrong usage',
    async (argv) => {
      const io = { out: () => undefined, json: true };
      await expect(simulateCommand.run(['--home', home, ...argv], io)).rejects.toThrow(UsageError);
    },
  );
});
