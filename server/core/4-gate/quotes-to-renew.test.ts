// Which resting quotes are to rest longer: those that the gate would make again as they stand, and no other.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, signedCount } from '#lib/domain/count.ts';
import {
  approvalId,
  clientOrderId,
  commandId,
  orderGroupId,
  venueOrderId,
} from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { money } from '#lib/domain/money.ts';
import type { Order, OrderRequest } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import { ticketOrderId } from '#lib/domain/ticket.ts';
import { decide } from './decide.ts';
import type { GateInput } from './gate-input.ts';
import { quotesToRenew } from './quotes-to-renew.ts';
import { sealDecision } from './seal-decision.ts';
import { depthOf, FAIR, GOOD, inputWith, MARKET, NOW } from './testing/sample-input.ts';
import { verdictToOrder } from './verdict-to-order.ts';

/** A wide market in which only a quote pays. */
const WIDE = inputWith({
  depth: depthOf([[4_000, 50_000]], [[5_600, 50_000]]),
  fair: {
    ...FAIR,
    probability: probability(0.48),
    low: probability(0.475),
    high: probability(0.485),
    modelLow: probability(0.475),
    modelHigh: probability(0.485),
  },
  recentMid: price(4_800),
});
const LIFE_MS = GOOD.limits.orderExpirySeconds * 1_000;

/** Asked for 45 s after NOW, to rest until 54 s after it. */
const ASKED = {
  askedAt: wallMs(NOW + 45_000),
  expiresAt: wallMs(NOW + 54_000),
  sureUntil: wallMs(NOW + 54_000),
};

const mint = (change: Partial<OrderRequest> = {}, id = clientOrderId('q-1')): OrderRequest => {
  const { intent } = sealDecision(decide(WIDE));
  if (intent === null) throw new Error('the wide market is quoted');
  return verdictToOrder({
    ...{ intent: { ...intent, ...change }, clientOrderId: id },
    ...{ orderGroupId: orderGroupId('g-1'), approvalId: change.approvalId ?? null, at: NOW },
  });
};

/** The quote this market asks for, resting since NOW. */
function quote(change: Partial<Order> = {}, request = mint()): Order {
  return {
    ...{ request, state: 'resting', venueOrderId: venueOrderId('v-1'), renewal: null, note: '' },
    ...{ filled: count(0), claimed: count(0), cut: count(0), remaining: request.count },
    ...{ filledNotional: money(0), fees: money(0), createdAt: NOW, updatedAt: NOW },
    ...change,
  };
}

/** The market `ms` later with the quote in its book and its claim in every sum; all data as fresh as before. */
function later(ms: number, order: Order, change: Partial<GateInput> = {}): GateInput {
  const { request, remaining } = order;
  const worst = money(request.price * remaining + 1_000_000);
  const own = [request.price, remaining] as const;
  return {
    ...WIDE,
    at: wallMs(NOW + ms),
    bookAt: wallMs(NOW + ms),
    fair: WIDE.fair && { ...WIDE.fair, at: wallMs(NOW + ms) },
    forecast: WIDE.forecast && { ...WIDE.forecast, at: wallMs(NOW + ms) },
    depth: depthOf([own, [4_000, 50_000]], [[5_600, 50_000]]),
    openOrders: [order],
    exposures: { market: worst, event: worst, series: worst, total: worst },
    ...change,
  };
}

const renewed = (ms: number, order = quote(), change: Partial<GateInput> = {}) =>
  quotesToRenew(later(ms, order, change)).map(({ until }) => until - NOW);

