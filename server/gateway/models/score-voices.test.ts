// Scores of voices: closes counted once, a silent voice left out and not scored as zero, intervals only with enough closes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScoredQuote } from '#server/ports/quote-store.ts';
import { estimateMean, LEAST_CLOSES, studentPoint, wilsonInterval } from './estimate.ts';
import { reliabilityCurves } from './reliability.ts';
import { scoreBuckets } from './score-voices.ts';

const AT = 1_795_186_800_000;

function quote(changes: Partial<ScoredQuote> = {}): ScoredQuote {
  return {
    ...{ ticker: 'M', bucketSeconds: 300, closeAt: AT, yes: true, mid: 0.5 },
    ...{ tree: 0.8, sequence: null, combined: 0.7, calibrated: 0.6, blended: 0.5 },
    ...changes,
  };
}

const of = (scores: ReturnType<typeof scoreBuckets>, bucket: number | null, speaker: string) =>
  scores
    .find((each) => each.bucketSeconds === bucket)
    ?.speakers.find((each) => each.speaker === speaker);

describe('intervals', () => {
  it('the point of Student’s t is that of the tables', () => {
    expect(studentPoint(29)).toBeCloseTo(2.0452, 3);
    expect(studentPoint(100)).toBeCloseTo(1.984, 3);
  });

  it('too few closes have a mean and no interval, none has neither', () => {
    expect(estimateMean([])).toBeNull();
    const few = Array.from({ length: LEAST_CLOSES - 1 }, (_, i) => i % 2);
    expect(estimateMean(few)).toMatchObject({ low: null, high: null });
    const enough = Array.from({ length: LEAST_CLOSES }, (_, i) => i % 2);
    const estimate = estimateMean(enough);
    expect(estimate?.value).toBe(0.5);
    // sd of a fair coin with n − 1: √(.25 · 30 ÷ 29).
    const reach = studentPoint(29) * Math.sqrt((0.25 * 30) / 29 / 30);
    expect(estimate?.high).toBeCloseTo(0.5 + reach, 12);
  });

  it('Wilson’s interval holds its share and stays within 0 … 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, x) => {
          const share = Math.round(x * n) / n;
          const { low, high } = wilsonInterval(share, n);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low - 1e-12 <= share && share <= high + 1e-12).toBe(true);
        },
      ),
    );
    // 10 of 10: textbook value .7225.
    expect(wilsonInterval(1, 10).low).toBeCloseTo(0.7225, 3);
  });
});

describe('Brier against the mid', () => {
  it('nothing settled is nothing said, not a score of zero', () => {
    for (const bucket of scoreBuckets([])) {
      expect(bucket).toMatchObject({ closes: 0, midBrier: null });
      for (const each of bucket.speakers)
        expect(each).toMatchObject({ closes: 0, brier: null, midBrier: null, difference: null });
    }
  });

  it('markets that close together are one outcome', () => {
    const scores = scoreBuckets([
      quote(),
      quote({ ticker: 'N', yes: false }),
      quote({ closeAt: AT + 900_000 }),
    ]);
    // First close: (.2² + .8²) ÷ 2 = .34, second .04.
    expect(of(scores, 300, 'tree')).toMatchObject({ closes: 2, midBrier: 0.25 });
    expect(of(scores, 300, 'tree')?.brier).toBeCloseTo(0.19, 12);
    expect(of(scores, 300, 'tree')?.difference?.value).toBeCloseTo(-0.06, 12);
    expect(scores.find((each) => each.bucketSeconds === 300)).toMatchObject({
      ...{ closes: 2, quotes: 3 },
    });
  });

  it('a voice is compared with the mid of the quotes at which it spoke, and with no other', () => {
    const scores = scoreBuckets([
      quote({ sequence: 0.9, mid: 0.9 }),
      quote({ closeAt: AT + 900_000, mid: 0.1 }),
    ]);
    const sequence = of(scores, 300, 'sequence');
    expect(sequence?.closes).toBe(1);
    expect(sequence?.midBrier).toBeCloseTo(0.01, 12);
    expect(sequence?.difference?.value).toBeCloseTo(0, 12);
  });

  it('all buckets together count a close once', () => {
    const scores = scoreBuckets([quote(), quote({ bucketSeconds: 60, tree: 1 })]);
    expect(of(scores, null, 'tree')).toMatchObject({ closes: 1 });
    expect(of(scores, null, 'tree')?.brier).toBeCloseTo(0.02, 12);
    expect(of(scores, 60, 'tree')).toMatchObject({ closes: 1, brier: 0 });
    expect(of(scores, 1800, 'tree')).toMatchObject({ closes: 0, brier: null });
  });

  it('a voice that says what the mid says differs by nothing, whatever came true', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(chance, fc.boolean(), fc.nat(20))), (told) => {
        const quotes = told.map(([p, yes, close]) =>
          quote({ mid: p, blended: p, yes, closeAt: AT + close }),
        );
        const value = of(scoreBuckets(quotes), null, 'blended')?.difference?.value ?? 0;
        expect(value).toBeCloseTo(0, 12);
      }),
    );
  });
});

describe('reliability', () => {
  const curve = (quotes: readonly ScoredQuote[], speaker: string, bucket: number | null) =>
    reliabilityCurves(quotes).find(
      (each) => each.speaker === speaker && each.bucketSeconds === bucket,
    )?.bins ?? [];

  it('bins have their counts, what was said and what came, each close once', () => {
    const bins = curve(
      [
        quote({ tree: 0.81 }),
        quote({ tree: 0.85, ticker: 'N', yes: false }),
        quote({ tree: 0.89, closeAt: AT + 900_000 }),
        quote({ tree: 1, closeAt: AT + 900_000 }),
      ],
      'tree',
      300,
    );
    expect(bins).toHaveLength(2);
    expect(bins[0]).toMatchObject({ from: 0.8, to: 0.9, closes: 2, quotes: 3, came: 0.75 });
    expect(bins[0]?.said).toBeCloseTo(0.86, 12);
    expect(bins[1]).toMatchObject({ from: 0.9, to: 1, closes: 1, came: 1, said: 1 });
  });

  it('a silent voice has no bins and an empty history none at all', () => {
    expect(curve([quote()], 'sequence', null)).toEqual([]);
    expect(reliabilityCurves([]).every(({ bins }) => bins.length === 0)).toBe(true);
  });
});
