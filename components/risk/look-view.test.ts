// What the rules do now, counted over made-up decisions.
import { expect, test } from 'vitest';
import type { CheckOutcome } from '#lib/domain/verdict.ts';
import type { DecisionRow } from '#lib/wire/signal-rows.ts';
import { countLooks, refusedText } from './look-view.ts';

const check = (id: string, outcome: CheckOutcome) => ({
  ...{ id, label: id, outcome, value: null, threshold: null, distance: null, unit: '', text: '' },
  blocksExit: false,
});

function decided(checks: DecisionRow['checks'], flags: DecisionRow['flags'] = []): DecisionRow {
  return {
    ...{ id: 'd', storedId: 'd', at: 0, since: 0, verdict: 'flat', sentence: '', checks, flags },
    ...{ side: null, price: null, count: null, edge: null, rawEdge: null, feePerContract: null },
    ...{ fairProbability: null, marketProbability: null, hash: '', explanation: null },
  };
}

test('a check that fails or misses an input refuses its market', () => {
  const counts = countLooks([
    decided([check('edge', 'fail')], [{ id: 'size', text: '' }]),
    decided([check('edge', 'missing')]),
    decided([check('edge', 'pass')]),
  ]);
  expect(counts.refused['edge']).toEqual({ markets: 3, hit: 2, missing: 1 });
  expect(counts.asked).toEqual({ size: 1 });
  expect(refusedText(counts.refused['edge'])).toBe('refuses 2 of 3, 1 for want of data');
});

test('without a market nothing is claimed', () => {
  const counts = countLooks([]);
  expect(counts.markets).toBe(0);
  expect(refusedText(counts.refused['edge'])).toBeNull();
  expect(refusedText({ markets: 4, hit: 0, missing: 0 })).toBe('passes all 4');
});
