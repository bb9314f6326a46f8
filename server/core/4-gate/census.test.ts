// The census and its drill: every check refuses the worst market, counts are exact, and a restart keeps them.
import { describe, expect, test } from 'vitest';
import { censusRows, countChecks, createCensus, drillChecks, restoreCensus } from './census.ts';
import { CHECKS, runChecks } from './checks.ts';
import { decide } from './decide.ts';
import { GOOD, inputWith, NOW } from './testing/sample-input.ts';

describe('the drill', () => {
  test('every check there is refuses the worst of markets, and only the one closed by its type is left out', () => {
    const census = createCensus();
    expect(drillChecks(census, NOW)).toEqual([]);
    const rows = censusRows(census);
    expect(rows).toHaveLength(CHECKS.length - 1);
    expect(rows.every((row) => row.lastDrilledAt === NOW && row.evaluated === 0)).toBe(true);
  });
});

describe('the census', () => {
  test('counts looks and refusals, and when the last was', () => {
    const census = createCensus();
    countChecks(census, decide(GOOD).checks, NOW);
    const dark = inputWith({ trading: 'paused' });
    countChecks(census, runChecks(dark, null), NOW);
    const row = censusRows(census).find((each) => each.id === 'trading-armed');
    expect(row).toMatchObject({ evaluated: 2, fired: 1, lastFiredAt: NOW, lastDrilledAt: null });
    expect(censusRows(census).find((each) => each.id === 'not-killed')?.fired).toBe(0);
  });

  test('goes on where an earlier run ended; a check that is gone is left behind', () => {
    const first = createCensus();
    countChecks(first, decide(GOOD).checks, NOW);
    const next = createCensus();
    const gone = { id: 'gone', label: 'gone', evaluated: 9, fired: 9 };
    restoreCensus(next, [...censusRows(first), { ...gone, lastFiredAt: NOW, lastDrilledAt: null }]);
    expect(censusRows(next)).toEqual(censusRows(first));
    countChecks(next, decide(GOOD).checks, NOW);
    expect(censusRows(next)[0]?.evaluated).toBe(2);
  });
});
