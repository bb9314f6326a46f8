// Fees of an order against our forecast: rounding is no news, another schedule is, once an order.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { EMPTY_ACCUMULATOR, netFee } from '#lib/domain/fee.ts';
import { tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { FillReport } from '#lib/domain/report.ts';
import type { Effect } from '../effect.ts';
import { createDriver, type Driver, TICKER } from './testing/spine-driver.ts';

const TERMS = { kind: 'quadratic', multiplier: 1 } as const;

function booted(): Driver {
  const driver = createDriver();
  driver.boot();
  return driver;
}

/** Fills of one order, told one by one; `charged` makes the venue's fee of our forecast. */
function alarmsOf(
  driver: Driver,
  pieces: readonly { readonly cents: number; readonly size: number; readonly isTaker: boolean }[],
  charged: (forecastMicro: number) => number,
): readonly Extract<Effect, { kind: 'alarm' }>[] {
  let held = EMPTY_ACCUMULATOR;
  return pieces.flatMap(({ cents, size, isTaker }, index) => {
    const at = { price: price(cents * 100), count: count(size), isTaker, side: 'bid' as const };
    const forecast = netFee(TERMS, at, held);
    held = forecast.accumulator;
    const report: FillReport = {
      ...at,
      kind: 'fill',
      tradeId: tradeId(`t-${index}`),
      venueOrderId: venueOrderId('v-1'),
      clientOrderId: null,
      ticker: TICKER,
      fee: money(charged(forecast.fee)),
      venueAt: driver.now(),
      source: 'stream',
    };
    return driver
      .send({ kind: 'report', report })
      .filter((effect) => effect.kind === 'alarm')
      .filter((effect) => effect.code === 'fee-forecast');
  });
}

const pieces = fc.array(
  fc.record({
    cents: fc.integer({ min: 1, max: 99 }),
    size: fc.integer({ min: 1, max: 20_000 }),
    isTaker: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

describe('fee forecast', () => {
  test('F62 the published rounding over any fills of an order raises nothing', () => {
    fc.assert(
      fc.property(pieces, (list) => {
        expect(alarmsOf(booted(), list, (forecast) => forecast)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('F62 more than a cent an order is told once, however many fills follow, and the books take what was charged', () => {
    const driver = booted();
    const cash = driver.world.ledger.balances.get('fees') ?? 0;
    const list = Array.from({ length: 6 }, () => ({ cents: 50, size: 1_000, isTaker: true }));
    // 17.5 ¢ a fill by the schedule; one cent too much over the order is still within, the next is not.
    const alarms = alarmsOf(driver, list, (forecast) => forecast + 5_000);
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.text).toContain('1.50 ¢ more');
    expect((driver.world.ledger.balances.get('fees') ?? 0) - cash).toBe(6 * (175_000 + 5_000));
    expect(alarmsOf(booted(), list.slice(0, 2), (forecast) => forecast + 5_000)).toEqual([]);
  });

  test('F62 a fee that was forecast and not taken is told as well', () => {
    const [alarm] = alarmsOf(booted(), [{ cents: 50, size: 1_000, isTaker: true }], () => 0);
    expect(alarm?.text).toContain('17.50 ¢ less');
  });
});
