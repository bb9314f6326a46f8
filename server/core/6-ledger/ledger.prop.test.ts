// The books under random trading: money is conserved to the micro-dollar, and from zero gives the same books.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { marketTicker, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { ACCOUNTS, type LedgerTransaction } from '#lib/domain/ledger.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { openingBalance, transfer } from './capital.ts';
import { fillToPosition } from './fill-to-position.ts';
import {
  applyTransaction,
  balanceOf,
  cashOf,
  createLedger,
  type LedgerState,
  positionOf,
  rebuildLedger,
} from './ledger-state.ts';
import { type Settlement, settle } from './settle.ts';

const TICKERS = ['A', 'B', 'C'].map((name) => marketTicker(name));
const AT = wallMs(1_795_186_800_000);

type Move =
  | { readonly kind: 'fill'; readonly fill: FillReport }
  | { readonly kind: 'settle'; readonly settlement: Settlement }
  | { readonly kind: 'transfer'; readonly id: string; readonly amount: number };

const ticker = fc.constantFrom(...TICKERS);
const fillMove = fc
  .record({
    trade: fc.integer({ min: 0, max: 60 }),
    ticker,
    side: fc.constantFrom('bid' as const, 'ask' as const),
    price: fc.integer({ min: 1, max: 9_999 }),
    count: fc.integer({ min: 1, max: 30_000 }),
    fee: fc.integer({ min: 0, max: 2_000_000 }),
  })
  .map(
    (each): Move => ({
      kind: 'fill',
      fill: {
        kind: 'fill',
        tradeId: tradeId(`t${each.trade}`),
        venueOrderId: venueOrderId('v'),
        clientOrderId: null,
        ticker: each.ticker,
        side: each.side,
        price: price(each.price),
        count: count(each.count),
        isTaker: true,
        fee: money(each.fee),
        venueAt: AT,
        source: 'stream',
      },
    }),
  );
const settleMove = fc
  .record({
    ticker,
    result: fc.constantFrom('yes' as const, 'no' as const, 'scalar' as const, 'void' as const),
    scalar: fc.integer({ min: 0, max: 10_000 }),
    fee: fc.integer({ min: 0, max: 1_000 }),
  })
  .map(({ ticker: market, result, scalar, fee }): Move => {
    const payouts = { yes: 10_000, no: 0, scalar, void: 0 };
    const yesPayout = price(payouts[result]);
    return {
      kind: 'settle',
      settlement: { ticker: market, result, yesPayout, fee: money(fee), settledAt: AT },
    };
  });
const transferMove = fc
  .record({
    id: fc.integer({ min: 0, max: 5 }),
    amount: fc.integer({ min: -9_000_000, max: 9_000_000 }),
  })
  .map(({ id, amount }): Move => ({ kind: 'transfer', id: String(id), amount }));
const moves = fc.array(fc.oneof({ weight: 6, arbitrary: fillMove }, settleMove, transferMove), {
  maxLength: 60,
});

function transactionOf(ledger: LedgerState, move: Move): LedgerTransaction | null {
  if (move.kind === 'fill') return fillToPosition(ledger, move.fill);
  if (move.kind === 'settle') return settle(ledger, move.settlement);
  return transfer({ id: move.id, amount: money(move.amount), at: AT });
}

function run(plan: readonly Move[]): { ledger: LedgerState; booked: LedgerTransaction[] } {
  const ledger = createLedger();
  const opening = openingBalance({ cash: money(100_000_000), at: AT });
  applyTransaction(ledger, opening);
  const booked = [opening];
  for (const move of plan) {
    const transaction = transactionOf(ledger, move);
    if (transaction !== null && applyTransaction(ledger, transaction)) booked.push(transaction);
  }
  return { ledger, booked };
}

