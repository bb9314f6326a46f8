// Kalshi book, quote and trade messages against market state. In: their ticks. Out: what changed (kalshi-api §5.4–5.5).
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type {
  ContractDeltaTick,
  ContractQuoteTick,
  ContractSnapshotTick,
  ContractTradeTick,
  StreamSeqTick,
} from '#lib/domain/tick.ts';
import {
  applyContractDelta,
  applyContractSnapshot,
  breakContractBook,
  type ContractBook,
} from './contract-book.ts';
import { feedFault, feedMessage } from './feed-health.ts';
import { type MarketChange, NO_CHANGE } from './market-change.ts';
import type { ContractEntry, MarketState } from './market-state.ts';
import { checkSequence } from './sequence-gap.ts';
import { healthOf } from './spot-ticks.ts';
import { isFreshTrade } from './tape.ts';

/** A message that only consumes a number of its subscription. */
export function onStreamSeq(state: MarketState, tick: StreamSeqTick, at: WallMs): MarketChange {
  healthOf(state, 'kalshi-connection').lastAt = at;
  return afterSequence(state, tick, at) ?? NO_CHANGE;
}

/** Null when the number is in order; otherwise the change to return or to merge: a repeat, or a gap. */
function afterSequence(
  state: MarketState,
  tick: { readonly sid: number; readonly seq: number },
  at: WallMs,
): MarketChange | null {
  const verdict = checkSequence(state.sequences, tick.sid, tick.seq);
  if (verdict.kind === 'in-order') return null;
  if (verdict.kind === 'repeated') return NO_CHANGE;
  const tickers: MarketTicker[] = [];
  const reason = `sid ${tick.sid}: expected ${verdict.expected}, got ${tick.seq}`;
  for (const [ticker, entry] of state.contracts) {
    if (entry.held.sid !== tick.sid) continue;
    breakContractBook(entry.held, `sequence gap, ${reason}`);
    entry.held.askedAt = at;
    tickers.push(ticker);
  }
  const note = {
    severity: 'warning',
    code: 'kalshi-sequence-gap',
    text: `Kalshi sequence gap, ${reason}: ${tickers.length} books dropped`,
  } as const;
  if (tickers.length === 0) return { ...NO_CHANGE, notes: [note] };
  feedFault(healthOf(state, 'kalshi-book'), at, `sequence gap, ${reason}`);
  return {
    ...NO_CHANGE,
    touched: 'contract',
    tickers,
    notes: [note],
    resyncs: [{ connection: 'kalshi', sid: tick.sid, tickers, reason }],
  };
}

/** Any snapshot replaces its book, whoever asked for it. */
export function onContractSnapshot(
  state: MarketState,
  tick: ContractSnapshotTick,
  at: WallMs,
): MarketChange {
  healthOf(state, 'kalshi-connection').lastAt = at;
  const gap = afterSequence(state, tick, at);
  if (gap === NO_CHANGE) return NO_CHANGE;
  const entry = state.contracts.get(tick.ticker);
  if (!entry) return gap ?? NO_CHANGE;
  const fault = applyContractSnapshot(entry.held, tick, at);
  const change = fault === null ? good(state, entry, at) : broken(state, entry, { fault, at });
  if (gap === null) return change;
  return withoutHealed(merge(gap, change), tick.ticker);
}

/** The snapshot that revealed a gap heals its own book: it need not be asked for again. */
function withoutHealed(change: MarketChange, ticker: MarketTicker): MarketChange {
  const resyncs = change.resyncs
    .map((each) =>
      each.connection === 'kalshi'
        ? { ...each, tickers: each.tickers.filter((one) => one !== ticker) }
        : each,
    )
    .filter((each) => each.connection === 'kraken' || each.tickers.length > 0);
  return { ...change, resyncs };
}

