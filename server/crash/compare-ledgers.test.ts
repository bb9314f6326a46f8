// The judge itself: two ledgers that agree, and every way in which they may not. A judge that cannot fail proves nothing.
import { describe, expect, test } from 'vitest';
import type { FillRecord } from '#server/simulator/kalshi/exchange-event.ts';
import type { OrderView } from '#server/simulator/kalshi/order-shapes.ts';
import { compareLedgers } from './compare-ledgers.ts';
import type { EngineBooks } from './engine-books.ts';
import type { VenueRecord } from './venue-record.ts';

const ORDER: OrderView = {
  ...{ orderId: 'venue-1', accountId: 'trader', clientOrderId: 'ours-1', ticker: 'T' },
  ...{ exchangeIndex: 2, side: 'bid', priceCentiCents: 4_000, status: 'executed' },
  ...{ initialCentiContracts: 100, filledCentiContracts: 100, remainingCentiContracts: 0 },
  ...{ takerCostMicro: 400_000, makerCostMicro: 0, takerFeesMicro: 17_000, makerFeesMicro: 0 },
  ...{ selfTradePrevention: 'taker_at_cross', cancelOnPause: true, orderGroupId: 'g' },
  ...{ expiresAtMs: undefined, createdAtMs: 1, updatedAtMs: 2 },
};
const FILL: FillRecord = {
  ...{ tradeId: 'trade-1', accountId: 'trader', orderId: 'venue-1', clientOrderId: 'ours-1' },
  ...{ ticker: 'T', exchangeIndex: 2, side: 'bid', priceCentiCents: 4_000 },
  ...{ countCentiContracts: 100, isTaker: true, feeMicro: 17_000 },
  ...{ postPositionCentiContracts: 100, atMs: 2 },
};
const VENUE: VenueRecord = {
  orders: [ORDER],
  fills: [FILL],
  cashMicro: 9_583_000,
  positions: new Map([['T', 100]]),
  settled: new Set(),
};
const BOOKS: EngineBooks = {
  intents: [{ id: 'ours-1', ticker: 'T', side: 'bid', price: 4_000, count: 100 }],
  orders: [{ id: 'ours-1', venueId: 'venue-1', state: 'filled', filled: 100 }],
  fills: [{ tradeId: 'trade-1', venueId: 'venue-1', count: 100, price: 4_000, fee: 17_000 }],
  booked: [{ id: 'fill:trade-1:venue-1', ticker: 'T', contracts: 100 }],
  cashMicro: 9_583_000,
  unbalanced: [],
  kills: [],
};

const [INTENT, OURS, BOOKED] = [BOOKS.intents[0], BOOKS.orders[0], BOOKS.fills[0]];
if (!INTENT || !OURS || !BOOKED) throw new Error('the example is empty');

describe('the judge', () => {
  test('two ledgers that agree have no faults', () => {
    expect(compareLedgers(VENUE, BOOKS)).toEqual([]);
  });

  test('an order may be settled once its market has paid out, and not before', () => {
    const books = { ...BOOKS, orders: [{ ...OURS, state: 'settled' }] };
    expect(compareLedgers(VENUE, books).join()).toMatch(/is settled, at the venue executed/);
    expect(compareLedgers({ ...VENUE, settled: new Set(['T']) }, books)).toEqual([]);
    const resting = { ...VENUE, orders: [{ ...ORDER, status: 'resting' as const }] };
    const settled = { ...resting, settled: new Set(['T']) };
    expect(compareLedgers(settled, books).join()).toMatch(/is settled, at the venue resting/);
  });

  test('F116 a probe of the breaker needs no intent once it is gone unfilled, and only then', () => {
    const probe: OrderView = {
      ...{ ...ORDER, orderId: 'venue-2', clientOrderId: 'probe', priceCentiCents: 9_900 },
      ...{ status: 'executed', filledCentiContracts: 0 },
    };
    const judged = (order: OrderView) =>
      compareLedgers({ ...VENUE, orders: [ORDER, order] }, BOOKS).join();
    expect(judged(probe)).toBe('');
    expect(judged({ ...probe, status: 'resting' })).toMatch(/has no intent/);
    expect(judged({ ...probe, filledCentiContracts: 100 })).toMatch(/has no intent/);
    expect(judged({ ...probe, priceCentiCents: 4_000 })).toMatch(/has no intent/);
  });

  test.each<[string, Partial<VenueRecord>, Partial<EngineBooks>, RegExp]>([
    ['I7 an order without intent', {}, { intents: [], orders: [] }, /has no intent/],
    [
      'I10 one intent twice at the venue',
      { orders: [ORDER, { ...ORDER, orderId: 'venue-2' }] },
      {},
      /twice/,
    ],
    [
      'I9 other terms than the intent has',
      {},
      { intents: [{ ...INTENT, price: 4_100 }] },
      /is not what/,
    ],
    ['F43 an intent without order', {}, { orders: [] }, /has no order/],
    [
      'F29 an order that stays unknown',
      {},
      { orders: [{ ...OURS, state: 'unknown' }] },
      /is unknown/,
    ],
    ['I1 another filled count', {}, { orders: [{ ...OURS, filled: 50 }] }, /filled 50/],
    ['F48 a lost fill', {}, { fills: [], booked: [] }, /fill lost/],
    ['I14 a fill booked twice', {}, { fills: [BOOKED, BOOKED] }, /fill twice/],
    ['F53 a fill nobody made', { fills: [] }, {}, /invented/],
    ['F49 a fill that is not in the ledger', {}, { booked: [] }, /0 in the ledger/],
    ['I15 cash apart by a step', { cashMicro: 9_583_100 }, {}, /cash/],
    ['I1 a position apart', { positions: new Map() }, {}, /holds 0/],
    ['I19 a transaction that does not sum to zero', {}, { unbalanced: ['x'] }, /sum to zero/],
  ])('%s is found', (_, venue, books, words) => {
    expect(compareLedgers({ ...VENUE, ...venue }, { ...BOOKS, ...books }).join('\n')).toMatch(
      words,
    );
  });

  test('F43 an order that never reached the venue is right only when it is closed and empty', () => {
    const venue = { ...VENUE, orders: [], fills: [], cashMicro: 10_000_000, positions: new Map() };
    const books = { ...BOOKS, fills: [], booked: [], cashMicro: 10_000_000 };
    const never = (state: string): readonly string[] =>
      compareLedgers(venue, { ...books, orders: [{ ...OURS, state, filled: 0 }] });
    expect(never('rejected')).toEqual([]);
    for (const state of ['intended', 'sent', 'unknown', 'resting'])
      expect(never(state)).toHaveLength(1);
  });
});