describe('the ledger', () => {
  test('I15 I19 every transaction and all accounts together sum to zero, in integers (I17)', () => {
    fc.assert(
      fc.property(moves, (plan) => {
        const { ledger, booked } = run(plan);
        for (const transaction of booked)
          expect(transaction.entries.reduce((sum, entry) => sum + entry.amount, 0)).toBe(0);
        const total = ACCOUNTS.reduce((sum, account) => sum + balanceOf(ledger, account), 0);
        expect(total).toBe(0);
        for (const account of ACCOUNTS)
          expect(Number.isSafeInteger(balanceOf(ledger, account))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('I15 cash moves by exactly what was paid, received and charged, whatever is netted', () => {
    fc.assert(
      fc.property(fc.array(fillMove, { maxLength: 50 }), (plan) => {
        const { ledger } = run(plan);
        // An independent account: cash flows of a YES-only book where a short is collateralised with one dollar.
        const seen = new Set<string>();
        let cash = 100_000_000;
        const held = new Map<string, number>();
        for (const move of plan) {
          if (move.kind !== 'fill' || seen.has(move.fill.tradeId)) continue;
          seen.add(move.fill.tradeId);
          const { fill } = move;
          const before = held.get(fill.ticker) ?? 0;
          const after = before + (fill.side === 'bid' ? fill.count : -fill.count);
          held.set(fill.ticker, after);
          const collateral = (contracts: number) => Math.max(0, -contracts) * 10_000;
          cash += (before - after) * fill.price - fill.fee - collateral(after) + collateral(before);
        }
        expect(cashOf(ledger)).toBe(cash);
        for (const [market, contracts] of held)
          expect(positionOf(ledger, marketTicker(market))?.contracts ?? 0).toBe(contracts);
      }),
      { numRuns: 300 },
    );
  });

  test('I1 the books rebuilt from zero equal the books kept', () => {
    fc.assert(
      fc.property(moves, (plan) => {
        const { ledger, booked } = run(plan);
        expect(rebuildLedger(booked)).toEqual(ledger);
      }),
      { numRuns: 200 },
    );
  });

  test('F53 I14 booking everything a second time changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fillMove, { maxLength: 40 }), (plan) => {
        const { ledger, booked } = run(plan);
        const cash = cashOf(ledger);
        for (const move of plan) expect(transactionOf(ledger, move)).toBeNull();
        for (const transaction of booked) expect(applyTransaction(ledger, transaction)).toBe(false);
        expect(cashOf(ledger)).toBe(cash);
      }),
    );
  });

  test('a position costs something exactly while it is open, and its parts add up to the accounts', () => {
    fc.assert(
      fc.property(moves, (plan) => {
        const { ledger } = run(plan);
        const positions = [...ledger.positions.values()];
        const sum = (of: (each: (typeof positions)[number]) => number) =>
          positions.reduce((total, each) => total + of(each), 0);
        for (const each of positions) {
          expect(each.cost).toBeGreaterThanOrEqual(0);
          expect(each.contracts !== 0 || each.cost === 0).toBe(true);
        }
        expect(sum((each) => each.cost)).toBe(balanceOf(ledger, 'position-cost'));
        expect(sum((each) => each.fees)).toBe(balanceOf(ledger, 'fees'));
        expect(sum((each) => -each.realised) + 0).toBe(balanceOf(ledger, 'realised') + 0);
      }),
      { numRuns: 200 },
    );
  });

  test('I18 a settlement pays the reported value and nothing else; a repeated one pays nothing', () => {
    fc.assert(
      fc.property(fc.array(fillMove, { minLength: 1, maxLength: 20 }), settleMove, (plan, last) => {
        const { ledger } = run(plan);
        if (last.kind !== 'settle') return;
        const { settlement } = last;
        const held = positionOf(ledger, settlement.ticker);
        const before = cashOf(ledger);
        const transaction = settle(ledger, settlement);
        if (held === null || held.contracts === 0) {
          expect(transaction).toBeNull();
          return;
        }
        if (transaction !== null) applyTransaction(ledger, transaction);
        const unit = held.contracts > 0 ? settlement.yesPayout : 10_000 - settlement.yesPayout;
        const due = settlement.result === 'void' ? held.cost : unit * Math.abs(held.contracts);
        expect(cashOf(ledger) - before).toBe(due - settlement.fee);
        expect(positionOf(ledger, settlement.ticker)).toMatchObject({
          contracts: 0,
          cost: 0,
          settled: true,
        });
        expect(settle(ledger, settlement)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test('F22 corrections append the difference, there and back again', () => {
    fc.assert(
      fc.property(
        fc.array(fillMove, { minLength: 1, maxLength: 10 }),
        fc.array(settleMove, { minLength: 2, maxLength: 6 }),
        (plan, turns) => {
          const { ledger } = run(plan);
          const [market] = TICKERS;
          if (market === undefined) return;
          const held = positionOf(ledger, market);
          const before = cashOf(ledger);
          let firstFee: number | null = null;
          for (const turn of turns) {
            if (turn.kind !== 'settle') continue;
            const settlement = { ...turn.settlement, ticker: market };
            firstFee ??= settlement.fee;
            const transaction = settle(ledger, settlement);
            if (transaction !== null) applyTransaction(ledger, transaction);
            if (held === null || held.contracts === 0) continue;
            const unit = held.contracts > 0 ? settlement.yesPayout : 10_000 - settlement.yesPayout;
            const due = settlement.result === 'void' ? held.cost : unit * Math.abs(held.contracts);
            expect(cashOf(ledger) - before).toBe(due - firstFee);
            expect(settle(ledger, settlement)).toBeNull();
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('an unbalanced transaction never reaches the books', () => {
    const crooked = {
      ...transfer({ id: 'x', amount: money(5), at: AT }),
      entries: [{ account: 'cash' as const, ticker: null, amount: money(5) }],
    };
    const ledger = createLedger();
    expect(() => applyTransaction(ledger, crooked)).toThrow('Invariant');
    expect(cashOf(ledger)).toBe(0);
    expect(ledger.booked.size).toBe(0);
  });
});