/** One signed change. Before a snapshot, or on a broken book, it is dropped: adding to nothing invents a book. */
export function onContractDelta(
  state: MarketState,
  tick: ContractDeltaTick,
  at: WallMs,
): MarketChange {
  healthOf(state, 'kalshi-connection').lastAt = at;
  const gap = afterSequence(state, tick, at);
  if (gap !== null) return gap;
  const entry = state.contracts.get(tick.ticker);
  if (!entry || entry.held.state.kind === 'broken') return NO_CHANGE;
  if (entry.held.sid === null) return askForFirst(entry.held, tick, at);
  const fault = applyContractDelta(entry.held, tick, at);
  return fault === null ? good(state, entry, at) : broken(state, entry, { fault, at });
}

function askForFirst(book: ContractBook, tick: ContractDeltaTick, at: WallMs): MarketChange {
  const reason = 'a delta came before any snapshot';
  book.sid = tick.sid;
  breakContractBook(book, reason);
  book.askedAt = at;
  return {
    ...NO_CHANGE,
    touched: 'contract',
    tickers: [tick.ticker],
    resyncs: [{ connection: 'kalshi', sid: tick.sid, tickers: [tick.ticker], reason }],
  };
}

/** A book message went in. The feed is live again only when no book of it is broken. */
function good(state: MarketState, entry: ContractEntry, at: WallMs): MarketChange {
  const health = healthOf(state, 'kalshi-book');
  if (health.state === 'live' || !anyBroken(state)) feedMessage(health, at);
  else {
    health.lastAt = at;
    health.messages++;
  }
  return { ...NO_CHANGE, touched: 'contract', tickers: [entry.market.ticker], accepted: true };
}

function anyBroken(state: MarketState): boolean {
  for (const entry of state.contracts.values()) if (entry.held.state.kind === 'broken') return true;
  return false;
}

/** A book broke by itself: say so and ask for its snapshot. */
export function broken(
  state: MarketState,
  entry: ContractEntry,
  cause: { readonly fault: string; readonly at: WallMs },
): MarketChange {
  const ticker = entry.market.ticker;
  feedFault(healthOf(state, 'kalshi-book'), cause.at, `${ticker}: ${cause.fault}`);
  entry.held.askedAt = cause.at;
  const sid = entry.held.sid;
  return {
    ...NO_CHANGE,
    touched: 'contract',
    tickers: [ticker],
    notes: [{ severity: 'warning', code: 'kalshi-book-broken', text: `${ticker}: ${cause.fault}` }],
    resyncs:
      sid === null ? [] : [{ connection: 'kalshi', sid, tickers: [ticker], reason: cause.fault }],
  };
}

/** Somebody who knows better says that this book is wrong: it is dropped and asked for anew. */
export function distrustBook(
  state: MarketState,
  ticker: MarketTicker,
  { fault, at }: { readonly fault: string; readonly at: WallMs },
): MarketChange {
  const entry = state.contracts.get(ticker);
  if (entry === undefined) return NO_CHANGE;
  breakContractBook(entry.held, fault);
  return broken(state, entry, { fault, at });
}

/** Joins two changes of one message. */
export function merge(first: MarketChange, second: MarketChange): MarketChange {
  return {
    touched: second.touched === 'none' ? first.touched : second.touched,
    tickers: [...new Set([...first.tickers, ...second.tickers])],
    resyncs: [...first.resyncs, ...second.resyncs],
    notes: [...first.notes, ...second.notes],
    accepted: first.accepted || second.accepted,
    freshTrades: [...first.freshTrades, ...second.freshTrades],
  };
}

/** Summary without sequence: last price and volume. Its quotes never touch the book. */
export function onContractQuote(state: MarketState, tick: ContractQuoteTick): MarketChange {
  const entry = state.contracts.get(tick.ticker);
  if (!entry) return NO_CHANGE;
  if (tick.last !== null) entry.lastTrade = tick.last;
  entry.volume = tick.volume;
  return { ...NO_CHANGE, touched: 'contract', tickers: [tick.ticker], accepted: true };
}

/** A public trade of a contract, once per id (F07). */
export function onContractTrade(state: MarketState, tick: ContractTradeTick): MarketChange {
  const entry = state.contracts.get(tick.ticker);
  if (!entry || !isFreshTrade(state.seenTrades, tick.tradeId)) return NO_CHANGE;
  entry.lastTrade = tick.price;
  return { ...NO_CHANGE, touched: 'contract', tickers: [tick.ticker], accepted: true };
}
