// The signal parameters on made-up bars: what is written is what the loader takes, and the folds cannot see each other.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HORIZONS_MINUTES } from '#lib/domain/minute-row.ts';
import { parseSignal } from '#server/config/signal-file.ts';
import { trigamma } from '#server/core/3-models/trigamma.ts';
import { toMinuteSeries } from '../data/recorded-series.ts';
import { spansMeet, VOLATILITY_TRAIN } from '../data/splits.ts';
import { madeUpBars } from '../made-up-series.ts';
import { trainingDataOf } from '../train/training-data.ts';
import { rowIndices } from '../training-rows.ts';
import { fitSignal, signalText, withBlend } from './fit-signal.ts';
import { purgedFolds } from './purged-folds.ts';

const BARS = madeUpBars({
  id: 'venue',
  fromMs: VOLATILITY_TRAIN.toMs - 11_000 * 60_000,
  minutes: 11_000,
  seed: 8,
});
const DATA = trainingDataOf({ bars: [BARS], trades: [], markets: [], quotes: [], leftOut: [] });
const SIGNAL = fitSignal(DATA);
const BUCKET = { bucketSeconds: 300, a: 0, b: 1, beta: 0.1, betaPrecision: 16, markets: 3 };

describe('signal parameters', () => {
  it('are read back as they were written', () => {
    const text = signalText(withBlend(SIGNAL, 'recorded', [BUCKET]));
    const read = parseSignal(text, 'test');
    if (!read.ok) throw new Error(read.error);
    expect(signalText(read.value)).toBe(text);
    expect(read.value.blends).toEqual([{ environment: 'recorded', buckets: [BUCKET] }]);
    expect(read.value.origin.dataSha256).toBe(DATA.sha256);
  });

  it('have every horizon, and an sd near that of the made-up volatility', () => {
    for (const list of [SIGNAL.tails, SIGNAL.residualSd, SIGNAL.floors, SIGNAL.combination])
      expect(list.map((each) => each.minutes)).toEqual([...HORIZONS_MINUTES]);
    for (const { value } of SIGNAL.residualSd) {
      expect(value).toBeGreaterThan(0.2);
      expect(value).toBeLessThan(1.2);
    }
  });

  it('a blend replaces that of its own environment and no other', () => {
    const both = withBlend(withBlend(SIGNAL, 'simulated', [BUCKET]), 'recorded', []);
    const again = withBlend(both, 'recorded', [{ ...BUCKET, beta: 0.5 }]);
    expect(again.blends.map((each) => each.environment)).toEqual(['simulated', 'recorded']);
    expect(again.blends[0]?.buckets).toEqual([BUCKET]);
    expect(again.blends[1]?.buckets[0]?.beta).toBe(0.5);
  });
});

describe('purged folds', () => {
  const series = toMinuteSeries(BARS);

  it('no training label and no held-out one share a minute, and an hour lies between', () => {
    const choices = fc.record({
      folds: fc.integer({ min: 2, max: 6 }),
      horizonMinutes: fc.constantFrom(...HORIZONS_MINUTES),
    });
    fc.assert(
      fc.property(choices, ({ folds, horizonMinutes }) => {
        for (const { held, train } of purgedFolds(VOLATILITY_TRAIN, { folds, horizonMinutes })) {
          const plan = { horizonMinutes, everyMinutes: 7 };
          const reach = (i: number) => ({
            fromMs: series.firstEndMs + i * 60_000 - 3_600_000,
            toMs: series.firstEndMs + (i + horizonMinutes) * 60_000 + 3_600_000,
          });
          const ends = rowIndices(series, { ...plan, spans: train });
          for (const i of [...ends].filter((_, k) => k % 50 === 0 || k > ends.length - 3))
            expect(spansMeet(reach(i), held)).toBe(false);
        }
      }),
      { numRuns: 20, seed: 4 },
    );
  });

  it('hold out every instant once', () => {
    const folds = purgedFolds(VOLATILITY_TRAIN, { folds: 4, horizonMinutes: 15 });
    const held = folds.reduce((sum, each) => sum + each.held.toMs - each.held.fromMs, 0);
    expect(held).toBe(VOLATILITY_TRAIN.toMs - VOLATILITY_TRAIN.fromMs);
  });
});

it('trigamma is π²/2 at one half and π²/6 at one', () => {
  expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 7);
  expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 7);
});
