// Own orders against the public book: what rests of ours and is not shown is drift, a passing difference is none.
import { describe, expect, test } from 'vitest';
import { type CentiContracts, count } from '#lib/domain/count.ts';
import { venueOrderId } from '#lib/domain/ids.ts';
import type { ApprovedOrder } from '#lib/domain/order.ts';
import type { OrderStatusReport } from '#lib/domain/report.ts';
import type { Effect } from '../effect.ts';
import { entering } from './testing/first-entry.ts';
import { type Driver, TICKER } from './testing/spine-driver.ts';

const VENUE_ID = venueOrderId('v-rests');

/** Armed, with an entry of ours that the venue has accepted and that rests. */
function resting(): { driver: Driver; order: ApprovedOrder } {
  const { driver, order } = entering();
  const { clientOrderId } = order;
  driver.send({ kind: 'stored', clientOrderId, committed: true, reason: 'on disk' });
  const told = { filled: count(0), remaining: order.count, venueAt: driver.now() };
  const accepted = { kind: 'order-accepted', clientOrderId, venueOrderId: VENUE_ID } as const;
  driver.send({ kind: 'report', report: { ...accepted, ...told } });
  driver.passMs(6_000);
  return { driver, order };
}

function rowOf(order: ApprovedOrder): OrderStatusReport {
  const { clientOrderId, ticker, side, price, count: initial, orderGroupId } = order;
  return {
    ...{ kind: 'order-status', venueOrderId: VENUE_ID, clientOrderId, ticker, status: 'resting' },
    ...{ side, price, initial, filled: count(0), remaining: initial, reason: null },
    ...{ orderGroupId, venueAt: null, source: 'read' },
  };
}

let sequence = 100;

/** The whole public book: `size` at our order's price, nothing else there; the other side far away. */
function show(driver: Driver, order: ApprovedOrder, size: number): readonly Effect[] {
  sequence += 1;
  const isBid = order.side === 'bid';
  const own = { price: order.price, size: count(size) };
  const asNo = { ...own, price: (10_000 - order.price) as typeof order.price };
  return driver.send({
    kind: 'tick',
    tick: {
      ...{ kind: 'contract-snapshot', ticker: TICKER, sid: 1, seq: sequence, venueAt: null },
      yesBids: isBid && size > 0 ? [own] : [],
      noBids: !isBid && size > 0 ? [asNo] : [],
    },
  });
}

function read(driver: Driver, rows: readonly OrderStatusReport[]): readonly Effect[] {
  driver.passMs(5_000);
  return driver.send(driver.reading({ resting: rows }));
}

const bookDrift = ({ world }: Driver) =>
  world.reconciled.drift.filter((each) => each.includes('public book'));

describe('own orders against the public book', () => {
  test('a level that shows less than what rests of ours, twice in a row, is drift and its book is asked for anew', () => {
    const { driver, order } = resting();
    show(driver, order, order.count - 100);
    read(driver, [rowOf(order)]);
    expect(bookDrift(driver)).toEqual([]);
    const effects = read(driver, [rowOf(order)]);
    expect(bookDrift(driver)).toHaveLength(1);
    expect(driver.world.reconciled.clean).toBe(false);
    expect(effects.filter(({ kind }) => kind === 'resync')).toHaveLength(1);
    expect(driver.world.market.contracts.get(TICKER)?.held.state.kind).toBe('broken');
  });

  test('it lasts until a good book shows the orders', () => {
    const { driver, order } = resting();
    show(driver, order, 0);
    for (let i = 0; i < 4; i++) read(driver, [rowOf(order)]);
    expect(bookDrift(driver)).toHaveLength(1);
    show(driver, order, order.count);
    read(driver, [rowOf(order)]);
    expect(bookDrift(driver)).toEqual([]);
  });

  test('it lasts no longer than the venue lists the order', () => {
    const { driver, order } = resting();
    show(driver, order, 0);
    for (let i = 0; i < 3; i++) read(driver, [rowOf(order)]);
    expect(bookDrift(driver)).toHaveLength(1);
    read(driver, []);
    expect(bookDrift(driver)).toEqual([]);
  });

  test('F120 one reading alone, a row older than a fill and a book that is not live prove nothing', () => {
    const { driver, order } = resting();
    show(driver, order, 0);
    read(driver, [rowOf(order)]);
    show(driver, order, order.count);
    read(driver, [rowOf(order)]);
    show(driver, order, 0);
    read(driver, [rowOf(order)]);
    expect(bookDrift(driver)).toEqual([]);
    const late: CentiContracts = count(order.count + 100);
    const other = { ...rowOf(order), initial: late, remaining: late };
    for (let i = 0; i < 3; i++) read(driver, [other]);
    expect(bookDrift(driver)).toEqual([]);
  });

  test('other people at the same price are no matter, nor is a level of exactly our size', () => {
    const { driver, order } = resting();
    for (const size of [order.count, order.count + 700]) {
      show(driver, order, size);
      for (let i = 0; i < 3; i++) read(driver, [rowOf(order)]);
      expect(bookDrift(driver)).toEqual([]);
    }
  });

  test('F120 two readings a second apart count as one', () => {
    const { driver, order } = resting();
    show(driver, order, 0);
    read(driver, [rowOf(order)]);
    driver.passMs(1_000);
    driver.send(driver.reading({ resting: [rowOf(order)] }));
    expect(bookDrift(driver)).toEqual([]);
    read(driver, [rowOf(order)]);
    expect(bookDrift(driver)).toHaveLength(1);
  });

  test('a minute of it reduces, five minutes of it kill, as any drift', () => {
    const { driver, order } = resting();
    show(driver, order, 0);
    const states: string[] = [];
    for (let i = 0; i < 65; i++) {
      show(driver, order, 0);
      read(driver, [rowOf(order)]);
      driver.send({ kind: 'timer', timer: 'second' });
      states.push(driver.world.control.state);
    }
    expect(states.slice(0, 12)).not.toContain('killed');
    expect(states).toContain('reducing');
    expect(states.at(-1)).toBe('killed');
    expect(driver.world.control.latch?.reason).toContain('public book');
  });
});
