// A crash at every step of an order's life, then a restart from what was stored: nothing sent again, books as the venue's.
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { LedgerTransaction } from '#lib/domain/ledger.ts';
import { money } from '#lib/domain/money.ts';
import type { ApprovedOrder, Order } from '#lib/domain/order.ts';
import type { AccountReport, FillReport } from '#lib/domain/report.ts';
import { cashOf, positionOf } from '../6-ledger/ledger-state.ts';
import type { EventBody } from '../event.ts';
import { firstBreach } from '../invariants/local-invariants.ts';
import { entering, withoutFlags } from './testing/first-entry.ts';
import { createDriver, type Driver, ordersIn, type Step, TICKER } from './testing/spine-driver.ts';

/** What the store holds when everything up to and with `steps` was written, as its loader would return it. */
function storedAfter(steps: readonly Step[], committed: readonly ApprovedOrder[]): EventBody {
  const orders = new Map<string, Order>();
  const fills: FillReport[] = [];
  const transactions: LedgerTransaction[] = [];
  for (const request of committed)
    orders.set(request.clientOrderId, {
      request,
      state: 'intended',
      venueOrderId: null,
      filled: count(0),
      claimed: count(0),
      cut: count(0),
      remaining: request.count,
      filledNotional: money(0),
      fees: money(0),
      renewal: null,
      createdAt: steps.at(-1)?.event.at ?? steps[0]?.event.at ?? createDriver().now(),
      updatedAt: steps.at(-1)?.event.at ?? createDriver().now(),
      note: '',
    });
  for (const { effects } of steps)
    for (const effect of effects)
      for (const record of effect.kind === 'persist' ? effect.records : []) {
        if (record.kind === 'order') orders.set(record.order.request.clientOrderId, record.order);
        if (record.kind === 'fill') fills.push(record.fill);
        if (record.kind === 'ledger') transactions.push(record.transaction);
      }
  return {
    kind: 'recovered',
    orders: [...orders.values()],
    transactions,
    fills,
    approvals: [],
    latch: null,
    orderGroupId: null,
  };
}

/** One order sent; `fill` is what the venue did with it before the crash. */
function firstLife(isFilled: boolean) {
  const { driver, order } = entering();
  const before = driver.steps.length;
  const fill = isFilled ? driver.fillOrder(order) : null;
  return { driver, order, before, fill };
}

function secondLife(first: Driver, recovered: EventBody): Driver {
  const next = createDriver({ ...withoutFlags(), boot: 'second-boot' });
  next.passMs(first.now() - next.now() + 2_000);
  next.send(recovered);
  return next;
}

/** What the venue shows once it has filled `order`. */
function readingAfter(
  fill: FillReport,
  {
    order,
    cash,
    at,
  }: { readonly order: ApprovedOrder; readonly cash: number; readonly at: WallMs },
): Partial<AccountReport> {
  const position = signedCount(order.side === 'bid' ? order.count : -order.count);
  return {
    fills: [{ ...fill, source: 'read' }],
    positions: [{ kind: 'position', ticker: TICKER, position, source: 'read' }],
    balance: { kind: 'balance', shard: 2, cash: money(cash), at },
  };
}

/** All that a restart must come back to: nothing of when or how it was learnt. */
function stateOf({ world }: Driver) {
  const { orders, ledger } = world;
  return {
    orders: [...orders.tracked.values()].map(({ order }) => ({
      ...{ id: order.request.clientOrderId, state: order.state, venueId: order.venueOrderId },
      ...{ filled: order.filled, remaining: order.remaining, fees: order.fees },
    })),
    fills: [...orders.fills.keys()].sort(),
    positions: [...ledger.positions.values()],
    balances: [...ledger.balances],
    booked: [...ledger.booked].filter((id) => id.startsWith('fill:')).sort(),
  };
}

