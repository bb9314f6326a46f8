// Markets of the simulated Kalshi: what defines one, its status, its depth. Types only; units as in exchange-api.ts.

/** The YES leg's side. */
export type BookSide = 'bid' | 'ask';

/** Which leg a bid level belongs to on the wire; books hold bids only. */
export type Leg = 'yes' | 'no';

/** kalshi-api §3.3: the market's own life, in this order; `inactive` is a pause of one market. */
export type MarketStatus =
  | 'initialized'
  | 'active'
  | 'inactive'
  | 'closed'
  | 'determined'
  | 'finalized';

export type StrikeType = 'greater' | 'greater_or_equal' | 'less' | 'less_or_equal' | 'between';

/** One tick range as the venue prints it, e.g. {start:'0.0000', end:'0.1000', step:'0.0010'}. */
export interface PriceRange {
  readonly start: string;
  readonly end: string;
  readonly step: string;
}

/** A series and its fee rule (kalshi-api §3.2, §6). */
export interface SeriesDefinition {
  readonly ticker: string;
  readonly title: string;
  readonly frequency: string;
  readonly category: string;
  readonly feeType:
    | 'quadratic'
    | 'quadratic_with_maker_fees'
    | 'quadratic_with_combo_maker_fees'
    | 'flat';
  readonly feeMultiplier: number;
  readonly exchangeIndex: number;
  /** Close → `determined`, ms. Built in: KXBTC15M 5 000, KXBTCD and KXBTC 85 000. */
  readonly determineAfterCloseMs: number;
  /** Close → `finalized`, ms. Built in: KXBTC15M 6 000, KXBTCD and KXBTC 145 000. */
  readonly settleAfterCloseMs: number;
  readonly settlementTimerSeconds: number;
  /** Decimals the settlement mean is rounded to before the comparison; absent: not rounded. */
  readonly roundDigits?: number;
  readonly collateralReturnType: string;
  readonly mutuallyExclusive: boolean;
}

/** What `createMarket` needs. The event is created with its first market. */
export interface MarketDefinition {
  readonly ticker: string;
  readonly eventTicker: string;
  readonly seriesTicker: string;
  readonly title: string;
  readonly yesSubTitle: string;
  readonly strikeType: StrikeType;
  /** Dollars; absent for a 15M market until `setStrike`. */
  readonly floorStrikeUsd?: number;
  readonly capStrikeUsd?: number;
  readonly openAtMs: number;
  readonly closeAtMs: number;
  /** Label; absent: KXBTC15M tapered_deci_cent, others linear_cent. Ranges follow the label unless given. */
  readonly priceLevelStructure?: string;
  readonly priceRanges?: readonly PriceRange[];
  /** Absent: the series' shard (2 for BTC). */
  readonly exchangeIndex?: number;
}

/** A level of one leg's bids, or a YES-scale quote. */
export interface DepthLevel {
  readonly priceCentiCents: number;
  readonly countCentiContracts: number;
}

/** Both sides at YES prices, best first. */
export interface Depth {
  readonly bids: readonly DepthLevel[];
  readonly asks: readonly DepthLevel[];
}

/** A market as agents see it. */
export interface MarketSummary {
  readonly ticker: string;
  readonly eventTicker: string;
  readonly seriesTicker: string;
  readonly exchangeIndex: number;
  readonly status: MarketStatus;
  readonly strikeType: StrikeType;
  readonly floorStrikeUsd: number | undefined;
  readonly capStrikeUsd: number | undefined;
  readonly openAtMs: number;
  readonly closeAtMs: number;
  readonly bestBidCentiCents: number | undefined;
  readonly bestAskCentiCents: number | undefined;
  readonly lastPriceCentiCents: number | undefined;
  readonly volumeCentiContracts: number;
  readonly openInterestCentiContracts: number;
  readonly result: '' | 'yes' | 'no';
  readonly expirationValue: string;
}
