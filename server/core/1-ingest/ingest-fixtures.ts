// Small made-up markets and ticks for the tests of this folder. In: what differs. Out: whole domain values.
import { btcCents } from '#lib/domain/btc.ts';
import { count, signedCount } from '#lib/domain/count.ts';
import { eventTicker, marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market.ts';
import { price } from '#lib/domain/price.ts';
import type {
  ContractDeltaTick,
  ContractSnapshotTick,
  IndexPrintTick,
  SpotBookTick,
} from '#lib/domain/tick.ts';

/** A quarter-hour start, the zero of all test times. */
const T0 = 1_800_000_000_000;
export const TICKER = marketTicker('KXBTC15M-TEST-00');
export const OTHER = marketTicker('KXBTC15M-TEST-15');

/** The instant `seconds` after T0. */
export function instant(seconds: number) {
  return wallMs(T0 + seconds * 1000);
}

export function testMarket(change: Partial<Market> = {}): Market {
  return {
    ticker: TICKER,
    event: eventTicker('KXBTC15M-TEST'),
    series: 'KXBTC15M',
    rule: { kind: 'at-or-above-rounded', strike: btcCents(9_500_000) },
    openAt: instant(0),
    closeAt: instant(900),
    status: 'active',
    grid: [{ start: price(0), end: price(10_000), step: 100 }],
    shard: 2,
    fee: { kind: 'quadratic', multiplier: 1 },
    result: null,
    title: 'test',
    ...change,
  };
}

type Levels = readonly (readonly [number, number])[];

export function snapshot(
  seq: number,
  legs: { readonly yes: Levels; readonly no: Levels },
  change: Partial<ContractSnapshotTick> = {},
): ContractSnapshotTick {
  const levels = (pairs: Levels) =>
    pairs.map(([at, size]) => ({ price: price(at), size: count(size) }));
  return {
    kind: 'contract-snapshot',
    ticker: TICKER,
    sid: 1,
    seq,
    yesBids: levels(legs.yes),
    noBids: levels(legs.no),
    venueAt: null,
    ...change,
  };
}

export function delta(
  seq: number,
  level: { readonly leg: 'yes' | 'no'; readonly price: number; readonly delta: number },
  change: Partial<ContractDeltaTick> = {},
): ContractDeltaTick {
  return {
    kind: 'contract-delta',
    ticker: TICKER,
    sid: 1,
    seq,
    leg: level.leg,
    price: price(level.price),
    delta: signedCount(level.delta),
    venueAt: null,
    ...change,
  };
}

export function print(second: number, cents: number): IndexPrintTick {
  return {
    kind: 'index-print',
    value: btcCents(cents),
    sourceAt: instant(second),
    trailingMeanCents: null,
    windowMeanCents: null,
    windowSize: null,
  };
}

/** A Kraken snapshot without checksum: one level a side, prices in tenths of a dollar. */
export function spotSnapshot(bid: number, ask: number): SpotBookTick {
  return {
    kind: 'spot-book',
    type: 'snapshot',
    depth: 10,
    pricePrecision: 1,
    sizePrecision: 8,
    bids: [{ price: bid, size: 100_000_000 }],
    asks: [{ price: ask, size: 300_000_000 }],
    checksum: null,
    venueAt: null,
  };
}
