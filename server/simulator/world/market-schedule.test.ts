// Listing: tickers in New York time over both DST changes and month ends, strikes, ranges, what exists when.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  HOUR_MS,
  hourlyRanges,
  hourlyStrikes,
  marketsOf,
  plannedEvents,
  QUARTER_MS,
  quarterMarket,
} from './market-schedule.ts';

const hourly = (closeIso: string): string =>
  hourlyStrikes(Date.parse(closeIso), 84_930, 0)[0]?.ticker ?? '';
const quarter = (closeIso: string): string =>
  quarterMarket(Date.parse(closeIso) - QUARTER_MS).ticker;

test.each([
  ['the documented summer example', '2026-10-06T20:00:00Z', 'KXBTCD-26OCT0616-T84899.99'],
  ['the documented winter example', '2026-11-02T21:00:00Z', 'KXBTCD-26NOV0216-T84899.99'],
  ['the hour before clocks go back', '2026-11-01T05:00:00Z', 'KXBTCD-26NOV0101-T84899.99'],
  ['the repeated hour has the same name', '2026-11-01T06:00:00Z', 'KXBTCD-26NOV0101-T84899.99'],
  ['the hour after the repeated one', '2026-11-01T07:00:00Z', 'KXBTCD-26NOV0102-T84899.99'],
  ['the last hour before clocks go forward', '2026-03-08T06:00:00Z', 'KXBTCD-26MAR0801-T84899.99'],
  ['the skipped hour has no name', '2026-03-08T07:00:00Z', 'KXBTCD-26MAR0803-T84899.99'],
  ['a month end', '2026-12-01T05:00:00Z', 'KXBTCD-26DEC0100-T84899.99'],
  ['the evening before a month end', '2026-12-01T04:00:00Z', 'KXBTCD-26NOV3023-T84899.99'],
  ['a year end', '2027-01-01T05:00:00Z', 'KXBTCD-27JAN0100-T84899.99'],
  ['a leap day', '2028-03-01T04:00:00Z', 'KXBTCD-28FEB2923-T84899.99'],
])('%s', (_name, closeIso, ticker) => {
  // 84 930 rounds to the strike of 84 900.
  expect(hourly(closeIso)).toBe(ticker);
});

test.each([
  ['2026-08-17T05:30:00Z', 'KXBTC15M-26AUG170130-30'],
  ['2026-08-17T05:00:00Z', 'KXBTC15M-26AUG170100-00'],
  ['2026-11-01T06:15:00Z', 'KXBTC15M-26NOV010115-15'],
  ['2026-03-08T07:00:00Z', 'KXBTC15M-26MAR080300-00'],
])('the quarter-hour market closing at %s is %s', (closeIso, ticker) => {
  expect(quarter(closeIso)).toBe(ticker);
});

test('a bucket is named by its midpoint and the tails close the ranges without a hole', () => {
  const ranges = hourlyRanges(Date.parse('2026-09-29T05:00:00Z'), 73_231.5, 3);
  expect(ranges.map((market) => market.ticker)).toContain('KXBTC-26SEP2901-B73250');
  const bucket = ranges.find((market) => market.ticker.endsWith('B73250'));
  expect([bucket?.floorStrikeUsd, bucket?.capStrikeUsd]).toEqual([73_200, 73_299.99]);
  expect(ranges[0]).toMatchObject({ strikeType: 'less', capStrikeUsd: 72_900 });
  expect(ranges.at(-1)).toMatchObject({ strikeType: 'greater', floorStrikeUsd: 73_599.99 });
  const inner = ranges.slice(1, -1);
  for (const [index, market] of inner.entries()) {
    const next = inner[index + 1]?.floorStrikeUsd ?? 73_600;
    expect(next - (market.capStrikeUsd ?? 0)).toBeCloseTo(0.01, 6);
  }
});

test('strikes are exact cents a hundred dollars apart around the spot', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 2_000, max: 900_000, noNaN: true }),
      fc.nat({ max: 15 }),
      (spot, side) => {
        const ladder = hourlyStrikes(Date.parse('2026-10-06T20:00:00Z'), spot, side);
        expect(ladder).toHaveLength(2 * side + 1);
        for (const market of ladder) {
          const strike = market.floorStrikeUsd ?? 0;
          expect(Math.round(strike * 100) / 100).toBe(strike);
          expect(Math.round(strike * 100) % 10_000).toBe(9_999);
          expect(Math.abs(strike - spot)).toBeLessThanOrEqual(side * 100 + 50.02);
        }
      },
    ),
  );
});

test('at every instant the running window and hour exist, listed windows touch, and tickers are unique', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2029, 0, 1) }).map((ms) => ms),
      (nowMs) => {
        const events = plannedEvents(nowMs);
        for (const series of ['KXBTC15M', 'KXBTCD', 'KXBTC'] as const) {
          const own = events.filter((event) => event.series === series);
          expect(own.filter((e) => e.openAtMs <= nowMs && nowMs < e.closeAtMs)).toHaveLength(1);
          for (const [index, event] of own.entries()) {
            const length = series === 'KXBTC15M' ? QUARTER_MS : HOUR_MS;
            expect(event.closeAtMs - event.openAtMs).toBe(length);
            const next = own[index + 1];
            if (next !== undefined) expect(next.openAtMs).toBe(event.closeAtMs);
          }
        }
        const width = { strikesPerSide: 2, bucketsPerSide: 2 };
        const tickers = events
          .slice(0, 5)
          .flatMap((event) => marketsOf(event, 86_000, width).map((market) => market.ticker));
        expect(new Set(tickers).size).toBe(tickers.length);
      },
    ),
    { numRuns: 60 },
  );
});