describe('a quote that still deserves its place', () => {
  test('I34 is renewed in its last quarter for a whole life more, in whole seconds', () => {
    expect(mint().postOnly).toBe(true);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: LIFE_MS + 5_000 }), (ms) => {
        const left = LIFE_MS - ms;
        const isTime = left <= LIFE_MS / 4 && left >= 1_500;
        const until = Math.floor((NOW + ms + LIFE_MS) / 1_000) * 1_000 - NOW;
        expect(renewed(ms)).toEqual(isTime ? [until] : []);
      }),
      { numRuns: 60 },
    );
  });

  test('I34 no renewal ever rests longer than 120 s from its asking, nor into the close guard', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 400 }),
        fc.integer({ min: 20, max: 1_000 }),
        (seconds, closes) => {
          const limits = { ...GOOD.limits, orderExpirySeconds: seconds };
          const market = { ...MARKET, closeAt: wallMs(NOW + closes * 1_000) };
          const ms = LIFE_MS - 5_000;
          for (const until of renewed(ms, quote(), { limits, market })) {
            expect(until - ms).toBeLessThanOrEqual(120_000);
            expect(until).toBeLessThanOrEqual((closes - limits.closeGuardSeconds) * 1_000);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test('is renewed once it is filled in part, where no fill is missing', () => {
    const part = { state: 'partially-filled', filled: count(100) } as const;
    const order = quote({ ...part, claimed: count(100) });
    const position = {
      ...{ ticker: MARKET.ticker, contracts: signedCount(100), settled: false },
      ...{ cost: money(410_000), fees: money(0), realised: money(0) },
    };
    const remaining = count(order.request.count - 100);
    expect(renewed(50_000, { ...order, remaining }, { position })).toHaveLength(1);
    const claimed = count(200);
    expect(renewed(50_000, { ...order, claimed, remaining }, { position })).toEqual([]);
  });

  test('is renewed at a limit that it fills itself: its claim is counted once', () => {
    const order = quote();
    const worst = money(order.request.price * order.remaining + 1_000_000);
    const limits = {
      ...GOOD.limits,
      ...{ maxMarketExposure: worst, maxEventExposure: worst },
      ...{ maxSeriesExposure: worst, maxTotalExposure: worst },
    };
    expect(renewed(50_000, order, { limits })).toHaveLength(1);
    const tighter = { ...limits, maxTotalExposure: money(worst - 1) };
    expect(renewed(50_000, order, { limits: tighter })).toEqual([]);
  });
});

describe('a quote is left to expire when', () => {
  const { limits } = GOOD;
  test.each([
    ['I2 a kill is latched', { killed: true }],
    ['trading is paused', { trading: 'paused' }],
    ['trading only reduces', { trading: 'reducing' }],
    ['F10 the index is stale', { feeds: { ...GOOD.feeds, index: 2_000 } }],
    ['F96 the clocks disagree', { clockOffsetMs: -1_001 }],
    ['the clocks were never compared', { clockOffsetMs: null }],
    ['the book is not live', { book: { kind: 'waiting', reason: 'snapshot' } }],
    ['an outcome anywhere is unknown for long', { oldestUnknownMs: 31_000 }],
    ['books and venue disagree', { reconciled: false }],
    ['the order group is not ready', { orderGroupReady: false }],
    ['I31 the minute has no room for an order', { ordersLastMinute: limits.maxOrdersPerMinute }],
    ['every trade is approved by hand', { limits: { ...limits, flagEveryTrade: true } }],
    ['quotes may not live any more', { limits: { ...limits, orderExpirySeconds: 0 } }],
    ['its edge is gone', { fair: { ...FAIR, probability: probability(0.41) } }],
    ['a taking trade pays better', { fair: { ...FAIR, probability: probability(0.9) } }],
    ['an operator closes the market', { operatorLeft: true }],
    ['no fair value is known', { fair: null }],
    ['another order works beside it', { openOrders: [quote(), quote()] }],
    ['it is not in the book', { depth: WIDE.depth }],
    [
      'others bid more',
      {
        depth: depthOf(
          [
            [4_200, 100],
            [4_100, 900],
          ],
          [[5_600, 50_000]],
        ),
      },
    ],
  ] satisfies [string, Partial<GateInput>][])('%s', (_, change) => {
    expect(renewed(50_000)).toHaveLength(1);
    expect(renewed(50_000, quote(), change)).toEqual([]);
  });

  test.each([
    ['a cancel is under way', { state: 'pending-cancel' }],
    ['a renewal is under way', { state: 'pending-amend' }],
    ['its outcome is unknown', { state: 'unknown' }],
    ['the venue never named it', { venueOrderId: null }],
    ['it was made smaller', { cut: count(100) }],
    ['it was asked for just now', { renewal: ASKED }],
  ] satisfies [string, Partial<Order>][])('%s', (_, change) => {
    expect(renewed(50_000, quote(change))).toEqual([]);
  });

  test('I9 a person ordered it: it rests until its expiry and no longer', () => {
    const byHand = quote({}, mint({}, ticketOrderId(commandId('t-1'))));
    expect(renewed(50_000, byHand)).toEqual([]);
    expect(renewed(50_000, quote({}, mint()))).toHaveLength(1);
  });

  test('I9 an operator approved it: the yes was for one life of it', () => {
    expect(renewed(50_000, quote({}, mint({ approvalId: approvalId('a-1') })))).toEqual([]);
  });

  test('this process did not mint it', () => {
    expect(renewed(50_000, quote({}, { ...mint() }))).toEqual([]);
  });
});
