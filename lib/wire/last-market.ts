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
}

export interface LastMarketTopicRows {
  readonly lastMarkets: LastMarketRow;
}

export const LAST_MARKET_TOPICS = ['lastMarkets'] as const;

/** GET /api/last-market?ticker=&close= → what the stored record says of one market's life. */
export interface LastMarketReply {
  readonly ok: true;
  readonly life: MarketLife;
}
