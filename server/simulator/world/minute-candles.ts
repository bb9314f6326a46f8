// One-minute candles of the simulated Kraken, as its REST serves them. In: prices and trades in time order. Out: the last 721.

const MINUTE_MS = 60_000;
/** Twelve hours and the forming minute: what the venue's REST gives at most, and one (kraken-api §6). */
const KEPT = 721;

export interface MinuteCandle {
  /** Start of the minute, Unix ms. */
  readonly startMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volumeBtc: number;
  readonly trades: number;
}

type Forming = { -readonly [Key in keyof MinuteCandle]: MinuteCandle[Key] };

export interface MinuteCandles {
  /** The price in dollars at `atMs`, which never goes back. */
  price(atMs: number, usd: number): void;
  /** What was traded in the running minute. */
  trade(volumeBtc: number, trades: number): void;
  /** Oldest first; the last one is still forming. */
  rows(): readonly MinuteCandle[];
}

/** No minutes yet. */
export function createMinuteCandles(): MinuteCandles {
  const kept: Forming[] = [];
  return {
    price: (atMs, usd) => {
      const startMs = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
      const last = kept.at(-1);
      if (last === undefined || last.startMs < startMs) {
        const level = { open: usd, high: usd, low: usd, close: usd };
        kept.push({ startMs, ...level, volumeBtc: 0, trades: 0 });
        if (kept.length > KEPT) kept.shift();
        return;
      }
      last.high = Math.max(last.high, usd);
      last.low = Math.min(last.low, usd);
      last.close = usd;
    },
    trade: (volumeBtc, trades) => {
      const last = kept.at(-1);
      if (last === undefined) return;
      last.volumeBtc += volumeBtc;
      last.trades += trades;
    },
    rows: () => kept.map((candle) => ({ ...candle })),
  };
}
