// What is told of markets that have closed: rows of their topic, and the body of /api/last-market. Shapes only.

import type { Series } from '../domain/market.ts';
import type { MarketLife } from '../domain/market-life.ts';

/** key = series: the market of its last close, the strike nearest to the index where several closed together. */
export interface LastMarketRow {
  readonly ticker: string;
  readonly series: Series;
  readonly title: string;
  readonly strikeCents: number | null;
  readonly capCents: number | null;
  /** Unix ms. */
  readonly closeAt: number;
  /** Null until the venue says; provisional until `resultFinal`. */
  readonly result: 'yes' | 'no' | 'scalar' | 'void' | null;
  readonly resultFinal: boolean;
  /** Null where this engine never judged it. */
  readonly judged: JudgedTime | null;
}

/** A market's time before its close, as this engine judged it second by second. */
export interface JudgedTime {
  /** How long it was judged, ms. */
  readonly ms: number;
  /** The check that kept it flat longest, in its last words; null where it was never flat. */
  readonly flat: { readonly text: string; readonly ms: number } | null;
}

export interface LastMarketTopicRows {
  readonly lastMarkets: LastMarketRow;
}

export const LAST_MARKET_TOPICS = ['lastMarkets'] as const;

/** GET /api/last-market?ticker= → what the stored record says of one market's life. */
export interface LastMarketReply {
  readonly ok: true;
  readonly life: MarketLife;
}
