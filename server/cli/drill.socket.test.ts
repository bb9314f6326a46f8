// The rehearsal itself: every level on a simulated exchange over a bad line, and what it leaves behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readDrills } from '#server/config/drill-file.ts';
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

  test('a level that does not exist is a usage error', async () => {
    const io = { out: () => undefined, json: true };
    await expect(drillCommand.run(['--level', 'stun'], io)).rejects.toThrow('--level is one of');
  });
});
