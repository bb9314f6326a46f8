// The door for tickers: a venue ticker comes in, its series goes out, or null when it is none of ours.
import { SERIES, type Series } from '#lib/domain/market.ts';

/** The series named by the part before the first dash (kalshi-api §7.3); null for any other product. */
export function seriesOf(ticker: string): Series | null {
  const [prefix] = ticker.split('-', 1);
  return SERIES.find((series) => series === prefix) ?? null;
}
