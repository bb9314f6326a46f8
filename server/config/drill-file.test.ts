// The figures of the last rehearsals survive a restart, one of each level; damage is no figure.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type DrillResult, readDrills, writeDrill } from './drill-file.ts';

const home = mkdtempSync(join(tmpdir(), 'drills-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const kill: DrillResult = {
  ...{ level: 'kill', at: 1, venue: 'sim', runs: 5, orders: 50, latencyMs: 100, errorShare: 0 },
  ...{ gateClosedMs: 1, zeroOrdersMs: 900, flatMs: null, isPassed: true },
};

describe('drill file', () => {
  test('keeps the last result of each level, and reads a missing or damaged file as none', () => {
    expect(readDrills(home)).toEqual([]);
    writeDrill(home, kill);
    writeDrill(home, { ...kill, level: 'pause', at: 2 });
    writeDrill(home, { ...kill, at: 3 });
    expect(readDrills(home).map(({ level, at }) => [level, at])).toEqual([
      ['kill', 3],
      ['pause', 2],
    ]);
    writeFileSync(join(home, 'drills.json'), '[{"level":"kill"}]');
    expect(readDrills(home)).toEqual([]);
  });
});
