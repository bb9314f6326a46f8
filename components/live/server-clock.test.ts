// The browser's idea of engine time: never younger than the truth, whatever the local clocks do.
import { describe, expect, it } from 'vitest';
import { createServerClock } from './server-clock.ts';

const T0 = 1_790_000_000_000;

function sample(at: number, wallMs: number, monoMs = wallMs) {
  return { at, wallMs, monoMs };
}

describe('server clock', () => {
  it('knows nothing before the first message', () => {
    const clock = createServerClock();
    expect(clock.now({ wallMs: 0, monoMs: 0 })).toBeNull();
    expect(clock.silentMs({ wallMs: 0, monoMs: 0 })).toBeNull();
  });

  it('a message delayed on the way does not make data look younger', () => {
    const clock = createServerClock();
    clock.observe(sample(T0, 1_000));
    clock.observe(sample(T0 + 100, 3_100));
    expect(clock.now({ wallMs: 3_100, monoMs: 3_100 })).toBe(T0 + 2_100);
  });

  it('I35 what was kept before this page opened is as old as the sender says, whatever else arrives with it', () => {
    const clock = createServerClock();
    clock.observe(sample(T0, 50_000));
    clock.observe(sample(T0 - 9_000, 41_000));
    clock.observe(sample(T0 + 900_000, 1_000));
    expect(clock.silentMs({ wallMs: 60_000, monoMs: 60_000 })).toBe(10_000);
    expect(clock.now({ wallMs: 60_000, monoMs: 60_000 })).toBe(T0 + 10_000);
  });

  it('sleep counts although the monotonic clock stood still', () => {
    const clock = createServerClock();
    clock.observe(sample(T0, 1_000, 1_000));
    expect(clock.now({ wallMs: 61_000, monoMs: 1_005 })).toBe(T0 + 60_000);
    expect(clock.silentMs({ wallMs: 61_000, monoMs: 1_005 })).toBe(60_000);
  });

  it('a local wall clock stepping back does not freeze time', () => {
    const clock = createServerClock();
    clock.observe(sample(T0, 100_000, 1_000));
    expect(clock.now({ wallMs: 90_000, monoMs: 6_000 })).toBe(T0 + 5_000);
  });

  it('an engine clock that stepped back is followed after two windows', () => {
    const clock = createServerClock();
    clock.observe(sample(T0, 0));
    for (let second = 1; second <= 40; second++)
      clock.observe(sample(T0 - 5_000 + second * 1_000, second * 1_000));
    expect(clock.now({ wallMs: 40_000, monoMs: 40_000 })).toBe(T0 + 35_000);
  });

  it('a replay runs at its own speed', () => {
    const clock = createServerClock();
    clock.restart(10);
    clock.observe(sample(T0, 0));
    expect(clock.now({ wallMs: 500, monoMs: 500 })).toBe(T0 + 5_000);
  });
});
