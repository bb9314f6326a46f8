// What is written for each cause, row by row, and what each position is worth and risks, one by one.
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import { tradeFee } from '#lib/domain/fee.ts';
import { marketTicker, tradeId, venueOrderId } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import type { AccountReport, FillReport } from '#lib/domain/report.ts';
import { accountDrift } from './account-drift.ts';
import { adoptPosition } from './adopt-position.ts';
import { fillToPosition } from './fill-to-position.ts';
import { applyTransaction, createLedger, type LedgerState, utcDay } from './ledger-state.ts';
import { positionToExposure } from './position-to-exposure.ts';
import { settle } from './settle.ts';
import { type Mark, valuation } from './valuation.ts';

const AT = wallMs(Date.UTC(2026, 10, 20, 15));
const A = marketTicker('KXBTCD-26-A');
const B = marketTicker('KXBTC-26-B');

/** Ten contracts at 46 cents without a fee, unless said otherwise. */
function fill(change: Partial<FillReport> = {}): FillReport {
  return {
    ...{ kind: 'fill', tradeId: tradeId('t'), venueOrderId: venueOrderId('v'), ticker: A },
    ...{ clientOrderId: null, side: 'bid', price: price(4_600), count: count(1_000) },
    ...{ isTaker: true, fee: money(0), venueAt: AT, source: 'stream', ...change },
  };
}

function booksOf(...fills: FillReport[]): LedgerState {
  const ledger = createLedger();
  for (const each of fills) {
    const transaction = fillToPosition(ledger, each);
    if (transaction !== null) applyTransaction(ledger, transaction);
  }
  return ledger;
}

const payment = (yesPayout: number, fee = 0) => ({
  ...{ ticker: A, result: 'scalar' as const, yesPayout: price(yesPayout) },
  ...{ fee: money(fee), settledAt: AT },
});

describe('a booked row', () => {
  test('of a fill names its kind and leaves out what is nothing', () => {
    expect(fillToPosition(createLedger(), fill())).toMatchObject({
      ...{ id: 'fill:t:v', kind: 'fill', at: AT, ticker: A, contracts: 1_000 },
      entries: [
        { account: 'cash', ticker: A, amount: -4_600_000 },
        { account: 'position-cost', ticker: A, amount: 4_600_000 },
      ],
    });
  });

  test('of a settlement names its terms and leaves out what is nothing', () => {
    const ledger = booksOf(fill());
    expect(settle(ledger, payment(4_600))).toMatchObject({
      ...{ id: `settle:${A}`, kind: 'settlement', contracts: -1_000, memo: 'scalar:4600' },
      entries: [
        { account: 'cash', ticker: A, amount: 4_600_000 },
        { account: 'position-cost', ticker: A, amount: -4_600_000 },
      ],
    });
    const first = settle(ledger, payment(5_000, 7));
    if (first !== null) applyTransaction(ledger, first);
    expect(settle(ledger, payment(6_000))?.memo).toBe('settlement corrected to scalar:6000');
    applyTransaction(ledger, fillToPosition(ledger, fill({ tradeId: tradeId('late') })) ?? crash());
    // The fee was paid once, with the first one.
    const late = settle(ledger, payment(5_000, 7));
    expect(late?.id).toBe(`settle:${A}:late-1`);
    expect(late?.entries.filter((entry) => entry.account === 'fees')).toEqual([]);
  });

  test('of an adopted position exists only where the venue holds something else', () => {
    const ledger = booksOf(fill());
    const adopt = (contracts: number, cost: number | null) =>
      adoptPosition(ledger, {
        ...{ root: 'r', ticker: A, contracts: signedCount(contracts), at: AT },
        cost: cost === null ? null : money(cost),
      });
    expect(adopt(1_000, 9)).toBeNull();
    expect(adopt(1_500, 6_000_000)).toMatchObject({
      ...{ id: `external:r:${A}`, kind: 'opening', contracts: 500 },
      entries: [
        { account: 'position-cost', ticker: A, amount: 1_400_000 },
        { account: 'capital', ticker: null, amount: -1_400_000 },
      ],
    });
    expect(adopt(0, 77)?.entries[0]).toMatchObject({ amount: -4_600_000 });
  });

  test('lies in the UTC day of its instant', () => {
    const dayMs = 86_400_000;
    expect([0, dayMs - 1, dayMs, 3 * dayMs + 5].map((at) => utcDay(wallMs(at)))).toEqual([
      0, 0, 1, 3,
    ]);
  });
});

