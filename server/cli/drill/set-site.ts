// The market of a rehearsal on a real exchange, and what has to stand there. In: the bench. Out: set, or why not, in words.
import type { MarketTicker, OrderGroupId } from '#lib/domain/ids.ts';
import { type CentiCents, price } from '#lib/domain/price.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { sayAnswer } from '#server/conformance/answer.ts';
import type { Bench } from '#server/conformance/bench.ts';
import { findQuote, findRestingPlace } from '#server/conformance/markets.ts';

/** A market with this much time left outlives the rehearsal. */
const LEAST_MS = 5 * 60_000;
const MOST_MS = 48 * 60 * 60_000;
/** What the worst case is told with. */
const HIGHEST_BID = price(100);
/** 40 of the 100 write tokens a second of the smallest tier (kalshi-api §1.4). */
const BETWEEN_BIDS_MS = 250;
/** Reads trail writes by about a third of a second (kalshi-api §4.6). */
const SEEN_WITHIN_MS = 10_000;
const LOOK_MS = 250;

export interface Site {
  readonly ticker: MarketTicker;
  /** The lowest legal price. */
  readonly low: CentiCents;
  /** Where somebody sells; null where nobody may. */
  readonly ask: CentiCents | null;
}

/** A market with somebody on both sides; any other where a bid rests will do unless something has to be bought. */
export async function findSite(bench: Bench, mustTrade: boolean): Promise<Result<Site>> {
  const quote = await findQuote(bench, { leastMs: LEAST_MS, mostMs: MOST_MS, spreadSteps: 1 });
  if (quote === null && mustTrade)
    return fail('nobody is on both sides of any running BTC market, so nothing can be bought');
  const place = quote ?? (await findRestingPlace(bench, LEAST_MS));
  if (place === null) return fail('no running BTC market has five minutes left');
  if (place.lowest > HIGHEST_BID)
    return fail(`the lowest price of ${place.ticker} is above a cent`);
  return ok({ ticker: place.ticker, low: place.lowest, ask: quote === null ? null : quote.ask });
}

/** Buys one contract from whoever sells now. */
export async function buyOne(bench: Bench, { ticker, ask }: Site): Promise<Result<null>> {
  if (ask === null) return fail(`nobody sells ${ticker}`);
  const order = { ticker, side: 'bid', price: ask, timeInForce: 'immediate_or_cancel' } as const;
  const { answer, placed } = await bench.create('a contract to flatten', order);
  if (placed === null) return fail(`the contract to flatten: ${sayAnswer(answer)}`);
  return placed.filled === 100 ? ok(null) : fail(`nobody sold ${ticker} any more`);
}

/** One after the other, far below the write rate; a success means that a read shows every one of them. */
export async function restBids(
  bench: Bench,
  plan: {
    readonly site: Site;
    readonly group: OrderGroupId;
    readonly orders: number;
    readonly isOver: () => boolean;
  },
): Promise<Result<null>> {
  const { site, group, orders, isOver } = plan;
  for (let placed = 0; placed < orders; placed++) {
    if (isOver()) throw new Error('the drill was stopped');
    const created = await bench.create('a bid of the drill', {
      ...{ ticker: site.ticker, side: 'bid', price: site.low, group },
      change: { post_only: true },
    });
    if (created.placed === null)
      return fail(`bid ${placed + 1} of ${orders}: ${sayAnswer(created.answer)}`);
    await bench.pause(BETWEEN_BIDS_MS);
  }
  return untilSeen(bench, orders);
}

/** Orders that no read shows yet would let a rehearsal end before it has begun. */
async function untilSeen(bench: Bench, orders: number): Promise<Result<null>> {
  const { clock } = bench.options;
  const begun = clock.mono();
  for (;;) {
    const read = await bench.orders.restingOrders();
    const seen = read.ok ? read.value.length : 0;
    if (seen === orders) return ok(null);
    if (clock.mono() - begun > SEEN_WITHIN_MS * 1e6)
      return fail(read.ok ? `${seen} of ${orders} bids rest` : read.error);
    await bench.pause(LOOK_MS);
  }
}
