// Markets that are long over: forgotten whole, never while anything of them is open, and no news when told of again.
import { describe, expect, test } from 'vitest';
import { tradeId } from '#lib/domain/ids.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { cashOf } from '../6-ledger/ledger-state.ts';
import { firstBreach } from '../invariants/local-invariants.ts';
import { entering, withoutFlags } from './testing/first-entry.ts';
import { createDriver, type Driver, TICKER } from './testing/spine-driver.ts';

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

/** A start so many hours later, from everything the first run has stored. */
function restarted({ driver, fill }: ReturnType<typeof traded>, hours: number): Driver {
  const records = driver.steps.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'persist' ? effect.records : [])),
  );
  const orders = new Map(
    records.flatMap((each) =>
      each.kind === 'order' ? [[each.order.request.clientOrderId, each.order] as const] : [],
    ),
  );
  const next = createDriver({ ...withoutFlags(), boot: 'second-boot' });
  next.passMs(driver.now() - next.now() + hours * HOUR_MS);
  next.send({
    ...{ kind: 'recovered', orders: [...orders.values()], fills: [fill], approvals: [] },
    ...{ latch: null, orderGroupId: null },
    transactions: records.flatMap((each) => (each.kind === 'ledger' ? [each.transaction] : [])),
  });
  return next;
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

  test('F68 F94 after five days away it is forgotten at once, and its last fill read again is no news', () => {
    const life = traded();
    const next = restarted(life, 120);
    expect(sizes(next)).toEqual([1, 1, 1, 1, 1, 1]);
    next.second();
    expect(sizes(next)).toEqual([0, 0, 0, 0, 0, 0]);
    next.send(next.reading({ fills: [{ ...life.fill, source: 'read' }] }));
    expect(sizes(next)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(cashOf(next.world.ledger)).toBe(cashOf(life.driver.world.ledger));
    expect(firstBreach(next.world)).toBeNull();
  });
});
