// The slope of a memory: exact on a line, honest about noise, not fooled by neighbours that resemble each other.
import { describe, expect, test } from 'vitest';
import { createRng } from '#server/simulator/seeded/rng.ts';
import { isSound, isTooSteep, memorySlopes, soakLines } from './report.ts';
import { slopeOf } from './slope.ts';
import type { MemorySample, SoakResult } from './soak.ts';

const MB = 1_048_576;

/** An hour of samples each ten seconds that climbs by so many MB an hour, with noise. */
function memory(perHourMb: number, noiseMb: number, warmUpMb = 0): readonly MemorySample[] {
  const rng = createRng('memory');
  return Array.from({ length: 360 }, (_, index) => {
    const warm = warmUpMb * Math.exp(-index / 20);
    const bytes = MB * (100 + (perHourMb * index) / 360 - warm + noiseMb * rng.normal());
    return {
      atMs: index * 10_000,
      isSwept: index % 3 === 0,
      rssBytes: 3 * bytes,
      heldBytes: bytes,
      codeBytes: bytes / 5,
    };
  });
}

function resultOf(samples: readonly MemorySample[], breaches: readonly string[] = []): SoakResult {
  const none = { struck: new Map(), kills: new Map(), storms: 0, faults: 0 };
  return { ...none, breaches, memory: samples, armedShare: 1, orders: 0, fills: 0 };
}

const WARM_UP_MS = 600_000;

describe('slope of the memory', () => {
  test('a straight line is found as it is, without doubt', () => {
    const line = Array.from({ length: 20 }, (_, at) => ({ at, value: 3 + 2 * at }));
    expect(slopeOf(line)?.perUnit).toBeCloseTo(2, 9);
    expect(slopeOf(line)?.error).toBeCloseTo(0, 9);
    expect(slopeOf(line.slice(0, 3))).toBeNull();
  });

  test('F94 a leak of five MB an hour is told, a quarter of one is not, nor is noise alone', () => {
    const held = (perHour: number) => memorySlopes(memory(perHour, 0.5), WARM_UP_MS).held;
    expect(held(5)?.perUnit).toBeCloseTo(5, 0);
    expect(isTooSteep(held(5))).toBe(true);
    expect(isTooSteep(held(0.25))).toBe(false);
    expect(isTooSteep(held(0))).toBe(false);
  });

  test('what is filled once at the start counts for nothing after the warm-up', () => {
    const samples = memory(0, 0.2, 40);
    expect(memorySlopes(samples, 0).held?.perUnit).toBeGreaterThan(10);
    expect(memorySlopes(samples, 2 * WARM_UP_MS).held?.perUnit).toBeLessThan(1);
  });

  test('neighbours that resemble each other widen the doubt', () => {
    const rng = createRng('walk');
    let at = 0;
    let value = 0;
    const drifting = Array.from({ length: 200 }, () => {
      value = 0.95 * value + rng.normal();
      return { at: at++, value };
    });
    const shuffled = drifting.map((each, index) => ({
      ...each,
      value: drifting[(index * 77) % 200]?.value ?? 0,
    }));
    const error = (samples: typeof drifting) => slopeOf(samples)?.error ?? 0;
    expect(error(drifting)).toBeGreaterThan(2 * error(shuffled));
  });

  test('a breach fails the soak whatever the memory does, and both are said', () => {
    const calm = memory(0, 0.2);
    expect(isSound(resultOf(calm), WARM_UP_MS)).toBe(true);
    expect(isSound(resultOf(calm, ['cash differs']), WARM_UP_MS)).toBe(false);
    expect(soakLines(resultOf(calm, ['cash differs']), WARM_UP_MS)).toContain(
      'BREACH cash differs',
    );
    expect(isSound(resultOf(memory(9, 0.2)), WARM_UP_MS)).toBe(false);
    expect(soakLines(resultOf(memory(9, 0.2)), WARM_UP_MS).join('\n')).toContain('TOO STEEP');
  });
});
