// An account that lived before us: its positions, orders, cash and payments at start and later. In: readings. Out: books.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { marketTicker, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { AccountReport, FillReport, OrderStatusReport } from '#lib/domain/report.ts';
import { balanceOf, cashOf, positionOf, rebuildLedger } from '../6-ledger/ledger-state.ts';
import type { Effect } from '../effect.ts';
import type { EventBody } from '../event.ts';
import { moneyView } from './money-view.ts';
import { holding } from './testing/first-entry.ts';
import { createDriver, type Driver, replyIn, TICKER } from './testing/spine-driver.ts';

const OTHER = marketTicker('KXBTCD-26NOV2011-T84899.99');
const ELSEWHERE = marketTicker('KXETHD-26NOV2011-T3000');
const CASH = 1_000_000_000;

function position(ticker: typeof TICKER, contracts: number, cost: number) {
  const row = { kind: 'position', ticker, position: signedCount(contracts) } as const;
  return { ...row, cost: money(cost), source: 'read' } as const;
}

function resting(remaining: number): OrderStatusReport {
  return {
    kind: 'order-status',
    venueOrderId: venueOrderId('stranger-1'),
    clientOrderId: null,
    ticker: OTHER,
    status: 'resting',
    side: 'bid',
    price: price(3_000),
    initial: count(1_000),
    filled: count(0),
    remaining: count(remaining),
    reason: null,
    orderGroupId: null,
    venueAt: null,
    source: 'read',
  };
}

const PAST = [position(OTHER, 1_500, 9_000_000), position(TICKER, -200, 700_000)];

/** A driver whose first reading, and every later one, shows `past`. */
function started(past: Partial<AccountReport>): Driver {
  const driver = createDriver();
  const reading = driver.reading;
  const withPast = (change: Partial<AccountReport> = {}): EventBody =>
    reading({ ...past, ...change });
  const driven = { ...driver, reading: withPast };
  driver.reading = withPast;
  driver.boot();
  return driven;
}

function alarms(effects: readonly Effect[]): readonly string[] {
  return effects.flatMap((each) => (each.kind === 'alarm' ? [each.code] : []));
}

function ledgerOf(driver: Driver) {
  return driver.steps.flatMap((step) =>
    step.effects.flatMap((effect) =>
      effect.kind === 'persist'
        ? effect.records.flatMap((each) => (each.kind === 'ledger' ? [each.transaction] : []))
        : [],
    ),
  );
}

function balance(driver: Driver, change: number) {
  const cash = money(CASH + change);
  return { balance: { kind: 'balance', shard: 2, cash, at: driver.now() } as const };
}