describe('crash and restart', () => {
  test('I1 a market whose booked fill is too old to be read back is judged no more', () => {
    const { driver, order } = firstLife(true);
    const stored = storedAfter(driver.steps, [order]);
    const whole = secondLife(driver, stored);
    expect(whole.world.standing.notWhole.has(TICKER)).toBe(false);
    if (stored.kind !== 'recovered') throw new Error('not a restart');
    const old = secondLife(driver, { ...stored, orders: [], fills: [] });
    expect(old.world.standing.notWhole.has(TICKER)).toBe(true);
    expect(firstBreach(old.world)).toBeNull();
  });

  test.each([
    ['F45 nothing heard', 0],
    ['F45 stored as sent', 1],
    ['F47 the ack stored', 2],
    ['F48 the fill stored', 3],
  ])(
    '%s: the venue filled it, the books end as the venue has them, nothing is sent again',
    (_, kept) => {
      const { driver, order, before, fill } = firstLife(true);
      if (fill === null) throw new Error('the venue filled it');
      const recovered = storedAfter(driver.steps.slice(0, before + kept), [order]);
      const next = secondLife(driver, recovered);
      for (let reading = 0; reading < 2; reading++) {
        next.passMs(5_000);
        next.send(
          next.reading({
            fills: [{ ...fill, source: 'read' }],
            positions: [
              {
                kind: 'position',
                ticker: TICKER,
                position: signedCount(order.count),
                source: 'read',
              },
            ],
            balance: { kind: 'balance', shard: 2, cash: money(driver.cash()), at: next.now() },
          }),
        );
      }
      expect(cashOf(next.world.ledger)).toBe(driver.cash());
      expect(positionOf(next.world.ledger, TICKER)?.contracts).toBe(order.count);
      expect(next.world.orders.tracked.get(order.clientOrderId)?.order.state).toBe('filled');
      expect(next.world.reconciled).toMatchObject({ clean: true, drift: [] });
      expect(next.world.control.state).toBe('disarmed');
      expect(next.steps.flatMap((step) => ordersIn(step.effects))).toEqual([]);
    },
  );

  test('F29 while an outcome is not known the account is read every two seconds, then every five', () => {
    const { driver, order, before } = firstLife(false);
    const next = secondLife(driver, storedAfter(driver.steps.slice(0, before), [order]));
    const pauses = (): readonly number[] =>
      next.steps
        .flatMap(({ effects }) => effects)
        .flatMap((effect) =>
          effect.kind === 'timer' && effect.timer === 'reconcile' ? [effect.afterMs] : [],
        );
    next.send({ kind: 'timer', timer: 'reconcile' });
    expect(pauses().at(-1)).toBe(2_000);
    for (let reading = 0; reading < 6; reading++) {
      next.passMs(2_500);
      next.send(next.reading());
    }
    next.send({ kind: 'timer', timer: 'reconcile' });
    expect(pauses().at(-1)).toBe(5_000);
  });

  test('F43 an intent on disk whose send never started is never sent late, and is void only by proof', () => {
    const { driver, order, before } = firstLife(false);
    const next = secondLife(driver, storedAfter(driver.steps.slice(0, before), [order]));
    const state = () => next.world.orders.tracked.get(order.clientOrderId)?.order.state;
    expect(state()).toBe('unknown');
    for (let reading = 0; reading < 3; reading++) {
      next.passMs(4_000);
      next.send(next.reading());
    }
    expect(state()).toBe('unknown');
    expect(next.world.reconciled.clean).toBe(false);
    for (let reading = 0; reading < 3; reading++) {
      next.passMs(4_000);
      next.send(next.reading());
    }
    expect(state()).toBe('rejected');
    expect(next.world.reconciled.clean).toBe(true);
    expect(next.steps.flatMap((step) => ordersIn(step.effects))).toEqual([]);
  });

  test.each([0, 1, 2, 3])(
    'I38 restarted %i steps into an order or never, the same orders, fills, positions and cash',
    (kept) => {
      const { driver, order, before, fill } = firstLife(true);
      if (fill === null) throw new Error('the venue filled it');
      const restarted = secondLife(
        driver,
        storedAfter(driver.steps.slice(0, before + kept), [order]),
      );
      driver.passMs(2_000);
      for (let reading = 0; reading < 3; reading++)
        for (const each of [driver, restarted]) {
          each.passMs(5_000);
          each.send(
            each.reading(readingAfter(fill, { order, cash: driver.cash(), at: each.now() })),
          );
        }
      expect(stateOf(restarted)).toEqual(stateOf(driver));
      expect(restarted.world.reconciled).toMatchObject({ clean: true, drift: [] });
      expect(stateOf(driver).positions).toHaveLength(1);
    },
  );

  test('F51 a crash during recovery: recovering from what recovery stored gives the same books', () => {
    const { driver, order, before, fill } = firstLife(true);
    if (fill === null) throw new Error('the venue filled it');
    const once = secondLife(driver, storedAfter(driver.steps.slice(0, before + 1), [order]));
    once.passMs(5_000);
    const change = {
      fills: [{ ...fill, source: 'read' as const }],
      positions: [
        {
          kind: 'position' as const,
          ticker: TICKER,
          position: signedCount(order.count),
          source: 'read' as const,
        },
      ],
      balance: { kind: 'balance' as const, shard: 2, cash: money(driver.cash()), at: once.now() },
    };
    once.send(once.reading(change));
    const all = [...driver.steps.slice(0, before + 1), ...once.steps];
    const twice = secondLife(once, storedAfter(all, [order]));
    twice.passMs(5_000);
    twice.send(twice.reading(change));
    expect(cashOf(twice.world.ledger)).toBe(driver.cash());
    expect(twice.world.ledger.booked.size).toBe(once.world.ledger.booked.size);
    expect(twice.world.reconciled.clean).toBe(true);
  });
});
