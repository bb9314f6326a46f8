// Worst case, valuation and drift on worked examples, and the worst case against brute force.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { tradeFee } from '#lib/domain/fee.ts';
import { marketTicker, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { Position } from '#lib/domain/ledger.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { AccountReport, FillReport } from '#lib/domain/report.ts';
import { accountDrift } from './account-drift.ts';
import { openingBalance } from './capital.ts';
import { fillToPosition } from './fill-to-position.ts';
import { applyTransaction, createLedger, type LedgerState } from './ledger-state.ts';
import { positionToExposure, type RiskyOrder } from './position-to-exposure.ts';
import { settle } from './settle.ts';
import { valuation } from './valuation.ts';

const A = marketTicker('A');
const B = marketTicker('B');
const AT: WallMs = wallMs(Date.UTC(2026, 10, 20, 15));

function position(contracts: number, cost: number, ticker = A): Position {
  return {
    ticker,
    contracts: signedCount(contracts),
    cost: money(cost),
    fees: money(0),
    realised: money(0),
    settled: false,
  };
}

function order(side: 'bid' | 'ask', at: number, size: number, ticker = A): RiskyOrder {
  return { ticker, side, price: price(at), count: count(size) };
}

const feeOf = (each: RiskyOrder): number =>
  tradeFee({ kind: 'unknown', multiplier: 1 }, { ...each, isTaker: true });
const exposureOf = (positions: readonly Position[], orders: readonly RiskyOrder[]) =>
  positionToExposure({ positions, orders, eventOf: () => 'E' });

function fill(trade: string, change: Partial<FillReport>): FillReport {
  return {
    kind: 'fill',
    tradeId: tradeId(trade),
    venueOrderId: venueOrderId('v'),
    clientOrderId: null,
    ticker: A,
    side: 'bid',
    price: price(4_600),
    count: count(1_000),
    isTaker: true,
    fee: money(10_000),
    venueAt: AT,
    source: 'stream',
    ...change,
  };
}

function books(...fills: FillReport[]): LedgerState {
  const ledger = createLedger();
  applyTransaction(ledger, openingBalance({ cash: money(100_000_000), at: AT }));
  for (const each of fills) {
    const transaction = fillToPosition(ledger, each);
    if (transaction !== null) applyTransaction(ledger, transaction);
  }
  return ledger;
}

describe('worst-case exposure', () => {
  test('I6 equals the worst of every subset of fills and both outcomes, for one market', () => {
    const orders = fc.array(
      fc.record({
        side: fc.constantFrom('bid' as const, 'ask' as const),
        at: fc.integer({ min: 1, max: 9_999 }),
        size: fc.integer({ min: 1, max: 5_000 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        orders,
        fc.integer({ min: -5_000, max: 5_000 }),
        fc.integer({ min: 1, max: 9_999 }),
        (wanted, contracts, unit) => {
          const held = position(contracts, Math.abs(contracts) * unit);
          const risky = wanted.map(({ side, at, size }) => order(side, at, size));
          let worst = 0;
          for (let subset = 0; subset < 2 ** risky.length; subset += 1)
            for (const payout of [0, 10_000]) {
              const own = held.contracts > 0 ? payout : 10_000 - payout;
              let loss = held.cost - own * Math.abs(held.contracts);
              risky.forEach((each, index) => {
                if (((subset >> index) & 1) === 0) return;
                const gain = each.side === 'bid' ? payout - each.price : each.price - payout;
                loss += feeOf(each) - gain * each.count;
              });
              worst = Math.max(worst, loss);
            }
          expect(exposureOf([held], risky).total).toBeGreaterThanOrEqual(worst);
          // Equal unless a fee makes a winning fill lose: the bound counts only fills that hurt by their price.
          const slack = risky.reduce((sum, each) => sum + feeOf(each), 0);
          expect(exposureOf([held], risky).total - worst).toBeLessThanOrEqual(slack);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('strikes of one event add up, a gain in one excuses no loss in another', () => {
    const exposure = positionToExposure({
      positions: [position(1_000, 4_600_000), position(-1_000, 5_400_000, B)],
      orders: [],
      eventOf: () => 'E',
    });
    expect(exposure.byMarket.get(A)).toBe(4_600_000);
    expect(exposure.byMarket.get(B)).toBe(5_400_000);
    expect(exposure.byEvent.get('E')).toBe(10_000_000);
    expect(exposure.total).toBe(10_000_000);
  });

  test('a market without a known event is its own event', () => {
    const exposure = positionToExposure({
      positions: [position(100, 1_000)],
      orders: [],
      eventOf: () => null,
    });
    expect(exposure.byEvent.get('A')).toBe(1_000);
  });

  test('a flat or settled market is no risk', () => {
    expect(exposureOf([position(0, 0)], []).total).toBe(0);
  });
});

describe('fills on the books', () => {
  test('F27 buying YES then selling it through the ask nets to flat and realises the difference', () => {
    const ledger = books(fill('1', {}), fill('2', { side: 'ask', price: price(5_000) }));
    expect(ledger.positions.get(A)).toMatchObject({
      contracts: 0,
      cost: 0,
      realised: 400_000,
      fees: 20_000,
    });
  });

  test('F27 an ask without a position buys NO at one minus the price', () => {
    const ledger = books(fill('1', { side: 'ask' }));
    expect(ledger.positions.get(A)).toMatchObject({ contracts: -1_000, cost: 5_400_000 });
  });

  test('F57 a fill larger than what is held closes it and opens the rest the other way', () => {
    const ledger = books(
      fill('1', {}),
      fill('2', { side: 'ask', price: price(5_000), count: count(1_500) }),
    );
    expect(ledger.positions.get(A)).toMatchObject({
      contracts: -500,
      cost: 2_500_000,
      realised: 400_000,
    });
  });
});

describe('valuation', () => {
  test('marks YES at the bid and NO at one minus the ask', () => {
    const ledger = books(fill('1', {}), fill('2', { ticker: B, side: 'ask' }));
    const value = valuation(ledger, () => ({ bid: price(5_000), ask: price(5_100) }), AT);
    expect(value.equity).toBe(value.cash + 5_000_000 + 4_900_000);
    expect(value.unrealised).toBe(400_000 - 500_000);
    expect(value.dayPnl).toBe(-100_000 - 20_000);
  });

  test('an unmarked position makes equity unknown and counts as lost for the day-loss limit', () => {
    const value = valuation(books(fill('1', {})), () => ({ bid: null, ask: null }), AT);
    expect(value).toMatchObject({
      equity: null,
      unrealised: null,
      equityFloor: value.cash,
      dayPnl: -4_610_000,
    });
  });

  test('the day starts anew at midnight UTC, realised results of yesterday stay there', () => {
    const ledger = books(fill('1', {}), fill('2', { side: 'ask', price: price(4_000) }));
    const none = () => ({ bid: null, ask: null });
    expect(valuation(ledger, none, AT).dayPnl).toBe(-620_000);
    expect(valuation(ledger, none, wallMs(Date.UTC(2026, 10, 21))).dayPnl).toBe(0);
  });
});

describe('account drift', () => {
  const reading = (change: Partial<AccountReport>): AccountReport => ({
    kind: 'account',
    complete: true,
    requestedAt: AT,
    asOf: AT,
    resting: [],
    positions: [],
    fills: [],
    settlements: [],
    balance: null,
    ...change,
  });
  const row = (contracts: number) =>
    ({ kind: 'position', ticker: A, position: signedCount(contracts), source: 'read' }) as const;

  test('F65 names a position that differs and F67 one the venue does not show', () => {
    const ledger = books(fill('1', {}));
    expect(accountDrift(ledger, reading({ positions: [row(1_000)] }))).toEqual([]);
    expect(accountDrift(ledger, reading({ positions: [row(900)] }))).toHaveLength(1);
    expect(accountDrift(ledger, reading({}))).toHaveLength(1);
  });

  test("I15 compares cash to the venue's own precision", () => {
    const ledger = books();
    const balance = (cash: number) =>
      ({ kind: 'balance', shard: 2, cash: money(cash), at: AT }) as const;
    expect(accountDrift(ledger, reading({ balance: balance(100_000_099) }))).toEqual([]);
    expect(accountDrift(ledger, reading({ balance: balance(100_000_100) }))).toHaveLength(1);
  });

  test('a settled market leaves no drift when the venue row has gone', () => {
    const ledger = books(fill('1', {}));
    const paid = settle(ledger, {
      ticker: A,
      result: 'yes',
      yesPayout: price(10_000),
      fee: money(0),
      settledAt: AT,
    });
    if (paid !== null) applyTransaction(ledger, paid);
    expect(accountDrift(ledger, reading({}))).toEqual([]);
  });
});