describe('an account with a past', () => {
  test('F59 positions held before are booked as EXTERNAL at the cost of the venue, and it reconciles', () => {
    const driver = started({ positions: PAST });
    const { world } = driver;
    expect(world.reconciled).toMatchObject({ clean: true, drift: [] });
    expect(positionOf(world.ledger, OTHER)).toMatchObject({ contracts: 1_500, cost: 9_000_000 });
    expect(positionOf(world.ledger, TICKER)).toMatchObject({ contracts: -200, cost: 700_000 });
    expect(cashOf(world.ledger)).toBe(CASH);
    expect(balanceOf(world.ledger, 'capital')).toBe(-(CASH + 9_700_000));
    expect(balanceOf(world.ledger, 'realised')).toBe(0);
    expect(alarms(driver.steps.flatMap((step) => step.effects))).toContain('external-account');
  });

  test('arming waits until a person has acknowledged it, once', () => {
    const driver = started({ positions: PAST, resting: [resting(1_000)] });
    expect(driver.world.externals).toHaveLength(3);
    expect(replyIn(driver.command({ kind: 'arm' }))).toMatchObject({ code: 'arm-refused' });
    expect(replyIn(driver.command({ kind: 'accept-account' }))).toMatchObject({ ok: true });
    driver.send(driver.reading());
    expect(driver.world.externals).toEqual([]);
    expect(replyIn(driver.command({ kind: 'arm' }))).toMatchObject({ ok: true, code: 'armed' });
  });

  test('a cost the venue does not name is counted as all the contracts can lose', () => {
    const { cost: _, ...row } = position(OTHER, -300, 0);
    const driver = started({ positions: [row] });
    expect(positionOf(driver.world.ledger, OTHER)?.cost).toBe(3_000_000);
  });

  test('I6 what rests of another hand counts in the exposure until a complete reading shows it no more', () => {
    const driver = started({ resting: [resting(1_000)] });
    const exposure = () => {
      const event = driver.steps.at(-1)?.event;
      if (event === undefined) throw new Error('no step');
      driver.world.money = null;
      return moneyView(driver.world, event).exposure.byMarket.get(OTHER) ?? 0;
    };
    expect(exposure()).toBeGreaterThanOrEqual(3_000_000);
    driver.send(driver.reading({ complete: false, resting: [] }));
    expect(exposure()).toBeGreaterThanOrEqual(3_000_000);
    driver.send(driver.reading({ resting: [] }));
    expect(exposure()).toBe(0);
  });

  test('I15 what an order reserves is no drift of cash, anything beyond it is', () => {
    const driver = started({ resting: [resting(1_000)] });
    expect(driver.world.reconciled.clean).toBe(false);
    driver.command({ kind: 'accept-account' });
    driver.send(driver.reading(balance(driver, -3_000_000)));
    expect(driver.world.reconciled.clean).toBe(true);
    driver.send(driver.reading(balance(driver, -3_400_000)));
    expect(driver.world.reconciled.clean).toBe(false);
    driver.send(driver.reading(balance(driver, 100)));
    expect(driver.world.reconciled.clean).toBe(false);
  });

  test('the books are not opened over an account that is just moving (F66)', () => {
    const driver = createDriver();
    const fill: FillReport = {
      kind: 'fill',
      tradeId: tradeId('t-by-hand'),
      venueOrderId: venueOrderId('v-by-hand'),
      clientOrderId: null,
      ticker: TICKER,
      side: 'bid',
      price: price(4_000),
      count: count(100),
      isTaker: true,
      fee: money(0),
      venueAt: wallMs(driver.now() - 1_000),
      source: 'read',
    };
    const held = [position(TICKER, 100, 400_000)];
    const reading = driver.reading;
    driver.reading = (change = {}) => reading({ fills: [fill], positions: held, ...change });
    driver.boot();
    expect(driver.world.openedAt).toBeNull();
    expect(driver.world.reconciled.clean).toBe(false);
    driver.passMs(10_000);
    driver.send(driver.reading());
    expect(driver.world.reconciled.clean).toBe(true);
    expect(positionOf(driver.world.ledger, TICKER)?.contracts).toBe(100);
  });
});

