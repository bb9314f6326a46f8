// Rows of the market: spot, chart, strikes and books. Plain JSON; venue prices 1e-4 $ of YES, counts 1e-2 contracts, null for "not there".
import type { ConfidencePart, Views } from '../domain/explanation.ts';
import type { Series } from '../domain/market.ts';
import type { VerdictKind } from '../domain/verdict.ts';

export interface LevelRow {
  readonly price: number;
  readonly size: number;
}

/** key "BTC/USD": the spot book and the index. Prices in USD, sizes in BTC. */
export interface SpotRow {
  readonly bidUsd: number | null;
  readonly askUsd: number | null;
  readonly midUsd: number | null;
  readonly bids: readonly LevelRow[];
  readonly asks: readonly LevelRow[];
  readonly bookAt: number | null;
  readonly indexUsd: number | null;
  readonly indexAt: number | null;
  /** EWMA of BRTI − Kraken mid, and its standard deviation. */
  readonly basisUsd: number | null;
  readonly basisSdUsd: number | null;
  readonly lastTradeUsd: number | null;
  readonly realisedVolAnnual: number | null;
}

/** key = Unix second: one point of the price chart. */
export interface ChartRow {
  readonly midUsd: number | null;
  readonly indexUsd: number | null;
}

/** key = market ticker: one strike. Prices are 1e-4 $ on the YES scale, counts 1e-2 contracts. */
export interface LadderRow {
  readonly event: string;
  readonly series: Series;
  readonly title: string;
  /** Strike in cents for sorting and price lines; null while unset. */
  readonly strikeCents: number | null;
  readonly capCents: number | null;
  readonly openAt: number;
  readonly closeAt: number;
  readonly status: string;
  readonly book: 'live' | 'waiting' | 'broken';
  readonly bookDetail: string;
  readonly bid: number | null;
  readonly bidSize: number | null;
  readonly ask: number | null;
  readonly askSize: number | null;
  readonly last: number | null;
  readonly fair: number | null;
  readonly fairLow: number | null;
  readonly fairHigh: number | null;
  readonly confidence: number | null;
  readonly fairAt: number | null;
  /** Who stands behind `fair`, of the same instant; null without a fair value. */
  readonly signal: LadderSignal | null;
  /** Best edge after fee of the two sides, 1e-4 $; null without fair value or book. */
  readonly edge: number | null;
  readonly edgeSide: 'bid' | 'ask' | null;
  readonly verdict: VerdictKind | null;
  readonly positionCentiContracts: number;
  readonly restingCentiContracts: number;
  /** Settlement window by index stamps. */
  readonly knownPrints: number;
  readonly missingPrints: number;
  readonly knownMeanUsd: number | null;
  readonly requiredMeanUsd: number | null;
  readonly meanUsd: number | null;
  readonly sdUsd: number | null;
  readonly result: 'yes' | 'no' | 'scalar' | 'void' | null;
  readonly resultFinal: boolean;
}

/** The speakers behind a fair value. Probabilities of YES, 0 … 1. */
export interface LadderSignal {
  readonly views: Views;
  /** The model's own 80 % band, before it is blended with the market. */
  readonly modelLow: number;
  readonly modelHigh: number;
  /** Their product is the confidence. */
  readonly confidenceParts: readonly ConfidencePart[];
  /** Change of the model's P(YES) per 1 of ln(volatility). */
  readonly vegaPerLogVol: number;
}

/** key = market ticker: depth of that contract, best first, YES scale. */
export interface BookRow {
  readonly bids: readonly LevelRow[];
  readonly asks: readonly LevelRow[];
  readonly at: number | null;
}
