// Everything known about the outside market, in one mutable object owned by the spine. In: nothing. Out: a MarketView.
import type { CentiContracts } from '#lib/domain/count.ts';
import type { VenueConnection } from '#lib/domain/feed.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market.ts';
import type {
  ContractView,
  ExchangeView,
  IndexView,
  MarketView,
  SpotView,
} from '#lib/domain/market-view.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import { type ContractBook, contractDepth, createContractBook } from './contract-book.ts';
import { createFeedHealth, type FeedHealth, type HealthKey } from './feed-health.ts';
import { createIndexPrints, type IndexPrints, settlementWindow } from './index-prints.ts';
import { createSequenceTrack, type SequenceTrack } from './sequence-gap.ts';
import { createSpotBook, type SpotBook } from './spot-book.ts';
import { createSeenTrades, createSpotTape, type SeenTrades, type SpotTape } from './tape.ts';

/** The spot side behind SpotView. */
export interface SpotHeld {
  readonly book: SpotBook;
  bookAt: WallMs | null;
  readonly tape: SpotTape;
  /** Since when the venue's own best quote differs from the book's; null while they agree. */
  quoteDiffersSince: WallMs | null;
  online: boolean;
  /** Times of book faults of the last ten minutes. */
  faultTimes: WallMs[];
  /** When a fresh snapshot was last asked for; null while none is due. */
  askedAt: WallMs | null;
}

/** One contract: its definition, its book, and what the clock did to it. */
export interface ContractEntry extends ContractView {
  market: Market;
  readonly held: ContractBook;
  lastTrade: CentiCents | null;
  volume: CentiContracts | null;
  /** True when our clock, not the venue, closed it: no event tells of a close (F17). */
  closedByClock: boolean;
  finalizedAt: WallMs | null;
}

/** The writable face; every other stage sees MarketView. */
export interface MarketState extends MarketView {
  readonly contracts: Map<MarketTicker, ContractEntry>;
  readonly feeds: Map<HealthKey, FeedHealth>;
  exchange: ExchangeView | null;
  readonly clockOffsetMs: Record<VenueConnection, number | null>;
  readonly spotHeld: SpotHeld;
  readonly prints: IndexPrints;
  readonly sequences: SequenceTrack;
  readonly seenTrades: SeenTrades;
}

/** A market of which nothing is known yet: all is missing, nothing is zero. */
export function createMarketState(): MarketState {
  const spotHeld: SpotHeld = {
    book: createSpotBook(),
    bookAt: null,
    tape: createSpotTape(),
    quoteDiffersSince: null,
    online: false,
    faultTimes: [],
    askedAt: null,
  };
  const prints = createIndexPrints();
  return {
    spot: viewSpot(spotHeld),
    index: viewIndex(prints),
    contracts: new Map(),
    feeds: createFeedHealth(),
    exchange: null,
    clockOffsetMs: { kraken: null, kalshi: null },
    spotHeld,
    prints,
    sequences: createSequenceTrack(),
    seenTrades: createSeenTrades(),
  };
}

/** A contract that has a definition and waits for its book. */
export function createContractEntry(market: Market): ContractEntry {
  const held = createContractBook();
  return {
    market,
    held,
    lastTrade: null,
    volume: null,
    closedByClock: false,
    finalizedAt: null,
    get book() {
      return held.state;
    },
    get bookAt() {
      return held.at;
    },
    get depth() {
      return contractDepth(held);
    },
  };
}

function viewSpot(held: SpotHeld): SpotView {
  const { book, tape } = held;
  const toUsd = (scaled: number | null) =>
    scaled === null ? null : scaled / 10 ** book.pricePrecision;
  return {
    get book() {
      return book.state;
    },
    get bookAt() {
      return held.bookAt;
    },
    get bidUsd() {
      return toUsd(book.bestBid());
    },
    get askUsd() {
      return toUsd(book.bestAsk());
    },
    get midUsd() {
      const bid = book.bestBid();
      const ask = book.bestAsk();
      return bid === null || ask === null ? null : toUsd((bid + ask) / 2);
    },
    bids: (levels) => book.bids(levels),
    asks: (levels) => book.asks(levels),
    get lastTradeUsd() {
      return tape.lastTradeUsd;
    },
    get tradeAt() {
      return tape.at;
    },
    get online() {
      return held.online;
    },
  };
}

function viewIndex(prints: IndexPrints): IndexView {
  return {
    get last() {
      return prints.last;
    },
    get sourceAt() {
      return prints.sourceAt;
    },
    get receivedAt() {
      return prints.receivedAt;
    },
    get venueWindowMeanCents() {
      return prints.venueWindowMeanCents;
    },
    window: (closeAt, now) => settlementWindow(prints, closeAt, now),
  };
}
