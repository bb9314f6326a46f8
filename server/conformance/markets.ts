// Finds markets to try things on. In: the bench. Out: quotes of running markets with both sides and time left.
import { marketTicker } from '#lib/domain/ids.ts';
import { SERIES } from '#lib/domain/market.ts';
import { type CentiCents, complement, price } from '#lib/domain/price.ts';
import { wirePrice } from '#server/adapters/kalshi/number-schema.ts';
import { marketSchema, marketsReply, orderbookReply } from '#server/adapters/kalshi/rest-schema.ts';
import { bodyOf } from './answer.ts';
import type { Bench } from './bench.ts';
import type { Quote } from './scenario.ts';

/** Prices nearer to 0 or 1 leave no room for orders on both sides. */
const EDGE: CentiCents = price(300);
const PAGE_LIMIT = 200;
const CENT = 100;

const listed = marketSchema.extend({ yes_bid_dollars: wirePrice, yes_ask_dollars: wirePrice });

interface Listed {
  readonly ticker: string;
  readonly closeAt: number;
  readonly lowest: CentiCents;
  readonly second: CentiCents;
  readonly stepAt: (at: number) => number;
  readonly bid: CentiCents;
  readonly ask: CentiCents;
}

function listedOf(row: unknown, shard: number): Listed | null {
  const read = listed.safeParse(row);
  if (!read.success) return null;
  const { ticker, status, close_time, price_ranges, exchange_index } = read.data;
  const ranges = price_ranges ?? [];
  const [first] = ranges;
  if (status !== 'active' || first === undefined || (exchange_index ?? 0) !== shard) return null;
  return {
    ticker,
    closeAt: close_time,
    lowest: price(first.step),
    second: price(2 * first.step),
    stepAt: (at) => ranges.find((each) => at >= each.start && at < each.end)?.step ?? first.step,
    bid: read.data.yes_bid_dollars,
    ask: read.data.yes_ask_dollars,
  };
}

function isTwoSided({ bid, ask }: { readonly bid: number; readonly ask: number }): boolean {
  return bid >= EDGE && ask <= 10_000 - EDGE && ask > bid;
}

const fromEven = ({ bid, ask }: Listed): number => Math.abs(bid + ask - 10_000);

/** Every running BTC market of the shard: the longest-lived first, of those the least decided. */
async function running(bench: Bench): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  for (const series of SERIES) {
    const answer = await bench.send(`markets of ${series}`, {
      method: 'GET',
      path: '/markets',
      query: { series_ticker: series, status: 'open', limit: PAGE_LIMIT },
    });
    const page = marketsReply.safeParse(bodyOf(answer));
    for (const row of page.success ? page.data.markets : []) {
      const market = listedOf(row, bench.shard);
      if (market !== null) found.push(market);
    }
  }
  return found.sort(
    (left, right) => right.closeAt - left.closeAt || fromEven(left) - fromEven(right),
  );
}

/** Best prices of a book on the YES scale: 0 where there is no bid, 1 where there is no ask; null when it cannot be read. */
export async function bestPrices(
  bench: Bench,
  ticker: string,
): Promise<Pick<Quote, 'bid' | 'ask'> | null> {
  const answer = await bench.send('book', { method: 'GET', path: `/markets/${ticker}/orderbook` });
  const read = orderbookReply.safeParse(bodyOf(answer));
  if (!read.success) return null;
  const best = (levels: readonly (readonly [CentiCents, number])[] | null | undefined) =>
    (levels ?? []).reduce((most, [at]) => Math.max(most, at), 0);
  return {
    bid: price(best(read.data.orderbook_fp.yes_dollars)),
    ask: complement(price(best(read.data.orderbook_fp.no_dollars))),
  };
}

/** The market as its book is now; null when a side is gone. */
async function look(bench: Bench, market: Listed): Promise<Quote | null> {
  const { ticker, closeAt, lowest, second } = market;
  const best = await bestPrices(bench, ticker);
  if (best === null || !isTwoSided(best)) return null;
  const step = market.stepAt(best.bid);
  return { ticker: marketTicker(ticker), ...best, lowest, second, step, closeAt };
}

export interface Wanted {
  /** Time to the close, at least … */
  readonly leastMs: number;
  /** … and at most. */
  readonly mostMs: number;
  /** Spread in steps of the grid, at least. */
  readonly spreadSteps: number;
}

/** The first market that fits, looked at just now; null when none does. */
export async function findQuote(bench: Bench, wanted: Wanted): Promise<Quote | null> {
  const now = bench.options.clock.wall();
  for (const market of await running(bench)) {
    const left = market.closeAt - now;
    if (!isTwoSided(market)) continue;
    if (left < wanted.leastMs || left > wanted.mostMs) continue;
    if (market.ask - market.bid < wanted.spreadSteps * market.stepAt(market.bid)) continue;
    const quote = await look(bench, market);
    if (quote !== null && quote.ask - quote.bid >= wanted.spreadSteps * quote.step) return quote;
  }
  return null;
}

/** Books looked at for a quiet place. */
const MOST_LOOKS = 5;

/**
 * A running market where a bid at the lowest price rests, whoever else is there: nobody sells within a cent of it. Null
 * when there is none with `leastMs` to its close.
 */
export async function findRestingPlace(
  bench: Bench,
  leastMs: number,
): Promise<Pick<Quote, 'ticker' | 'lowest'> | null> {
  const now = bench.options.clock.wall();
  const lasting = (await running(bench)).filter(({ closeAt }) => closeAt - now >= leastMs);
  for (const { ticker, lowest } of lasting.slice(0, MOST_LOOKS)) {
    const best = await bestPrices(bench, ticker);
    if (best !== null && best.ask > lowest + CENT) return { ticker: marketTicker(ticker), lowest };
  }
  return null;
}
