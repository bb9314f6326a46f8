// Markets that are long over: forgotten whole, never while anything of them is open, and no news when told of again.
import { describe, expect, test } from 'vitest';
import { tradeId } from '#lib/domain/ids.ts';
import { money } from '#lib/domain/money.ts';
import { intendedOrder } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import { cashOf } from '../6-ledger/ledger-state.ts';
import { firstBreach } from '../invariants/local-invariants.ts';
import { entering, withoutFlags } from './testing/first-entry.ts';
import { createDriver, type Driver, TICKER } from './testing/spine-driver.ts';

const HOUR_MS = 3_600_000;

/** The venue pays the market out; `paid` per YES contract, 1e-4 $. */
function settle(driver: Driver, contracts: number, paid = 10_000): void {
  driver.send({
    kind: 'report',
    report: {
      ...{ kind: 'settlement', ticker: TICKER, result: 'yes', yesPayout: price(paid) },
      ...{ revenue: money(contracts * paid), fee: money(0), settledAt: driver.now() },
    },
  });
}

/** Bought once; paid out unless told otherwise. */
function traded(isPaid = true) {
  const { driver, order } = entering();
  const fill = driver.fillOrder(order);
  if (isPaid) settle(driver, order.count);
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

  test('F22 F58 F94 a fill of it that was never told before is booked, and paid with the settlement told again', () => {
    for (const hours of [1, 49, 51]) {
      const { driver, fill } = traded();
      pass(driver, hours);
      for (const [round, name] of ['late', 'later'].entries()) {
        const cash = cashOf(driver.world.ledger);
        driver.send({ kind: 'report', report: { ...fill, tradeId: tradeId(name) } });
        const held = () => driver.world.ledger.positions.get(TICKER)?.contracts;
        expect(held()).toBe(fill.count);
        expect(firstBreach(driver.world)).toBeNull();
        for (const _again of [1, 2]) settle(driver, fill.count * (round + 2));
        expect(held()).toBe(0);
        const earned = fill.count * (10_000 - fill.price) - fill.fee;
        expect(cashOf(driver.world.ledger)).toBe(cash + earned);
        expect(firstBreach(driver.world)).toBeNull();
        pass(driver, 51);
        expect(sizes(driver)).toEqual([0, 0, 0, 0, 0, 0]);
      }
    }
  });

  test('F22 F94 a payout corrected before and after it was forgotten is corrected each time', () => {
    const { driver, fill } = traded();
    settle(driver, fill.count, 9_000);
    pass(driver, 51);
    const cash = cashOf(driver.world.ledger);
    driver.send({ kind: 'report', report: { ...fill, tradeId: tradeId('late') } });
    settle(driver, fill.count, 9_000);
    for (const paid of [8_000, 7_000]) settle(driver, fill.count, paid);
    const earned = fill.count * (7_000 - fill.price) - fill.fee;
    expect(cashOf(driver.world.ledger)).toBe(cash + earned);
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

  test('F29 F48 F54 F94 a booked fill that was not read back is still evidence about an order without answer', () => {
    for (const isNamed of [true, false]) {
      const { driver, order } = entering();
      const { clientOrderId } = order;
      const fill = driver.fillOrder(order);
      const transactions = driver.steps.flatMap(({ effects }) =>
        effects.flatMap((effect) =>
          effect.kind === 'persist'
            ? effect.records.flatMap((each) => (each.kind === 'ledger' ? [each.transaction] : []))
            : [],
        ),
      );
      const next = createDriver({ ...withoutFlags(), boot: 'second-boot' });
      next.passMs(driver.now() - next.now() + 15 * 24 * HOUR_MS);
      next.send({
        ...{ kind: 'recovered', orders: [intendedOrder(order, driver.now())], fills: [] },
        ...{ approvals: [], latch: null, orderGroupId: null, transactions },
      });
      const cash = cashOf(next.world.ledger);
      const read = {
        ...fill,
        source: 'read',
        clientOrderId: isNamed ? clientOrderId : null,
      } as const;
      const asked = [0, 3, 6, 9, 12, 15].flatMap(() => {
        next.passMs(3_000);
        return next.send(next.reading({ fills: [read] }));
      });
      const found = next.world.orders.tracked.get(clientOrderId)?.order;
      if (isNamed) expect(found).toMatchObject({ state: 'filled', filled: order.count });
      else {
        expect(found).toMatchObject({ state: 'unknown', venueOrderId: null });
        expect(asked).toContainEqual({ kind: 'ask-order', venueOrderId: fill.venueOrderId });
      }
      expect(cashOf(next.world.ledger)).toBe(cash);
      expect(next.world.ledger.positions.get(TICKER)?.contracts).toBe(fill.count);
      expect(firstBreach(next.world)).toBeNull();
    }
  });
});
