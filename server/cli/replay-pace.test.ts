// The pace of a replay against a made-up clock: recorded time over speed, holes for free, full speed with breath.
import { describe, expect, it } from 'vitest';
import { createPace } from './replay-pace.ts';

const SECOND = 1_000_000;

describe('createPace', () => {
  it('waits until recorded time over speed has passed', async () => {
    const started = performance.now();
    const pace = createPace(100, () => performance.now());
    for (const second of [0, 1, 2, 3, 4, 5]) await pace(second * SECOND);
    const took = performance.now() - started;
    expect(took).toBeGreaterThan(40);
    expect(took).toBeLessThan(1_000);
  });

  it('jumps over a hole of the recording', async () => {
    const started = performance.now();
    const pace = createPace(1, () => performance.now());
    await pace(0);
    await pace(3_600 * SECOND);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('at full speed only lets the sockets have their turn now and then', () => {
    let nowMs = 0;
    const pace = createPace(null, () => nowMs);
    expect(pace(0)).toBeNull();
    nowMs = 49;
    expect(pace(SECOND)).toBeNull();
    nowMs = 51;
    expect(pace(2 * SECOND)).toBeInstanceOf(Promise);
    expect(pace(3 * SECOND)).toBeNull();
  });
});
