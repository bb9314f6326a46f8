// Exported spans: the test period stays out, nothing is in two splits, and nothing but the test period is lost.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isWithin,
  spansMeet,
  VOLATILITY_TEST,
  VOLATILITY_TRAIN,
  VOLATILITY_VALIDATION,
} from '../data/splits.ts';
import { chooseSpans } from './choose-spans.ts';

const day = fc.integer({
  min: Date.parse('2020-06-01T00:00:00Z') / 60_000,
  max: Date.parse('2027-06-01T00:00:00Z') / 60_000,
});
const instant = day.map((minute) => minute * 60_000);
const window = fc.option(
  fc
    .tuple(instant, instant)
    .map(([a, b]) => ({ fromMs: Math.min(a, b), toMs: Math.max(a, b) + 60_000 })),
);

/** What an instant is, said without the code under test. */
function splitAt(ms: number): string {
  if (isWithin([VOLATILITY_TRAIN], ms)) return 'train';
  if (isWithin(VOLATILITY_TEST, ms)) return 'test';
  return isWithin(VOLATILITY_VALIDATION, ms) ? 'validation' : 'other';
}

describe('exported spans', () => {
  it('never meet each other and come in order of time', () => {
    fc.assert(
      fc.property(window, fc.boolean(), (wanted, openTest) => {
        const spans = chooseSpans({ window: wanted, openTest });
        for (const [i, { span }] of spans.entries())
          for (const later of spans.slice(i + 1)) {
            expect(spansMeet(span, later.span)).toBe(false);
            expect(span.fromMs).toBeLessThan(later.span.fromMs);
          }
      }),
    );
  });

  it('hold every wanted instant under its own name, and those of the test period only when it is open', () => {
    fc.assert(
      fc.property(instant, window, fc.boolean(), (ms, wanted, openTest) => {
        const found = chooseSpans({ window: wanted, openTest }).filter((each) =>
          isWithin([each.span], ms),
        );
        const isWanted = wanted === null || isWithin([wanted], ms);
        const split = splitAt(ms);
        const isIn = isWanted && (split !== 'test' || openTest);
        expect(found.map((each) => each.split)).toEqual(isIn ? [split] : []);
      }),
    );
  });
});
