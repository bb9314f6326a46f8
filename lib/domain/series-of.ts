// Which of our series a venue ticker belongs to. In: a ticker. Out: the series, or null for any other product.
import { SERIES, type Series } from './market.ts';

/** The series named by the part before the first dash (kalshi-api §7.3); null for any other product. */
export function seriesOf(ticker: string): Series | null {
  const [prefix] = ticker.split('-', 1);
  return SERIES.find((series) => series === prefix) ?? null;
}
