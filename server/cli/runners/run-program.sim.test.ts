// Real programs: how they end, what they print, and that a late one is stopped with its children.
import { constants } from 'node:os';
import { afterEach, expect, test, vi } from 'vitest';
import { runProgram, testEnvironment } from './run-program.ts';

afterEach(() => vi.unstubAllEnvs());

function run(code: string, limitMs = 20_000) {
  const environment = testEnvironment();
  return runProgram({ command: process.execPath, argv: ['-e', code], limitMs, environment });
}

test('both outputs and the exit code come back', async () => {
  const done = await run('console.log("out"); console.error("err"); process.exit(3)');
  expect(done.code).toBe(3);
  expect(done.output).toContain('out');
  expect(done.output).toContain('err');
});

test('a program that does not exist is an answer, not an exception', async () => {
  const environment = testEnvironment();
  const done = await runProgram({ command: '/nowhere', argv: [], limitMs: 5_000, environment });
  expect(done.code).toBeNull();
  expect(done.output).toContain('ENOENT');
});

test('a late program is stopped with what it started', async () => {
  const child = 'setInterval(() => {}, 1000)';
  const code = `const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
    console.log('child ' + child.pid); setInterval(() => {}, 1000);`;
  const done = await run(code, 1_500);
  expect(done.code).toBeNull();
  expect(done.output).toContain('not done within 1.5 s');
  const pid = Number(/child (\d+)/.exec(done.output)?.[1]);
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), 5_000);
});

test('a program in the background, and what it starts, gives way to all others', async () => {
  const code = `const { getPriority } = require('node:os');
    const { spawnSync } = require('node:child_process');
    const child = spawnSync(process.execPath, ['-e', 'console.log(require("node:os").getPriority())']);
    console.log(getPriority(), String(child.stdout).trim());`;
  const environment = testEnvironment();
  const plan = { command: process.execPath, argv: ['-e', code], limitMs: 20_000, environment };
  const done = await runProgram({ ...plan, isBackground: true });
  const { PRIORITY_LOW } = constants.priority;
  expect(done.output.trim()).toBe(`${PRIORITY_LOW} ${PRIORITY_LOW}`);
});

test('a test never sees the settings of the trader, only browser and recordings', async () => {
  vi.stubEnv('VOLTAGE_MODE', 'live');
  vi.stubEnv('VOLTAGE_KALSHI_KEY_FILE', '/home/trader/key.pem');
  vi.stubEnv('VOLTAGE_DATA', '/recordings');
  const names = "Object.keys(process.env).filter((name) => name.startsWith('VOLTAGE_')).join()";
  const done = await run(`console.log(${names})`);
  expect(done.output).not.toMatch(/MODE|KEY/);
  expect(done.output).toContain('VOLTAGE_DATA');
});
