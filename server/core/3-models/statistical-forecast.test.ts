// The last fallback: plain averages in logs, with what is missing left out and the minute profile taken out.
import { describe, expect, it } from 'vitest';
import type { FeatureRow } from '#lib/domain/features.ts';
import { sha256Hex } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { createProfile } from './intraday-profile.ts';
import { statisticalHorizons } from './statistical-forecast.ts';

const AT = wallMs(1_800_000_000_000);
const LEVEL = Math.log(0.5 ** 2 / 31_536_000);
const FLAT = createProfile(Array.from({ length: 60 }, () => 1));
const ALL = {
  level·ewma5m: LEVEL,
  level·riskmetrics: LEVEL,
  level·ewma30m: LEVEL,
  level·ewma4h: LEVEL,
  level·rv60m: LEVEL,
};

function row(levels: Readonly<Record<string, number | null>>): FeatureRow {
  const names = Object.keys(levels);
  return {
    at: AT,
    layout: { names, version: 1, hash: sha256Hex('a'.repeat(64)) },
    values: Float64Array.from(names, (name) => levels[name] ?? 0),
    present: Uint8Array.from(names, (name) => (levels[name] === null ? 0 : 1)),
  };
}

function logOf(levels: Readonly<Record<string, number | null>>, profile = FLAT): number {
  const [first] = statisticalHorizons(row(levels), profile) ?? [];
  return Math.log(first?.variancePerSecond ?? Number.NaN);
}

describe('plain averages', () => {
  it('say the level they agree on and what its mean exceeds it by, at every horizon', () => {
    expect(logOf(ALL)).toBeCloseTo(LEVEL + 0.16, 9);
    const horizons = statisticalHorizons(row(ALL), FLAT) ?? [];
    expect(new Set(horizons.map((each) => each.variancePerSecond)).size).toBe(1);
    for (const { base, variancePerSecond, contributions } of horizons) {
      expect(base).toBeCloseTo(Math.log(variancePerSecond), 9);
      expect(contributions).toEqual([]);
    }
  });

  it('missing long windows leave the level, not a hole', () => {
    expect(logOf({ ...ALL, level·ewma4h: null, level·rv60m: null })).toBeCloseTo(LEVEL + 0.16, 9);
  });

  it('a louder last five minutes raises them by its weight', () => {
    expect(logOf({ ...ALL, level·ewma5m: LEVEL + 1 })).toBeCloseTo(LEVEL + 0.16 + 0.25, 9);
  });

  it('a look-back over loud minutes of the hour is brought down to an average one', () => {
    const shaped = createProfile(Array.from({ length: 60 }, (_, m) => (m >= 45 ? 2 : 2 / 3)));
    expect(logOf(ALL, shaped)).toBeLessThan(logOf(ALL));
  });

  it('are silent without a minute of samples', () => {
    expect(statisticalHorizons(row({ ...ALL, level·ewma30m: null }), FLAT)).toBeNull();
  });
});
