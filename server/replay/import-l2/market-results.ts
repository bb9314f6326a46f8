// Recorded results as rows of their own time: markets.csv in, final results out, each only after its market's close.
import { type MarketTicker, marketTicker } from '#lib/domain/ids.ts';
import { wallMs } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market.ts';
import { price } from '#lib/domain/price.ts';
import type { CsvFile } from './csv-file.ts';
import { type RecordedRow, UNNUMBERED } from './recorded-row.ts';

/** Where no settlement time was recorded: the venue settles about this long after the close. */
const USUAL_DELAY_MS = 15_000;

/** Results of the markets in `markets`, in time order; never before the close, whatever the file says. */
export function marketResults(
  file: CsvFile,
  markets: ReadonlyMap<MarketTicker, Market>,
): readonly RecordedRow[] {
  const tickerAt = file.column('ticker');
  const resultAt = file.column('result');
  const settledAt = file.column('settlement_ts');
  const rows: RecordedRow[] = [];
  for (let index = 0; index < file.rows; index++) {
    const fields = file.fields(index);
    const name = fields[tickerAt] ?? '';
    const result = fields[resultAt];
    if (name === '' || (result !== 'yes' && result !== 'no')) continue;
    const market = markets.get(marketTicker(name));
    if (market === undefined) continue;
    const told = Date.parse(fields[settledAt] ?? '');
    const usual = market.closeAt + USUAL_DELAY_MS;
    const atMs = Number.isFinite(told) ? Math.max(told, market.closeAt + 1) : usual;
    rows.push({
      us: atMs * 1000,
      order: UNNUMBERED,
      session: null,
      ticker: market.ticker,
      body: {
        kind: 'market-change',
        ticker: market.ticker,
        change: {
          status: 'finalized',
          result: {
            result,
            yesPayout: price(result === 'yes' ? 10_000 : 0),
            final: true,
            at: wallMs(atMs),
          },
        },
      },
    });
  }
  return rows.sort((a, b) => a.us - b.us);
}
