// A market in which everything is wrong, for the drill of the checks. In: nothing. Out: a GateInput no check may pass.
import { count, signedCount } from '#lib/domain/count.ts';
import {
  clientOrderId,
  decisionId,
  eventTicker,
  marketTicker,
  orderGroupId,
  sha256Hex,
} from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import { money, NO_MONEY } from '#lib/domain/money.ts';
import type { Order } from '#lib/domain/order.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import type { GateInput } from './gate-input.ts';

/** Thursday 2026-11-19 08:30 UTC, 03:30 in New York: inside the exchange's weekly pause. */
const AT = wallMs(1_795_077_000_000);
const TICKER = marketTicker('KXBTCD-DRILL');
const BROKEN = { kind: 'broken', reason: 'drill' } as const;

/** An exit of ours whose outcome nobody knows. */
const LOST_EXIT: Order = {
  request: {
    decisionId: decisionId('drill'),
    ticker: TICKER,
    purpose: 'exit',
    side: 'bid',
    price: price(5_050),
    count: count(100),
    timeInForce: 'immediate_or_cancel',
    postOnly: false,
    reduceOnly: true,
    expiresAt: null,
    shard: 0,
    clientOrderId: clientOrderId('drill'),
    orderGroupId: orderGroupId('drill'),
    approvalId: null,
    selfTradePrevention: 'taker_at_cross',
    cancelOnPause: true,
    payloadHash: sha256Hex('0'.repeat(64)),
  },
  state: 'unknown',
  venueOrderId: null,
  filled: count(0),
  claimed: count(0),
  cut: count(0),
  remaining: count(100),
  filledNotional: NO_MONEY,
  fees: NO_MONEY,
  renewal: null,
  createdAt: AT,
  updatedAt: AT,
  note: '',
};

/** A trade nobody should make: off the grid, beside 0, far too large, without an edge. */
export function worstTrade(): Candidate {
  return {
    side: 'bid',
    price: price(50),
    count: count(1_000_000_000),
    style: 'make',
    rawEdge: -10_000,
    edge: -10_000,
    feePerContract: 100,
    fairProbability: probability(0),
    marketProbability: probability(1),
  };
}

const NEVER = {
  'kraken-connection': null,
  'kalshi-connection': null,
  'kraken-book': null,
  'kraken-trade': null,
  'kalshi-book': null,
  'kalshi-orders': null,
  index: null,
  forecast: null,
  engine: null,
};

/** Nothing is known, everything that is known is wrong, and every limit is used up. */
export function worstInput(): GateInput {
  const spent = { market: money(9e15), event: money(9e15), series: money(9e15) };
  return {
    at: AT,
    eventSeq: 0,
    mode: 'live',
    limits: {
      ...DEFAULT_LIMITS,
      maxOrderCount: count(0),
      maxOrdersPer15Seconds: 0,
      maxOrdersPerMinute: 0,
      blackouts: [{ from: AT, to: wallMs(AT + 1_000), label: 'drill' }],
    },
    market: {
      ticker: TICKER,
      event: eventTicker('KXBTCD-DRILL'),
      series: 'KXBTCD',
      rule: { kind: 'unset', reason: 'drill' },
      openAt: AT,
      closeAt: AT,
      status: 'closed',
      grid: [{ start: price(0), end: price(10_000), step: 100 }],
      shard: -1,
      fee: { kind: 'unknown', multiplier: 1 },
      result: null,
      title: 'drill',
    },
    book: BROKEN,
    bookAt: null,
    depth: { bids: [], asks: [] },
    recentMid: null,
    fair: null,
    fairReason: 'drill',
    forecast: null,
    forecastChange: null,
    recentMove: null,
    signalHealth: null,
    feeds: NEVER,
    spotOnline: false,
    spotBook: BROKEN,
    exchange: null,
    clockOffsetMs: null,
    host: null,
    orderLatencyMs: Number.POSITIVE_INFINITY,
    trading: 'killed',
    killed: true,
    reconciled: false,
    orderGroupReady: false,
    position: {
      ticker: TICKER,
      contracts: signedCount(-100),
      cost: NO_MONEY,
      fees: NO_MONEY,
      realised: NO_MONEY,
      settled: false,
    },
    openOrders: [LOST_EXIT],
    oldestUnknownMs: Number.POSITIVE_INFINITY,
    exposures: { ...spent, total: money(9e15) },
    ladder: null,
    adverseSelection: { bid: { ratio: 1, fills: 0 }, ask: { ratio: 1, fills: 0 } },
    cash: null,
    dayPnl: null,
    dayGross: null,
    drawdown: null,
    lossStreak: null,
    ordersLastMinute: 1e9,
    recentOrders: { ordersIn15Seconds: 1e9, contractsIn15Seconds: 1e12, contractsInMinute: 1e12 },
    firstOfDay: true,
    pendingApprovals: 1e9,
    marketHasPendingApproval: true,
    exitWork: null,
    volatilityRatio: null,
    closeRequestedBy: null,
    operatorLeft: true,
  };
}
