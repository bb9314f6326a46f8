// A small venue for tests: one open hourly market, two members, one trader. In: overrides. Out: the exchange and helpers.
import type { Entropy } from '#server/ports/entropy.ts';
import { createExchange, type RunningExchange } from './exchange.ts';
import type { ExchangeEvent } from './exchange-event.ts';
import type { MarketDefinition } from './market-shapes.ts';
import type { OrderRequest, PlaceAccepted, PlaceOutcome } from './order-shapes.ts';

/** 2026-10-06T19:30:00Z, half an hour before the scene's market closes. */
export const NOW_MS = 1_791_315_000_000;
export const TICKER = 'KXBTCD-26OCT0616-T84899.99';
export const FIFTEEN = 'KXBTC15M-26OCT061545-45';
export const TRADER = 'trader';
export const MAKER = 'maker';
export const OTHER = 'other';

/** Ids that count up in the shape of UUIDs, and a fixed random. */
export function countingEntropy(): Entropy {
  let count = 0;
  return {
    random: () => 0.5,
    uuid: () => {
      count++;
      return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
    },
  };
}

/** The scene's hourly market. */
export function hourlyMarket(overrides: Partial<MarketDefinition> = {}): MarketDefinition {
  return {
    ticker: TICKER,
    eventTicker: 'KXBTCD-26OCT0616',
    seriesTicker: 'KXBTCD',
    title: 'Bitcoin price on Oct 6, 2026 at 4pm EDT?',
    yesSubTitle: '$84,900 or above',
    strikeType: 'greater',
    floorStrikeUsd: 84_899.99,
    openAtMs: NOW_MS - 1_800_000,
    closeAtMs: NOW_MS + 1_800_000,
    ...overrides,
  };
}

/** A 15-minute market open at NOW_MS, without a strike yet. */
export function fifteenMarket(overrides: Partial<MarketDefinition> = {}): MarketDefinition {
  return {
    ticker: FIFTEEN,
    eventTicker: 'KXBTC15M-26OCT061545',
    seriesTicker: 'KXBTC15M',
    title: 'BTC price up in next 15 mins?',
    yesSubTitle: 'Target Price: TBD',
    strikeType: 'greater_or_equal',
    openAtMs: NOW_MS,
    closeAtMs: NOW_MS + 900_000,
    ...overrides,
  };
}

/** One order with defaults: a bid for 1.00 at 0.4600, good till cancelled. */
export function orderOf(overrides: Partial<OrderRequest> = {}): OrderRequest {
  return {
    ticker: TICKER,
    side: 'bid',
    priceCentiCents: 4_600,
    countCentiContracts: 100,
    timeInForce: 'good_till_canceled',
    ...overrides,
  };
}

/** The accepted branch, or a throw that names the refusal. */
export function accepted(outcome: PlaceOutcome): PlaceAccepted {
  if (!outcome.ok) throw new Error(`Condition failed: refused with ${outcome.code}`);
  return outcome;
}

export interface Scene {
  readonly exchange: RunningExchange;
  /** Everything emitted so far. */
  readonly events: ExchangeEvent[];
  place(accountId: string, overrides?: Partial<OrderRequest>): PlaceOutcome;
}

/** The exchange at NOW_MS with $10 000 on shard 2 for each of maker, other and trader, and $500 more on shard 0. */
export function makeScene(): Scene {
  const exchange = createExchange({ entropy: countingEntropy() });
  const events: ExchangeEvent[] = [];
  exchange.subscribe((event) => events.push(event));
  const cashMicroByShard = { 0: 500_000_000, 2: 10_000_000_000 };
  exchange.openAccount({ id: MAKER, kind: 'agent', cashMicroByShard }, NOW_MS - 3_600_000);
  exchange.openAccount({ id: OTHER, kind: 'agent', cashMicroByShard }, NOW_MS - 3_600_000);
  exchange.openAccount({ id: TRADER, kind: 'api', cashMicroByShard }, NOW_MS - 3_600_000);
  exchange.createMarket(hourlyMarket(), NOW_MS - 3_600_000);
  exchange.advance(NOW_MS);
  return {
    exchange,
    events,
    place: (accountId, overrides) => exchange.placeFor(accountId, orderOf(overrides), NOW_MS),
  };
}
