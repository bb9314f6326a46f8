// Moments in addresses, and steps that always lead on.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fieldInstant,
  fieldText,
  momentHref,
  STEPS,
  type Step,
  steppedFrom,
  wishOf,
} from './moment-wish.ts';

test('a moment in an address that is passed on is the same moment', () => {
  const wish = { at: 1_795_469_374_411, event: 53_913, ticker: 'KXBTC-26NOV2317-B85850' };
  const of = (href: string) => wishOf(new URL(href, 'http://console').searchParams);
  expect(of(momentHref(wish))).toEqual(wish);
  expect(of(momentHref({ ...wish, event: null }))).toEqual({ ...wish, event: null });
});

test('an address without a moment or a market asks for nothing', () => {
  for (const text of ['', 'at=5', 'ticker=T', 'at=soon&ticker=T', 'at=-5&ticker=T'])
    expect(wishOf(new URLSearchParams(text))).toBeNull();
});

test('a step leads to the nearest whole second or minute on its side, and never stays', () => {
  const instant = fc.integer({ min: 60_000, max: 4_000_000_000_000 });
  fc.assert(
    fc.property(instant, fc.constantFrom<Step>('second', 'minute'), (at, step) => {
      const [before, after] = [steppedFrom(at, step, -1), steppedFrom(at, step, 1)];
      expect(before % STEPS[step]).toBe(0);
      expect(after % STEPS[step]).toBe(0);
      expect(at - before).toBeGreaterThan(0);
      expect(at - before).toBeLessThanOrEqual(STEPS[step]);
      expect(after - at).toBeGreaterThan(0);
      expect(after - at).toBeLessThanOrEqual(STEPS[step]);
    }),
  );
});

test('the field of date and time is UTC both ways', () => {
  expect(fieldText(1_795_469_374_411)).toBe('2026-11-23T21:29:34');
  expect(fieldInstant('2026-11-23T21:29:34')).toBe(1_795_469_374_000);
  expect(fieldInstant('now')).toBeNull();
});
