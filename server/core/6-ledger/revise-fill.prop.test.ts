// Fills told differently later, in any order among trading and settlement: the books end as if told right at once.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count } from '#lib/domain/count.ts';
import { marketTicker, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { ACCOUNTS, type LedgerTransaction } from '#lib/domain/ledger.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { FillReport } from '#lib/domain/report.ts';
import { openingBalance } from './capital.ts';
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
import { reviseFill } from './revise-fill.ts';
import { settle } from './settle.ts';

const TICKER = marketTicker('A');
const AT = wallMs(1_795_186_800_000);

const figures = fc.record({
  price: fc.integer({ min: 1, max: 9_999 }).map(price),
  fee: fc.integer({ min: 0, max: 2_000_000 }).map(money),
});
const fills = fc
  .array(
    fc.record({
      side: fc.constantFrom('bid' as const, 'ask' as const),
      count: fc.integer({ min: 1, max: 30_000 }),
      figures,
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) =>
    rows.map(
      (row, index): FillReport => ({
        ...{ kind: 'fill', tradeId: tradeId(`t${index}`), venueOrderId: venueOrderId('v:1') },
        ...{ clientOrderId: null, ticker: TICKER, side: row.side, count: count(row.count) },
        ...{ isTaker: true, venueAt: AT, source: 'stream', ...row.figures },
      }),
    ),
  );
/** Which fill, and what is told of it; one beyond the last fill revises nothing. */
const words = fc.array(fc.record({ of: fc.nat({ max: 11 }), figures }), { maxLength: 12 });
const payout = fc.constantFrom(null, 0, 10_000, 3_700);

function begin(): { ledger: LedgerState; booked: LedgerTransaction[] } {
  const ledger = createLedger();
  const opening = openingBalance({ cash: money(1_000_000_000), at: AT });
  applyTransaction(ledger, opening);
  return { ledger, booked: [opening] };
}

function book(books: ReturnType<typeof begin>, transaction: LedgerTransaction | null): void {
  if (transaction !== null && applyTransaction(books.ledger, transaction))
    books.booked.push(transaction);
}

function settleAt(books: ReturnType<typeof begin>, at: number | null): void {
  if (at === null) return;
  const terms = { result: 'scalar' as const, yesPayout: price(at), fee: money(0) };
  book(books, settle(books.ledger, { ticker: TICKER, settledAt: AT, ...terms }));
}

interface Plan {
  readonly rows: readonly FillReport[];
  readonly told: readonly {
    readonly of: number;
    readonly figures: Pick<FillReport, 'price' | 'fee'>;
  }[];
  /** After how many fills the words come; the market is settled after `settledAfter` of them, if at all. */
  readonly from: number;
  readonly paid: number | null;
}

function run({ rows, told, from, paid }: Plan) {
  const books = begin();
  const said = new Map<FillReport, FillReport>();
  const left = [...told];
  const hear = (heard: readonly FillReport[]): void => {
    const word = left.shift();
    const fill = word === undefined ? undefined : heard[word.of];
    if (word === undefined || fill === undefined) return;
    const now = { ...fill, ...word.figures };
    said.set(fill, now);
    book(books, reviseFill(books.ledger, fill, now));
    expect(reviseFill(books.ledger, fill, now)).toBeNull();
  };
  rows.forEach((fill, index) => {
    book(books, fillToPosition(books.ledger, fill));
    if (index >= from) hear(rows.slice(0, index + 1));
  });
  if (left.length % 2 === 0) hear(rows);
  settleAt(books, paid);
  while (left.length > 0) hear(rows);
  return { ...books, last: rows.map((fill) => said.get(fill) ?? fill) };
}

const plans = fc.record({ rows: fills, told: words, from: fc.nat({ max: 12 }), paid: payout });

describe('a fill told differently later', () => {
  test('F60 I15 cash, fees and contracts end as if it had been told so at once, whatever came between', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { ledger, last } = run(plan);
        const right = begin();
        for (const fill of last) book(right, fillToPosition(right.ledger, fill));
        settleAt(right, plan.paid);
        expect(cashOf(ledger)).toBe(cashOf(right.ledger));
        expect(balanceOf(ledger, 'fees')).toBe(balanceOf(right.ledger, 'fees'));
        const held = positionOf(ledger, TICKER)?.contracts;
        expect(held).toBe(positionOf(right.ledger, TICKER)?.contracts);
        // What is left open may be valued apart; cost and result together may not.
        const sum = (books: LedgerState) =>
          balanceOf(books, 'position-cost') + balanceOf(books, 'realised');
        expect(sum(ledger)).toBe(sum(right.ledger));
      }),
      { numRuns: 400 },
    );
  });

  test('F60 I19 I1 every correction balances, the whole stays at zero, and from zero gives the same books', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { ledger, booked } = run(plan);
        for (const { entries } of booked)
          expect(entries.reduce((sum, entry) => sum + entry.amount, 0)).toBe(0);
        expect(ACCOUNTS.reduce((sum, account) => sum + balanceOf(ledger, account), 0)).toBe(0);
        const position = positionOf(ledger, TICKER);
        const most = Math.abs(position?.contracts ?? 0) * 10_000;
        expect(position?.cost).toBeGreaterThanOrEqual(0);
        expect(position?.cost).toBeLessThanOrEqual(most);
        expect(rebuildLedger(booked)).toEqual(ledger);
        expect(new Set(booked.map(({ id }) => id)).size).toBe(booked.length);
      }),
      { numRuns: 400 },
    );
  });

  test('F60 a word taken back is booked back, under a further id of the same trade', () => {
    const books = begin();
    const [fill] = fc.sample(fills, { numRuns: 1, seed: 1 })[0] ?? [];
    if (fill === undefined) throw new Error('a fill is drawn');
    book(books, fillToPosition(books.ledger, fill));
    const cash = cashOf(books.ledger);
    const dearer = { ...fill, fee: money(fill.fee + 10_000) };
    for (const told of [dearer, fill, dearer, fill])
      book(books, reviseFill(books.ledger, fill, told));
    expect(books.booked.slice(2).map(({ id }) => id)).toEqual(
      [1, 2, 3, 4].map((times) => `fill-correction:t0:v:1:${times}`),
    );
    expect(cashOf(books.ledger)).toBe(cash);
  });
});
