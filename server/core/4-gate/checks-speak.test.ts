// What every check has to say, whatever it finds: a name of its own, a unit, words, and no number where one is missing.
import { describe, expect, test } from 'vitest';
import type { CheckResult } from '#lib/domain/verdict.ts';
import { CHECKS, runChecks } from './checks.ts';
import { decide } from './decide.ts';
import { GOOD, inputWith } from './testing/sample-input.ts';
import { worstInput, worstTrade } from './worst-input.ts';

const UNKNOWN = inputWith({
  ...{ fair: null, forecast: null, forecastChange: null, recentMove: null, signalHealth: null },
  ...{ exchange: null, clockOffsetMs: null, host: null, recentMid: null, exposures: null },
  ...{ cash: null, dayPnl: null, dayGross: null, drawdown: null, lossStreak: null, ladder: null },
  depth: { bids: [], asks: [] },
});
const VIEWS = [
  ['a good market', (): readonly CheckResult[] => decide(GOOD).checks],
  ['the worst one', () => runChecks(worstInput(), worstTrade())],
  ['one of which nothing is known', () => runChecks(UNKNOWN, null)],
] as const;

describe('every check', () => {
  test.each(VIEWS)('of %s has a name, a label, a unit and a sentence', (_, look) => {
    const checks = look();
    expect(new Set(checks.map((check) => check.id)).size).toBe(CHECKS.length);
    for (const { id, label, unit, text, threshold } of checks) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect([label, unit, text].every((words) => words.length > 0)).toBe(true);
      expect(text).not.toMatch(/undefined|NaN|null/);
      expect(typeof threshold).toBe('number');
    }
  });

  test.each(VIEWS)('of %s says the distance that its outcome means (I24)', (_, look) => {
    for (const { id, outcome, value, distance } of look())
      if (outcome === 'missing') expect([id, value, distance]).toEqual([id, null, null]);
      else {
        expect([id, typeof value, Number.isNaN(distance)]).toEqual([id, 'number', false]);
        const isInside = (distance ?? Number.NaN) >= 0;
        // A border that has to be passed is failed at a distance of zero, never passed below it.
        if (outcome === 'pass') expect([id, isInside]).toEqual([id, true]);
        else expect([id, (distance ?? 1) <= 0]).toEqual([id, true]);
      }
  });

  test('keeps its name and label over all markets, so that counts and drills speak of the same one', () => {
    const named = VIEWS.map(([, look]) => look().map(({ id, label }) => [id, label]));
    expect(named[1]).toEqual(named[0]);
    expect(named[2]).toEqual(named[0]);
  });
});
