// What a day earned, at random trading over days, against sums of cash alone. Costs enter only where a position was adopted.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { marketTicker, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import type { Account, LedgerTransaction } from '#lib/domain/ledger.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { adoptPosition } from './adopt-position.ts';
import { fillToPosition } from './fill-to-position.ts';
import {
  applyTransaction,
  createLedger,
  type LedgerState,
  NO_DAY,
  positionOf,
  utcDay,
} from './ledger-state.ts';
import { settle } from './settle.ts';

const MIDNIGHT = Date.UTC(2026, 10, 20);
const HOUR_MS = 3_600_000;
const A = marketTicker('A');

type Move = (ledger: LedgerState, id: string) => LedgerTransaction | null;

const ticker = fc.constantFrom(A, marketTicker('B'));
const at = fc.integer({ min: 0, max: 71 }).map((hour) => wallMs(MIDNIGHT + hour * HOUR_MS));
/** Few sizes and few prices, so that positions often become flat and often at no gain at all. */
const fillMove = fc
  .record({
    ...{ ticker, at },
    side: fc.constantFrom('bid' as const, 'ask' as const),
    size: fc.constantFrom(100, 200),
    cents: fc.constantFrom(20, 50, 80),
    fee: fc.constantFrom(0, 30_000),
  })
  .map(
    (each): Move =>
      (ledger, id) => {
        return fillToPosition(ledger, {
          ...{ kind: 'fill', tradeId: tradeId(id), venueOrderId: venueOrderId('v') },
          ...{ clientOrderId: null, ticker: each.ticker, side: each.side, isTaker: true },
          ...{ price: price(each.cents * 100), count: count(each.size), fee: money(each.fee) },
          ...{ venueAt: each.at, source: 'stream' },
        });
      },
  );
const settleMove = fc
  .record({ ticker, at, isYes: fc.boolean(), fee: fc.constantFrom(0, 10_000) })
  .map(
    (each): Move =>
      (ledger) => {
        const [result, payout] = each.isYes ? (['yes', 10_000] as const) : (['no', 0] as const);
        return settle(ledger, {
          ...{ ticker: each.ticker, result, yesPayout: price(payout) },
          ...{ fee: money(each.fee), settledAt: each.at },
        });
      },
  );
const adoptMove = fc
  .record({
    ticker,
    at,
    contracts: fc.constantFrom(-100, 0, 100),
    cost: fc.constantFrom(null, 300_000),
  })
  .map(
    (each): Move =>
      (ledger, id) => {
        return adoptPosition(ledger, {
          ...{ root: id, ticker: each.ticker, contracts: signedCount(each.contracts) },
          ...{ cost: each.cost === null ? null : money(each.cost), at: each.at },
        });
      },
  );
const moves = fc.array(
  fc.oneof({ weight: 8, arbitrary: fillMove }, settleMove, { weight: 1, arbitrary: adoptMove }),
  { maxLength: 60 },
);

function book(ledger: LedgerState, plan: readonly Move[]): LedgerTransaction[] {
  return plan.flatMap((move, index) => {
    const transaction = move(ledger, String(index));
    return transaction !== null && applyTransaction(ledger, transaction) ? [transaction] : [];
  });
}

const sumOf = (transaction: LedgerTransaction, ...accounts: Account[]): number =>
  transaction.entries
    .filter((entry) => accounts.includes(entry.account))
    .reduce((sum, entry) => sum + entry.amount, 0);

/** Per day and market from what went in and out: no cost basis, nothing realised piece by piece. */
function daysByCash(booked: readonly LedgerTransaction[]): Map<number, typeof NO_DAY> {
  const days = new Map<number, typeof NO_DAY>();
  const held = new Map<string, { contracts: number; value: number }>();
  for (const each of booked) {
    const day = days.get(utcDay(each.at)) ?? NO_DAY;
    const realised = money(day.realised - sumOf(each, 'realised'));
    const fees = money(day.fees + sumOf(each, 'fees'));
    const market = held.get(String(each.ticker)) ?? { contracts: 0, value: 0 };
    const contracts = market.contracts + each.contracts;
    const value = market.value + sumOf(each, 'cash', 'capital');
    const closes = contracts === 0 && market.contracts !== 0 && each.kind !== 'opening';
    held.set(String(each.ticker), { contracts, value: closes ? 0 : value });
    days.set(utcDay(each.at), {
      realised,
      fees,
      peak: money(Math.max(day.peak, realised - fees)),
      lossStreak: !closes || value === 0 ? day.lossStreak : value < 0 ? day.lossStreak + 1 : 0,
    });
  }
  return days;
}

