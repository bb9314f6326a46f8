// The simulated Kraken's public REST: candles only. In: path, query, candles. Out: the venue's envelope.
// Source: kraken-api §6: errors come with status 200, numbers as strings, the pair's own name as key, the forming candle last.
import type { MinuteCandle } from '../world/minute-candles.ts';

const CANDLES_PATH = '/0/public/OHLC';
const PAIR = 'XXBTZUSD';
const PAIR_NAMES: ReadonlySet<string> = new Set(['XBTUSD', 'XXBTZUSD', 'XBT/USD', 'BTC/USD']);
const MOST_ROWS = 720;

function envelope(error: string | null, result?: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(error === null ? { error: [], result } : { error: [error] });
}

function rowOf(candle: MinuteCandle): readonly (number | string)[] {
  const { open, high, low, close, volumeBtc, trades } = candle;
  const average = (high + low + close) / 3;
  const [o, h, l, c, vwap] = [open, high, low, close, average].map((usd) => usd.toFixed(1));
  return [candle.startMs / 1000, ...[o, h, l, c, vwap].map(String), volumeBtc.toFixed(8), trades];
}

/** The body of a GET, which Kraken answers with 200 whatever it says. */
export function krakenRest(
  request: { readonly path: string; readonly query: URLSearchParams },
  candles: () => readonly MinuteCandle[],
): string {
  if (request.path !== CANDLES_PATH) return envelope('EGeneral:Unknown method');
  if (!PAIR_NAMES.has(request.query.get('pair') ?? ''))
    return envelope('EQuery:Unknown asset pair');
  if ((request.query.get('interval') ?? '1') !== '1') return envelope('EGeneral:Invalid arguments');
  const rows = candles().slice(-MOST_ROWS).map(rowOf);
  return envelope(null, { [PAIR]: rows, last: rows.at(-2)?.[0] ?? 0 });
}
