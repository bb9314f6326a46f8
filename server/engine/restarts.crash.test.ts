// A thousand restarts after a kill, at random moments, with torn files: the engine comes back killed, every time.
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { wallMs } from '#lib/domain/instant.ts';
import type { KillLatch } from '#lib/domain/kill.ts';
import { createLatchFile } from '#server/adapters/latch-file/latch-file.ts';
import { createTradingControl } from '#server/core/4-gate/kill.ts';

const home = mkdtempSync(join(tmpdir(), 'restarts-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function latchOf(steps: number): KillLatch {
  const step = { name: 'first-read', at: wallMs(2), detail: 'x'.repeat(40) };
  return {
    ...{ id: 'k', at: wallMs(1), by: 'operator', reason: 'test', confirmedAt: null },
    steps: Array.from({ length: steps }, () => step),
  };
}

describe('restarts after a kill', () => {
  test('I5 F75 1,000 of 1,000 come back killed, whatever the crash left of the files', () => {
    const directory = join(home, 'kill');
    fc.assert(
      fc.property(
        fc.nat(30),
        fc.constantFrom('whole', 'torn-draft', 'torn-latch', 'empty', 'noise', 'directory-scan'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (steps, crash, share) => {
          const path = join(directory, 'latch.json');
          rmSync(directory, { recursive: true, force: true });
          const file = createLatchFile(home);
          expect(file.write(latchOf(steps))).toBe(true);
          const whole = readFileSync(path);
          const part = Math.floor(whole.length * share);
          // The next write of the same kill dies half way: its draft is torn, the latch itself is not.
          if (crash === 'torn-draft') writeFileSync(`${path}.1.new`, whole.subarray(0, part));
          // A disk that lies about fsync: what is there is damaged, and doubt never trades.
          if (crash === 'torn-latch') truncateSync(path, part);
          if (crash === 'empty') truncateSync(path, 0);
          if (crash === 'noise') writeFileSync(path, Buffer.alloc(64, 7));
          if (crash === 'directory-scan') expect(readdirSync(directory)).toContain('latch.json');
          const control = createTradingControl(createLatchFile(home).read());
          expect(control.state).toBe('killed');
          expect(control.latch).not.toBeNull();
        },
      ),
      { numRuns: 1_000, seed: 20_261_122 },
    );
  }, 60_000);
});