describe('the result of a day', () => {
  test('is what positions brought in cash when they closed, with its peak and its row of losses', () => {
    fc.assert(
      fc.property(moves, (plan) => {
        const ledger = createLedger();
        const booked = book(ledger, plan);
        expect(ledger.days).toEqual(daysByCash(booked));
        for (const market of ledger.positions.keys()) {
          const own = booked.filter((each) => each.ticker === market && each.kind === 'opening');
          const adopted = own.reduce((sum, each) => sum + each.contracts, 0);
          expect(ledger.adopted.get(market) ?? 0).toBe(adopted);
        }
      }),
      { numRuns: 150 },
    );
  });

  test('I15 an adopted position equals what the venue shows and touches no cash', () => {
    fc.assert(
      fc.property(moves, fc.integer({ min: -300, max: 300 }), (plan, contracts) => {
        const ledger = createLedger();
        book(ledger, plan);
        const [cash, held] = [ledger.balances.get('cash'), positionOf(ledger, A)?.contracts ?? 0];
        const adopted = adoptPosition(ledger, {
          ...{ root: 'r', ticker: A, contracts: signedCount(contracts) },
          ...{ cost: null, at: wallMs(MIDNIGHT) },
        });
        if (adopted === null) {
          expect(contracts).toBe(held);
          return;
        }
        applyTransaction(ledger, adopted);
        expect(adopted.id).toBe('external:r:A');
        expect(adopted.entries.every((entry) => entry.amount !== 0)).toBe(true);
        // Without a word of the venue about the cost, all of it can be lost.
        expect(positionOf(ledger, A)).toMatchObject({
          contracts,
          cost: Math.abs(contracts) * 10_000,
        });
        expect(ledger.balances.get('cash')).toBe(cash);
        expect([...ledger.settlements.values()].flat()).not.toContain(adopted);
      }),
    );
  });
});

describe('the books of a day', () => {
  const trade = (side: 'bid' | 'ask', cents: number, instant: WallMs): Move => {
    return (ledger, id) =>
      fillToPosition(ledger, {
        ...{
          kind: 'fill',
          tradeId: tradeId(`${id}-${instant}-${side}`),
          venueOrderId: venueOrderId('v'),
        },
        ...{ clientOrderId: null, ticker: A, side, isTaker: true, price: price(cents * 100) },
        ...{ count: count(100), fee: money(0), venueAt: instant, source: 'stream' },
      });
  };

  test('begin with every account at nothing and no day', () => {
    expect([...createLedger().balances.values()]).toEqual([0, 0, 0, 0, 0]);
    expect(NO_DAY).toEqual({ realised: 0, fees: 0, peak: 0, lossStreak: 0 });
  });

  test('count losses in a row, begin anew at a gain and keep to their day', () => {
    const ledger = createLedger();
    const lose = (instant: WallMs) => [trade('bid', 50, instant), trade('ask', 20, instant)];
    const gain = (instant: WallMs) => [trade('bid', 20, instant), trade('ask', 50, instant)];
    const [morning, tomorrow] = [wallMs(MIDNIGHT), wallMs(MIDNIGHT + 24 * HOUR_MS)];
    const streakOf = (day: WallMs): number | undefined => ledger.days.get(utcDay(day))?.lossStreak;
    book(ledger, [...lose(morning), ...lose(morning)]);
    expect(streakOf(morning)).toBe(2);
    expect(ledger.days.get(utcDay(morning))?.peak).toBe(0);
    book(ledger, [...gain(tomorrow), ...lose(tomorrow)]);
    expect(streakOf(morning)).toBe(2);
    expect(streakOf(tomorrow)).toBe(1);
    expect(ledger.days.get(utcDay(tomorrow))).toMatchObject({ realised: 0, peak: 300_000 });
  });

  test('F54 a market is settled by its settlement and its corrections, not by a fill after it', () => {
    const ledger = createLedger();
    const now = wallMs(MIDNIGHT);
    const pay = (yesPayout: number): Move => {
      const settlement = { ticker: A, result: 'scalar' as const, yesPayout: price(yesPayout) };
      return (books) => settle(books, { ...settlement, fee: money(0), settledAt: now });
    };
    const isSettled = (): boolean | undefined => positionOf(ledger, A)?.settled;
    book(ledger, [trade('bid', 50, now)]);
    expect(isSettled()).toBe(false);
    book(ledger, [pay(4_000)]);
    expect(isSettled()).toBe(true);
    book(ledger, [pay(6_000)]);
    expect(isSettled()).toBe(true);
    expect([...(ledger.settlements.get(A) ?? [])].map((each) => each.id)).toEqual([
      'settle:A',
      'settle-correction:A:1',
    ]);
    book(ledger, [trade('ask', 50, now)]);
    expect(isSettled()).toBe(false);
    book(ledger, [pay(6_000)]);
    expect(ledger.settlements.get(A)?.at(-1)).toMatchObject({ id: 'settle:A:late-2' });
  });
});
