// A database that does not open: nothing can be armed, and the kill works without it, from this command line alone.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unwrap } from '#lib/result.ts';
import { createLatchFile } from '#server/adapters/latch-file/latch-file.ts';
import type { Runtime } from '#server/config/runtime.ts';
import { createBench } from '#server/conformance/bench.ts';
import { findQuote } from '#server/conformance/markets.ts';
import { type SimulatedVenue, startSimulatedVenue } from '#server/conformance/simulated-venue.ts';
import { ROOT } from './build-console.ts';
import { freePort } from './free-port.ts';
import { killCommand } from './kill.ts';
import { statusCommand } from './status.ts';
import { writeTestRuntime } from './testing/test-runtime.ts';

let home = '';
let venue: SimulatedVenue;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'kill-'));
  venue = await startSimulatedVenue(null);
});
afterEach(async () => {
  await venue.stop();
  rmSync(home, { recursive: true });
});

/** As the last start left it: a database behind a port on which nobody listens, engine and watchdog gone. */
async function lastStart(): Promise<Runtime> {
  const databaseUrl = `postgresql://nobody@127.0.0.1:${await freePort()}/none`;
  return writeTestRuntime({ home, venue, databaseUrl, build: 'test' });
}

/** Everything the engine prints until it ends, and how it ended. */
function runEngine(): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ['server/engine/main.ts', home, '--arm'], { cwd: ROOT });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, output })));
}

describe('a database that does not open', () => {
  test('F88 the engine does not start, and the kill from the command line cancels at the exchange all the same', async () => {
    await lastStart();
    const bench = createBench(venue.options);
    let quote = null;
    // In the last minute of an hour there is none until the next one opens.
    for (let tries = 0; quote === null && tries < 400; tries++) {
      await bench.pause(250);
      quote = await findQuote(bench, { leastMs: 60_000, mostMs: 86_400_000, spreadSteps: 1 });
    }
    if (quote === null) throw new Error('the simulated venue has no market');
    for (const at of [quote.lowest, quote.second])
      await bench.create('rests', { ticker: quote.ticker, side: 'bid', price: at });

    const engine = await runEngine();
    expect(engine.code).not.toBe(0);
    expect(engine.output).not.toContain('"ready":true');
    expect(engine.output).toMatch(/database/i);
    expect(unwrap(await bench.orders.restingOrders())).toHaveLength(2);

    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), json: true };
    const code = await killCommand.run(['--home', home, '--reason', 'no database'], io);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ ok: true, by: 'exchange' });
    expect(code).toBe(0);
    expect(unwrap(await bench.orders.restingOrders())).toEqual([]);
    expect(createLatchFile(home).read()).toMatchObject({ by: 'cli', reason: 'no database' });
  }, 180_000);

  test('F74 an exchange that cannot be reached is never called killed, and the latch stands', async () => {
    await lastStart();
    await venue.stop();
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), json: true };
    expect(await killCommand.run(['--home', home], io)).toBe(1);
    expect(lines.at(-1)).toContain('NOT CONFIRMED');
    expect(createLatchFile(home).read()).not.toBeNull();
    lines.length = 0;
    expect(await statusCommand.run(['--home', home], { ...io, json: false })).toBe(1);
    expect(lines.join(' | ')).toMatch(/does not answer.*KILLED by cli.*NOT confirmed.*watchdog/);
    venue = await startSimulatedVenue(null);
  }, 60_000);
});
