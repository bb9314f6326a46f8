// One plain book and one trade of the spot venue. In: price, time. Out: ticks.
import type { WallMs } from '#lib/domain/instant.ts';
import type { Tick } from '#lib/domain/tick.ts';

const DIME = 10;
const ONE_BTC = 100_000_000;

/** One level a side, a dollar apart. */
export function spotBook(midUsd: number, venueAt: WallMs): Tick {
  const bid = Math.round((midUsd - 0.5) * DIME);
  return {
    ...{ kind: 'spot-book', type: 'snapshot', depth: 10, pricePrecision: 1, sizePrecision: 8 },
    ...{ bids: [{ price: bid, size: ONE_BTC }], asks: [{ price: bid + DIME, size: ONE_BTC }] },
    ...{ checksum: null, venueAt },
  };
}

/** One tenth of a coin at the mid. */
export function spotTrade(id: number, priceUsd: number, venueAt: WallMs): Tick {
  return {
    kind: 'spot-trade',
    venue: 'kraken',
    trades: [{ id, priceUsd, sizeBtc: 0.1, takerSide: 'buy', venueAt }],
  };
}
