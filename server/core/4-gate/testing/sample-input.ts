// A market in which everything is well, for tests. In: what differs. Out: a GateInput that enters.
import { btcCents } from '#lib/domain/btc.ts';
import { count } from '#lib/domain/count.ts';
import type { FairValue } from '#lib/domain/fair-value.ts';
import { eventTicker, marketTicker, sha256Hex } from '#lib/domain/ids.ts';
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { DEFAULT_LIMITS } from '#lib/domain/limits.ts';
import type { Market } from '#lib/domain/market.ts';
import { money } from '#lib/domain/money.ts';
import { price } from '#lib/domain/price.ts';
import { probability } from '#lib/domain/probability.ts';
import type { ContractDepth } from '#lib/domain/quote.ts';
import type { GateInput } from '../gate-input.ts';

/** Friday 2026-11-20 15:00 UTC: no weekly pause anywhere near. */
export const NOW: WallMs = wallMs(1_795_186_800_000);
export const TICKER = marketTicker('KXBTCD-26NOV2011-T84899.99');
export const HASH = sha256Hex('a'.repeat(64));

export const MARKET: Market = {
  ticker: TICKER,
  event: eventTicker('KXBTCD-26NOV2011'),
  series: 'KXBTCD',
  rule: { kind: 'above', strike: btcCents(8_489_999) },
  openAt: wallMs(NOW - 1_800_000),
  closeAt: wallMs(NOW + 1_800_000),
  status: 'active',
  grid: [{ start: price(0), end: price(10_000), step: 100 }],
  shard: 2,
  fee: { kind: 'quadratic', multiplier: 1 },
  result: null,
  title: '$84,900 or above',
};

export const FAIR: FairValue = {
  ticker: TICKER,
  at: NOW,
  probability: probability(0.55),
  low: probability(0.545),
  high: probability(0.555),
  modelLow: probability(0.545),
  modelHigh: probability(0.555),
  views: {
    tree: probability(0.55),
    sequence: probability(0.55),
    combined: probability(0.55),
    calibrated: probability(0.55),
    market: probability(0.475),
    blended: probability(0.55),
    weight: 1,
    evidenceMarkets: 2_000,
  },
  confidenceParts: [{ label: 'width of the band', value: 0.8 }],
  confidence: probability(0.8),
  meanUsd: 84_950,
  sdUsd: 200,
  effectiveSeconds: 1_760,
  window: {
    knownCount: 0,
    knownSumUsd: 0,
    missingCount: 0,
    unknownCount: 60,
    secondsToNextPrint: 1_740,
    secondsToClose: 1_800,
  },
  requiredMeanUsd: 84_900,
  deltaPerUsd: 0.002,
  vegaPerLogVol: 0.01,
};

/** A book from [price, count] pairs, best first, YES scale. */
export function depthOf(
  bids: readonly (readonly [number, number])[],
  asks: readonly (readonly [number, number])[],
): ContractDepth {
  const levels = (pairs: readonly (readonly [number, number])[]) =>
    pairs.map(([at, size]) => ({ price: price(at), size: count(size) }));
  return { bids: levels(bids), asks: levels(asks) };
}

export const GOOD: GateInput = {
  at: NOW,
  eventSeq: 7,
  mode: 'sim',
  limits: { ...DEFAULT_LIMITS, flagFirstOfDay: false },
  market: MARKET,
  book: { kind: 'live' },
  bookAt: NOW,
  depth: depthOf(
    [
      [4_700, 50_000],
      [4_600, 50_000],
    ],
    [
      [4_800, 50_000],
      [4_900, 50_000],
    ],
  ),
  recentMid: price(4_750),
  fair: FAIR,
  fairReason: '',
  forecast: {
    at: NOW,
    horizons: [
      {
        minutes: 15,
        variancePerSecond: 1e-9,
        logVarianceSd: 0.3,
        tailNu: 5,
        tailScale: 1,
        base: -20.5,
        members: [
          { id: 'tree', kind: 'tree', logVariance: -20.7, weight: 0.5, source: 'onnx' },
          { id: 'har', kind: 'baseline', logVariance: -20.5, weight: 0.5, source: 'statistical' },
        ],
        contributions: [],
      },
    ],
    refused: [],
    modelId: 'tree',
    modelHash: HASH,
    inputHash: HASH,
    fallback: null,
  },
  forecastChange: { logChange: 0.1, fromVolatility: 0.17, toVolatility: 0.178 },
  recentMove: { sigmas: -1.2, ageMs: 4_000 },
  signalHealth: { stakeFactor: 1, alarms: [], inputsInRange: true },
  feeds: {
    'kraken-connection': 100,
    'kalshi-connection': 100,
    'kraken-book': 100,
    'kraken-trade': 100,
    'kalshi-book': 100,
    'kalshi-orders': 100,
    index: 100,
    forecast: 100,
    engine: 0,
  },
  spotOnline: true,
  spotBook: { kind: 'live' },
  exchange: { exchangeActive: true, tradingActive: true, ageMs: 1_000 },
  clockOffsetMs: 10,
  host: { storeHealthy: true, loopDelayMs: 5, watchdogAlive: true, freeDiskBytes: 50e9 },
  orderLatencyMs: 100,
  trading: 'armed',
  killed: false,
  reconciled: true,
  orderGroupReady: true,
  position: null,
  openOrders: [],
  oldestUnknownMs: 0,
  exposures: { market: money(0), event: money(0), series: money(0), total: money(0) },
  ladder: [],
  adverseSelection: { bid: { ratio: 1, fills: 0 }, ask: { ratio: 1, fills: 0 } },
  cash: money(100_000_000),
  dayPnl: money(0),
  dayGross: money(0),
  drawdown: money(0),
  lossStreak: 0,
  ordersLastMinute: 0,
  recentOrders: { ordersIn15Seconds: 0, contractsIn15Seconds: 0, contractsInMinute: 0 },
  firstOfDay: false,
  pendingApprovals: 0,
  marketHasPendingApproval: false,
  exitWork: null,
  volatilityRatio: null,
  closeRequestedBy: null,
  operatorLeft: false,
};

/** The good market with some things different. */
export function inputWith(change: Partial<GateInput>): GateInput {
  return { ...GOOD, ...change };
}
