// Settled KXBTC15M markets and their recorded quotes. In: paths. Out: rows with missing as null.
import { csvRows } from './csv-stream.ts';
import { recordedMs } from './recorded-time.ts';

/** One settled market. */
export interface SettledMarket {
  readonly ticker: string;
  readonly closeMs: number;
  readonly strikeUsd: number | null;
  readonly yes: boolean | null;
  /** Mean of the 60 index values before this close, USD. */
  readonly settleUsd: number | null;
}

/** One recorded quote with what was known beside it. Prices of YES in dollars. */
export interface PanelQuote {
  readonly source: string;
  readonly atMs: number;
  readonly ticker: string;
  readonly secondsToClose: number;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly spotUsd: number | null;
  readonly spotAgeMs: number;
  readonly barCloseUsd: number | null;
  readonly barAgeMs: number;
  readonly strikeUsd: number | null;
  readonly yes: boolean | null;
  /** As labelled in the recording: train, val, test or anything else. */
  readonly split: string;
}

function outcome(text: string): boolean | null {
  if (text === 'yes') return true;
  return text === 'no' ? false : null;
}

/** Reads one file of markets. */
export async function loadMarkets(path: string): Promise<readonly SettledMarket[]> {
  const markets: SettledMarket[] = [];
  for await (const row of csvRows(path))
    markets.push({
      ticker: row.text('ticker'),
      closeMs: recordedMs(row.text('close_time'), row.where),
      strikeUsd: row.number('strike'),
      yes: outcome(row.text('result')),
      settleUsd: row.number('settle_avg_from_next_strike'),
    });
  return markets;
}

/** Reads one file of quotes; rows without time or distance to the close are an error. */
export async function loadPanel(path: string): Promise<readonly PanelQuote[]> {
  const quotes: PanelQuote[] = [];
  for await (const row of csvRows(path)) {
    const at = row.number('ts');
    const secondsToClose = row.number('secs_to_close');
    if (at === null || secondsToClose === null)
      throw new Error(`${path}: a quote of ${row.text('ticker')} has no time`);
    quotes.push({
      source: row.text('source'),
      atMs: at * 1000,
      ticker: row.text('ticker'),
      secondsToClose,
      bid: row.number('yes_bid'),
      ask: row.number('yes_ask'),
      spotUsd: row.number('spot'),
      spotAgeMs: Math.max(0, row.number('spot_age_ms') ?? 0),
      barCloseUsd: row.number('spot_1m_close'),
      barAgeMs: Math.max(0, (row.number('spot_1m_age_s') ?? 0) * 1000),
      strikeUsd: row.number('strike'),
      yes: outcome(row.text('result')),
      split: row.text('split'),
    });
  }
  return quotes;
}

/** Close of the quoted market, to the whole minute: time and distance were stamped separately. */
export function closeOf(quote: PanelQuote): number {
  return Math.round((quote.atMs + quote.secondsToClose * 1000) / 60_000) * 60_000;
}
