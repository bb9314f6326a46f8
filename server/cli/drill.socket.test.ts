// The rehearsal itself: every level on a simulated exchange over a bad line, and what it leaves behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { clientOrderId } from '#lib/domain/ids.ts';
import { price } from '#lib/domain/price.ts';
import { unwrap } from '#lib/result.ts';
import { createSystemTimers } from '#server/adapters/system/timers.ts';
import { readDrills } from '#server/config/drill-file.ts';
import { proveGroup } from '#server/engine/prove-group.ts';
import { wait } from '#server/kill/within.ts';
import { openSimulatedStage } from './drill/simulated-stage.ts';
import { drillCommand } from './drill.ts';

const home = mkdtempSync(join(tmpdir(), 'drill-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('drill', () => {
  test('F71 F74 each level ends with nothing resting over a line that fails one call in five', async () => {
    const lines: string[] = [];
    const io = { out: (line: string) => lines.push(line), json: true };
    const flags = ['--orders', '10', '--latency', '20', '--errors', '0.2', '--runs', '1'];
    await drillCommand.run([...flags, '--home', home], io);
    const drills = readDrills(home);
    expect(drills.map(({ level }) => level).sort()).toEqual([
      'flatten',
      'kill',
      'pause',
      'reduce-only',
    ]);
    for (const { gateClosedMs, level, flatMs } of drills) {
      expect(gateClosedMs).toBeLessThan(500);
      expect(flatMs !== null).toBe(level === 'flatten');
    }
  }, 120_000);

  test('F116 F70 the breaker of the simulated exchange passes its test, and one triggered by hand is told apart', async () => {
    const scene = await openSimulatedStage({ orders: 1, latencyMs: 5, errorShare: 0 }, () => 1);
    try {
      await wait(createSystemTimers(), 3_000);
      const { orders, timers, shard, group, ticker, low } = unwrap(await scene.set('kill'));
      const tools = {
        ...{ orders, timers, shard },
        newId: () => clientOrderId(crypto.randomUUID()),
        isRemembered: () => true,
        limit: () => count(1_000_000),
        isKilled: () => false,
      };
      const place = { orderGroupId: group, ticker, low, high: price(9_900) };
      expect((await proveGroup(tools, place)).report.event).toBe('proven');
      expect((await orders.triggerGroup(shard, group)).ok).toBe(true);
      expect((await proveGroup(tools, place)).report.event).toBe('triggered');
      const astray = await proveGroup({ ...tools, shard: 0 }, place);
      expect(astray.report.event).toBe('unproven');
    } finally {
      await scene.close();
    }
  }, 60_000);

  test('what cannot be meant is a usage error that names the flag', async () => {
    const io = { out: () => undefined, json: true };
    const refused = async (flags: readonly string[], words: string): Promise<void> =>
      expect(drillCommand.run([...flags, '--home', home], io)).rejects.toThrow(words);
    await refused(['--level', 'stun'], '--level is one of');
    await refused(['--orders', '2.5'], '--orders are whole');
    await refused(['--env', 'demo', '--latency', '50'], '--latency is for the simulator');
    await refused(['--env', 'demo', '--errors', '0'], '--errors is for the simulator');
    await refused(['--env', 'demo', '--orders', '51'], '--orders at demo is at most 50');
  });

  test('F38 no exchange but the simulator and demo is drilled on, and demo without keys names the variables', async () => {
    const io = { out: () => undefined, json: true };
    for (const env of ['live', 'paper', 'prod', ''])
      await expect(drillCommand.run(['--env', env], io)).rejects.toThrow(
        '--env must be sim or demo',
      );
    await expect(drillCommand.run(['--env', 'demo'], io)).rejects.toThrow(
      'VOLTAGE_KALSHI_DEMO_KEY_ID and VOLTAGE_KALSHI_DEMO_KEY_FILE',
    );
  });
});
