// Cash against the venue's: what resting orders may reserve, which moves explain a difference, and what they book.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { marketTicker, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { AccountReport, MoneyMove, OrderStatusReport } from '#lib/domain/report.ts';
import { cashGap } from './account-drift.ts';
import { openingBalance, transfer } from './capital.ts';
import { explainCash } from './explain-cash.ts';
import { applyTransaction, createLedger } from './ledger-state.ts';

const AT = wallMs(Date.UTC(2026, 10, 20, 15));
const CASH = 100_000_000;

function books() {
  const ledger = createLedger();
  applyTransaction(ledger, openingBalance({ cash: money(CASH), at: AT }));
  return ledger;
}

function resting(side: 'bid' | 'ask', cents: number, contracts: number): OrderStatusReport {
  return {
    ...{ kind: 'order-status', venueOrderId: venueOrderId('v'), clientOrderId: null },
    ...{ ticker: marketTicker('A'), status: 'resting', side, price: price(cents * 100) },
    ...{ initial: count(contracts * 100), filled: count(0), remaining: count(contracts * 100) },
    ...{ reason: null, orderGroupId: null, venueAt: AT, source: 'read' },
  };
}

/** Cash of the venue less ours, when ours is `CASH`. */
function gapAt(cash: number | null, ...rows: OrderStatusReport[]): number | null {
  const account: AccountReport = {
    ...{ kind: 'account', complete: true, requestedAt: AT, asOf: AT, resting: rows },
    ...{ positions: [], fills: [], settlements: [] },
    balance: cash === null ? null : { kind: 'balance', shard: 2, cash: money(cash), at: AT },
  };
  return cashGap(books(), account);
}

describe('the gap between the cash of the venue and ours', () => {
  test('is unknown without a balance, and nothing below the step of the venue', () => {
    expect(gapAt(null)).toBeNull();
    expect([gapAt(CASH + 99), gapAt(CASH - 99)]).toEqual([0, 0]);
    expect([gapAt(CASH + 100), gapAt(CASH - 100)]).toEqual([100, -100]);
  });

  // 10 contracts: the cost, and the fee of a taker at 7 % of p (1 − p), up to the next hundredth of a cent.
  test.each([
    ['bid', 30, 3_000_000 + 147_000],
    ['ask', 30, 7_000_000 + 147_000],
  ] as const)('lies within what a resting %s may reserve', (side, cents, reserve) => {
    const order = resting(side, cents, 10);
    expect(gapAt(CASH - reserve, order)).toBe(0);
    expect(gapAt(CASH - reserve - 99, order)).toBe(0);
    expect(gapAt(CASH - reserve - 100, order)).toBe(-reserve - 100);
    expect(gapAt(CASH - 2 * reserve, order, order)).toBe(0);
    // Nothing that rests adds cash.
    expect(gapAt(CASH + 100, order)).toBe(100);
  });
});

const move = (id: string, amount: number, atMs = 0): MoneyMove => ({
  ...{ id, amount: money(amount), at: wallMs(AT + atMs) },
});
const explained = (gap: number, ...moves: MoneyMove[]): string[] =>
  explainCash(books(), gap, moves).map((each) => each.id);

describe('moves of money that explain a gap', () => {
  test('are the fewest that add up to it, exact to the step of the venue', () => {
    const [one, two, sum] = [move('1', 1_000), move('2', 2_000), move('3', 3_000)];
    expect(explained(3_000, one, two, sum)).toEqual(['transfer:3']);
    expect(explained(3_000, sum, one, two)).toEqual(['transfer:3']);
    expect(explained(3_000, one, two)).toEqual(['transfer:1', 'transfer:2']);
    expect(explained(3_099, sum)).toEqual(['transfer:3']);
    expect(explained(3_100, sum)).toEqual([]);
    expect(explained(-1_000, one, move('4', -2_000))).toEqual(['transfer:1', 'transfer:4']);
    expect(explained(5_000, one, two)).toEqual([]);
    expect(explained(0)).toEqual([]);
  });

  test('are never what is booked already', () => {
    const ledger = books();
    applyTransaction(ledger, transfer(move('1', 1_000)));
    expect(explainCash(ledger, 1_000, [move('1', 1_000)])).toEqual([]);
  });

  test('are sought among the newest twelve, however many are listed', () => {
    const old = move('old', 77_000, -1);
    const newer = Array.from({ length: 12 }, (_, index) => move(`n${index}`, 1_000_000, index));
    expect(explained(77_000, old, ...newer)).toEqual([]);
    expect(explained(77_000, ...newer, old)).toEqual([]);
    expect(explained(77_000, old, ...newer.slice(1))).toEqual(['transfer:old']);
  });

  test('I15 add up to the gap whenever any of them do', () => {
    const amounts = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(amounts, fc.nat(), (list, pick) => {
        const moves = list.map((each, index) => move(String(index), each * 1_000));
        const gap = list.reduce(
          (sum, each, index) => sum + (((pick >> index) & 1) === 1 ? each : 0),
          0,
        );
        const found = explainCash(books(), gap * 1_000, moves);
        const cash = found.flatMap((each) => each.entries.filter((row) => row.account === 'cash'));
        if (found.length > 0 || gap !== 0)
          expect(cash.reduce((sum, row) => sum + row.amount, 0)).toBe(gap * 1_000);
      }),
    );
  });
});

describe('money from outside', () => {
  test('is booked between cash and capital under a name of its own', () => {
    const opening = openingBalance({ cash: money(CASH), at: AT });
    expect(opening).toMatchObject({ id: 'opening', kind: 'opening', at: AT, contracts: 0 });
    expect(transfer(move('7', 5))).toMatchObject({
      ...{ id: 'transfer:7', kind: 'transfer', memo: 'deposit', contracts: 0 },
      entries: [
        { account: 'cash', ticker: null, amount: 5 },
        { account: 'capital', ticker: null, amount: -5 },
      ],
    });
    expect(transfer(move('8', -5)).memo).toBe('withdrawal');
  });
});
