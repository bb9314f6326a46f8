// What a preview of limits believes of the checks, against the checks themselves. In: limits. Out: the same thresholds.
import { expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { changeLimits, isPlainLimit } from '#lib/domain/limit-change.ts';
import { LIMIT_READINGS } from '#lib/domain/limit-readings.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import { runChecks } from './checks.ts';
import { GOOD, inputWith } from './testing/sample-input.ts';

const CANDIDATE: Candidate = {
  ...{ side: 'bid', price: price(4_800), count: count(500), style: 'take' },
  ...{ rawEdge: 400, edge: 300, feePerContract: 100 },
  fairProbability: probability(0.55),
  marketProbability: probability(0.48),
};

const IDS = Object.keys(LIMIT_READINGS).filter(isPlainLimit);

test.each(IDS)(
  'the threshold of the check that reads %s is the one a preview takes it for',
  (id) => {
    const reading = LIMIT_READINGS[id];
    if (reading === undefined) throw new Error('no reading');
    const thresholdUnder = (limits: typeof GOOD.limits) => {
      const checks = runChecks(inputWith({ limits }), CANDIDATE);
      const check = checks.find((each) => each.id === reading.check);
      if (check === undefined) throw new Error(`no check ${reading.check}`);
      return check;
    };
    const before = thresholdUnder(GOOD.limits);
    const value = Number(GOOD.limits[id]);
    const edited = changeLimits(GOOD.limits, {
      [id]: Number.isInteger(value) ? value + 60 : value / 2,
    });
    expect(reading.threshold(GOOD.limits, before, GOOD.limits)).toBe(before.threshold);
    const after = thresholdUnder(edited);
    expect(reading.threshold(edited, before, GOOD.limits)).toBeCloseTo(
      after.threshold ?? Number.NaN,
      9,
    );
    expect(after.threshold).not.toBe(before.threshold);
    const { value: seen, threshold, outcome } = after;
    if (seen === null || threshold === null) throw new Error('a value is missing');
    const isPassing = reading.side === 'atMost' ? seen <= threshold : seen >= threshold;
    expect(outcome).toBe(isPassing ? 'pass' : 'fail');
  },
);