describe('money that moves later', () => {
  test('a deposit and a withdrawal with a row are explained to $0.0001, booked once, and no drift', () => {
    const driver = started({});
    const at = driver.now();
    const moves = [
      { id: 'deposits:1', amount: money(50_000_000), at },
      { id: 'withdrawals:2', amount: money(-20_000_000), at },
      { id: 'deposits:3', amount: money(777_000_000), at },
    ];
    const effects = driver.send(driver.reading({ moves, ...balance(driver, 30_000_000) }));
    expect(alarms(effects)).toEqual(['money-moved', 'money-moved']);
    expect(driver.world.reconciled.clean).toBe(true);
    expect(cashOf(driver.world.ledger)).toBe(CASH + 30_000_000);
    expect(driver.send(driver.reading({ moves, ...balance(driver, 30_000_000) }))).not.toContain(
      'money-moved',
    );
    expect(cashOf(driver.world.ledger)).toBe(CASH + 30_000_000);
    expect(balanceOf(driver.world.ledger, 'realised')).toBe(0);
  });

  test('I15 any set of rows is found, and a difference of one more hundredth of a cent is drift', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -90_000, max: 90_000 }), { minLength: 1, maxLength: 7 }),
        fc.integer({ min: 1, max: 127 }),
        fc.boolean(),
        (cents, chosen, isOff) => {
          const driver = started({});
          const at = driver.now();
          const amounts = cents.map((each) => (each === 0 ? 1 : each) * 20_000);
          const moves = amounts.map((amount, i) => ({ id: `m:${i}`, amount: money(amount), at }));
          const sum = amounts.reduce(
            (total, amount, i) => total + (((chosen >> i) & 1) === 1 ? amount : 0),
            0,
          );
          driver.send(driver.reading({ moves, ...balance(driver, sum + (isOff ? 100 : 0)) }));
          expect(driver.world.reconciled.clean).toBe(!isOff);
          expect(cashOf(driver.world.ledger)).toBe(isOff ? CASH : CASH + sum);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('F65, F100 what nobody explains is drift until a person accepts it, with an audit and the same books from zero', () => {
    const driver = started({ positions: PAST });
    driver.command({ kind: 'accept-account' });
    const moved = {
      positions: [position(OTHER, 900, 5_000_000), position(ELSEWHERE, 400, 1_000_000)],
      ...balance(driver, -1_234_500),
    };
    driver.send(driver.reading(moved));
    expect(driver.world.reconciled.drift).toHaveLength(4);
    const effects = driver.command({ kind: 'accept-account' }, 'anna');
    expect(replyIn(effects)).toMatchObject({ ok: true, code: 'accepted' });
    expect(JSON.stringify(effects)).toContain('"action":"accept-account"');
    driver.send(driver.reading(moved));
    expect(driver.world.reconciled).toMatchObject({ clean: true, drift: [] });
    expect(positionOf(driver.world.ledger, TICKER)).toMatchObject({ contracts: 0, cost: 0 });
    const again = rebuildLedger(ledgerOf(driver));
    expect([...again.balances]).toEqual([...driver.world.ledger.balances]);
    expect([...again.positions]).toEqual([...driver.world.ledger.positions]);
  });

  test('F120 nothing is taken over from a reading that may lag behind our own fill', () => {
    const driver = holding();
    driver.command({ kind: 'pause', reason: '' });
    expect(replyIn(driver.command({ kind: 'accept-account' }))).toMatchObject({
      ...{ ok: false, text: expect.stringContaining('older than our last fill') },
    });
    expect(positionOf(driver.world.ledger, TICKER)?.contracts).not.toBe(0);
    driver.passMs(200);
    driver.send(driver.reading());
    expect(replyIn(driver.command({ kind: 'accept-account' }))).toMatchObject({ ok: true });
  });

  test('nothing is taken over while armed, without a fresh reading, or while an order of ours works', () => {
    const driver = started({});
    driver.command({ kind: 'arm' });
    expect(replyIn(driver.command({ kind: 'accept-account' }))).toMatchObject({ ok: false });
    driver.command({ kind: 'pause', reason: 'to look' });
    driver.passMs(31_000);
    expect(replyIn(driver.command({ kind: 'accept-account' }))).toMatchObject({ ok: false });
    driver.send(driver.reading({ complete: false }));
    expect(replyIn(driver.command({ kind: 'accept-account' }))).toMatchObject({ ok: false });
    driver.send(driver.reading());
    expect(replyIn(driver.command({ kind: 'accept-account' }))).toMatchObject({ ok: true });
  });

  test('a product we do not trade stays at its cost and out of our limits, and never blocks the desk', () => {
    const driver = started({ positions: [position(ELSEWHERE, 10_000, 60_000_000)] });
    const event = driver.steps.at(-1)?.event;
    if (event === undefined) throw new Error('no step');
    const view = moneyView(driver.world, event);
    expect(view.exposure.total).toBe(0);
    expect(view.valuation).toMatchObject({ dayPnl: 0, equity: CASH + 60_000_000 });
  });
});