describe('the worth of each position', () => {
  const worth = (ledger: LedgerState, mark: (ticker: string) => Mark | null) =>
    valuation(ledger, mark, AT);
  const both = (): Mark => ({ bid: price(5_000), ask: price(5_200) });

  test('is listed with its mark and what it gains', () => {
    const ledger = booksOf(fill(), fill({ ticker: B, side: 'ask', tradeId: tradeId('u') }));
    expect(worth(ledger, both).positions).toMatchObject([
      { ticker: A, contracts: 1_000, cost: 4_600_000, mark: 5_000_000, unrealised: 400_000 },
      { ticker: B, contracts: -1_000, cost: 5_400_000, mark: 4_800_000, unrealised: -600_000 },
    ]);
    expect(worth(createLedger(), both).positions).toEqual([]);
  });

  test('is unknown without the side it would be closed at, whatever the other side says', () => {
    const long = booksOf(fill());
    const short = booksOf(fill({ side: 'ask' }));
    expect(worth(long, () => ({ bid: null, ask: price(1) })).positions[0]?.mark).toBeNull();
    expect(worth(short, () => ({ bid: price(1), ask: null })).positions[0]?.mark).toBeNull();
    expect(worth(short, () => ({ bid: price(1), ask: null })).equity).toBeNull();
    expect(worth(long, () => ({ bid: price(1), ask: null })).equity).not.toBeNull();
  });

  test('is its cost in a market that is none of ours; a flat one is not asked about', () => {
    const ledger = booksOf(fill());
    expect(worth(ledger, () => null)).toMatchObject({
      ...{ equity: 0, unrealised: 0, positions: [{ mark: 4_600_000, unrealised: 0 }] },
    });
    const flat = booksOf(fill(), fill({ side: 'ask', tradeId: tradeId('u') }));
    const asked = worth(flat, () => ({ bid: null, ask: null }));
    expect(asked).toMatchObject({ equity: asked.cash, positions: [{ contracts: 0, mark: 0 }] });
  });
});

describe('the worst case', () => {
  test('adds the fee of a taker on standard terms and sums by the name before the first dash', () => {
    const order = { ticker: A, side: 'bid' as const, price: price(3_000), count: count(1_000) };
    const fee = tradeFee({ kind: 'quadratic', multiplier: 1 }, { ...order, isTaker: true });
    expect(fee).toBe(147_000);
    const exposure = positionToExposure({
      ...{ positions: booksOf(fill({ ticker: B })).positions.values(), eventOf: () => null },
      orders: [order, { ...order, side: 'ask' }],
    });
    expect([...exposure.bySeries]).toEqual([
      ['KXBTC', 4_600_000],
      ['KXBTCD', 7_000_000 + fee],
    ]);
    expect([...exposure.byEvent.keys()]).toEqual([B, A]);
  });

  test('leaves out a market that is flat', () => {
    const flat = booksOf(fill(), fill({ side: 'ask', tradeId: tradeId('u') }));
    const input = { positions: flat.positions.values(), orders: [], eventOf: () => null };
    expect(positionToExposure(input).byMarket.size).toBe(0);
  });
});

describe('drift', () => {
  const account = (change: Partial<AccountReport>): AccountReport => ({
    ...{ kind: 'account', complete: true, requestedAt: AT, asOf: AT, resting: [], balance: null },
    ...{ positions: [], fills: [], settlements: [], ...change },
  });

  test('F67 is unknown, and so reported, while the reading is incomplete', () => {
    expect(accountDrift(createLedger(), account({ complete: false }))).toHaveLength(1);
    expect(accountDrift(createLedger(), account({}))).toEqual([]);
  });

  test('F65 shows a market that only the venue knows', () => {
    const row = { kind: 'position', ticker: B, source: 'read' } as const;
    const seen = (contracts: number) =>
      accountDrift(
        createLedger(),
        account({ positions: [{ ...row, position: signedCount(contracts) }] }),
      );
    expect(seen(100)).toHaveLength(1);
    expect(seen(0)).toEqual([]);
  });
});

function crash(): never {
  throw new Error('nothing to book');
}
