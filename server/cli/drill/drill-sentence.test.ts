// A drill's line names how many runs its figures are of.
import { expect, test } from 'vitest';
import type { DrillResult } from '#server/config/drill-file.ts';
import { drillSentence } from './drill-sentence.ts';

const done: DrillResult = {
  ...{ level: 'kill', at: 1, venue: 'sim', runs: 5, orders: 50, latencyMs: 100, errorShare: 0 },
  ...{ gateClosedMs: 0.123, zeroOrdersMs: 412.4, flatMs: null, isPassed: true },
};

test('the number of runs stands beside what they took', () => {
  expect(drillSentence(done)).toBe(
    'ok  kill         gate closed 0.12 ms, zero orders 412 ms (99th percentile of 5 runs)',
  );
  expect(drillSentence({ ...done, runs: 1, flatMs: 900, isPassed: false })).toMatch(
    /^NOT OK kill .*flat 900 ms \(1 run\)$/,
  );
  expect(drillSentence({ level: 'flatten', notRehearsed: 'no market' })).toBe(
    'not rehearsed: flatten: no market',
  );
});
