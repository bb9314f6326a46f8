// What the passing of time does to market state, once a second. In: state and our wall time. Out: what changed.
import type { Resync } from '#lib/domain/feed.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { judge, resetContractBook } from './contract-book.ts';
import { broken, merge } from './contract-ticks.ts';
import { type MarketChange, NO_CHANGE } from './market-change.ts';
import { passMarketTime } from './market-directory.ts';
import type { MarketState } from './market-state.ts';

/** An unanswered request for a snapshot is repeated after this long. */
const ASK_AGAIN_MS = 5_000;

/** Opens and closes markets, breaks books that stay crossed, repeats unanswered snapshot requests. */
export function advanceTime(state: MarketState, at: WallMs): MarketChange {
  let change = passMarketTime(state, at);
  const waiting = new Map<number, MarketTicker[]>();
  for (const [ticker, entry] of state.contracts) {
    const book = entry.held;
    if (book.crossedSince !== null) {
      const fault = judge(book, at);
      if (fault !== null) change = merge(change, broken(state, entry, { fault, at }));
    }
    if (book.askedAt === null || book.sid === null || at - book.askedAt < ASK_AGAIN_MS) continue;
    book.askedAt = at;
    waiting.set(book.sid, [...(waiting.get(book.sid) ?? []), ticker]);
  }
  const resyncs: Resync[] = [...waiting].map(([sid, tickers]) => ({
    connection: 'kalshi',
    sid,
    tickers,
    reason: 'no snapshot came yet',
  }));
  const spot = state.spotHeld;
  if (spot.askedAt !== null && at - spot.askedAt >= ASK_AGAIN_MS) {
    spot.askedAt = at;
    resyncs.push({ connection: 'kraken', reason: 'no snapshot came yet' });
  }
  return resyncs.length === 0 ? change : merge(change, { ...NO_CHANGE, resyncs });
}

/** Books outside `watched` get no more deltas, so they stop being live: the spine calls this with every watch list. */
export function watchOnly(state: MarketState, watched: readonly MarketTicker[]): void {
  const kept = new Set(watched);
  for (const [ticker, entry] of state.contracts)
    if (!kept.has(ticker)) resetContractBook(entry.held, 'not watched');
}
