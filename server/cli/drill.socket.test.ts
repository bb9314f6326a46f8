// The rehearsal itself: every level on a simulated exchange over a bad line, and what it leaves behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { clientOrderId } from '#lib/domain/ids.ts';
import { price } from '#lib/domain/price.ts';
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
      const { orders, timers, shard, group, ticker, low } = await scene.set();
      const tools = {
        ...{ orders, timers, shard },
        newId: () => clientOrderId(crypto.randomUUID()),
        isRemembered: () => true,
      };
      const place = { orderGroupId: group, ticker, low, high: price(9_900) };
      expect((await proveGroup(tools, place)).event).toBe('proven');
      expect((await orders.triggerGroup(shard, group)).ok).toBe(true);
      expect((await proveGroup(tools, place)).event).toBe('triggered');
      expect((await proveGroup({ ...tools, shard: 0 }, place)).event).toBe('unproven');
    } finally {
      await scene.close();
    }
  }, 60_000);

  test('a level that does not exist is a usage error', async () => {
    const io = { out: () => undefined, json: true };
    await expect(drillCommand.run(['--level', 'stun'], io)).rejects.toThrow('--level is one of');
  });
});
