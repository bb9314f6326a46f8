// Markets that are long over: forgotten whole, never while anything of them is open, and no news when told of again.
import { describe, expect, test } from 'vitest';
import { tradeId } from '#lib/domain/ids.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { cashOf } from '../6-ledger/ledger-state.ts';
import { firstBreach } from '../invariants/local-invariants.ts';
import { entering } from './testing/first-entry.ts';
import { type Driver, TICKER } from './testing/spine-driver.ts';

const HOUR_MS = 3_600_000;

/** Bought once; paid out unless told otherwise. */
function traded(isPaid = true) {
  const { driver, order } = entering();
  const fill = driver.fillOrder(order);
  if (isPaid)
    driver.send({
      kind: 'report',
      report: {
        ...{ kind: 'settlement', ticker: TICKER, result: 'yes', yesPayout: price(10_000) },
        ...{ revenue: money(order.count * 10_000), fee: money(0), settledAt: driver.now() },
      },
    });
  return { driver, fill };
}

function pass(driver: Driver, hours: number): void {
  driver.passMs(hours * HOUR_MS);
  driver.second();
}

const sizes = ({ world: { orders, ledger } }: Driver) => [
  ...[orders.tracked.size, orders.byVenueId.size, orders.fills.size],
  ...[ledger.positions.size, ledger.settlements.size, ledger.netWhenFlat.size],
];

describe('a market that is over', () => {
  test('F94 is kept for two days, then forgotten with everything about it; the money stays', () => {
    const { driver } = traded();
    const cash = cashOf(driver.world.ledger);
    pass(driver, 49);
    expect(sizes(driver)).toEqual([0, 0, 1, 1, 1, 1]);
    expect(firstBreach(driver.world)).toBeNull();
    pass(driver, 2);
    expect(sizes(driver)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(firstBreach(driver.world)).toBeNull();
    expect(cashOf(driver.world.ledger)).toBe(cash);
  });

  test('F94 is not over while a position is open in it, however old', () => {
    const { driver } = traded(false);
    pass(driver, 51);
    expect(sizes(driver)).toEqual([0, 0, 1, 1, 0, 0]);
    expect(firstBreach(driver.world)).toBeNull();
  });

  test('F53 F94 I14 its fills are no news when they are told or read again', () => {
    const { driver, fill } = traded();
    pass(driver, 51);
    const cash = cashOf(driver.world.ledger);
    const stored = [
      ...driver.send({ kind: 'report', report: fill }),
      ...driver.send(driver.reading({ positions: [], fills: [{ ...fill, source: 'read' }] })),
    ].filter((effect) => effect.kind === 'persist');
    expect(stored).toEqual([]);
    expect(sizes(driver)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(cashOf(driver.world.ledger)).toBe(cash);
    expect(firstBreach(driver.world)).toBeNull();
  });

  test('F58 F94 a fill of it that was never told before is booked, and is whole in the books', () => {
    const { driver, fill } = traded();
    pass(driver, 51);
    const other = { ...fill, tradeId: tradeId('late') };
    driver.send({ kind: 'report', report: other });
    expect(driver.world.ledger.positions.get(TICKER)?.contracts).toBe(fill.count);
    expect(firstBreach(driver.world)).toBeNull();
  });
});
