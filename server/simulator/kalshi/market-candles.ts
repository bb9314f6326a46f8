// One-minute candles of a market and their sums over longer periods. In: quotes and trades. Out: candles, centi-cents.
// Source: kalshi-api §3.5.

export interface Ohlc {
  open: number;
  high: number;
  low: number;
  close: number;
}

export interface Candle {
  /** Unix seconds, exclusive end of the period. */
  readonly endSeconds: number;
  readonly bid: Ohlc;
  readonly ask: Ohlc;
  /** Absent when nothing traded. */
  price: (Ohlc & { valueMicro: number }) | undefined;
  previousPrice: number | undefined;
  volume: number;
  openInterest: number;
}

export interface CandleInput {
  readonly atMs: number;
  readonly bid: number;
  readonly ask: number;
  readonly openInterest: number;
}

const MINUTE_S = 60;

function flat(value: number): Ohlc {
  return { open: value, high: value, low: value, close: value };
}

function extend(ohlc: Ohlc, value: number): void {
  ohlc.high = Math.max(ohlc.high, value);
  ohlc.low = Math.min(ohlc.low, value);
  ohlc.close = value;
}

function joined(left: Ohlc, right: Ohlc): Ohlc {
  return {
    open: left.open,
    high: Math.max(left.high, right.high),
    low: Math.min(left.low, right.low),
    close: right.close,
  };
}

function joinedCandle(left: Candle, right: Candle, endSeconds: number): Candle {
  const price =
    left.price !== undefined && right.price !== undefined
      ? {
          ...joined(left.price, right.price),
          valueMicro: left.price.valueMicro + right.price.valueMicro,
        }
      : (left.price ?? right.price);
  return {
    endSeconds,
    bid: joined(left.bid, right.bid),
    ask: joined(left.ask, right.ask),
    price,
    previousPrice: left.previousPrice,
    volume: left.volume + right.volume,
    openInterest: right.openInterest,
  };
}

export class CandleSeries {
  readonly #minutes: Candle[] = [];
  #lastPrice: number | undefined;

  /** Takes a changed quote. */
  quote(input: CandleInput): void {
    const candle = this.#current(input);
    extend(candle.bid, input.bid);
    extend(candle.ask, input.ask);
    candle.openInterest = input.openInterest;
  }

  /** Takes a trade, with the quote around it. */
  trade(input: CandleInput, price: number, count: number): void {
    const candle = this.#current(input);
    if (candle.price === undefined) candle.price = { ...flat(price), valueMicro: 0 };
    else extend(candle.price, price);
    candle.price.valueMicro += price * count;
    candle.volume += count;
    candle.openInterest = input.openInterest;
    this.#lastPrice = price;
  }

  /** Candles that end in [fromSeconds, untilSeconds], merged to `minutes` (1, 60 or 1 440). */
  between(fromSeconds: number, untilSeconds: number, minutes: number): readonly Candle[] {
    const width = minutes * MINUTE_S;
    const merged: Candle[] = [];
    for (const candle of this.#minutes) {
      const endSeconds = Math.ceil(candle.endSeconds / width) * width;
      if (endSeconds < fromSeconds || endSeconds > untilSeconds) continue;
      const last = merged.at(-1);
      if (last?.endSeconds === endSeconds)
        merged[merged.length - 1] = joinedCandle(last, candle, endSeconds);
      else merged.push({ ...candle, endSeconds });
    }
    return merged;
  }

  #current(input: CandleInput): Candle {
    const endSeconds = (Math.floor(input.atMs / 60_000) + 1) * MINUTE_S;
    const last = this.#minutes.at(-1);
    if (last?.endSeconds === endSeconds) return last;
    const fresh: Candle = {
      endSeconds,
      bid: flat(last?.bid.close ?? input.bid),
      ask: flat(last?.ask.close ?? input.ask),
      price: undefined,
      previousPrice: this.#lastPrice,
      volume: 0,
      openInterest: input.openInterest,
    };
    this.#minutes.push(fresh);
    return fresh;
  }
}
