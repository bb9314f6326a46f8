// Silence beside movement (kraken-api §4): a book or trade subscription that is dead on a live socket. Ticks in, verdicts out.
import type { SpotQuoteTick, SpotTradeTick } from '#lib/domain/tick.ts';
import type { QuietWatch } from './session-state.ts';

/** A healthy book follows the best quote within milliseconds. */
const BOOK_BEHIND_MS = 3_000;
const TRADES_BEHIND_MS = 15_000;
/** The best level changes in a good part of all book messages. */
const QUOTE_BEHIND_MS = 30_000;
const ENOUGH_BOOKS = 300;
/** One movement may be a race between two channels; two are not. */
const ENOUGH_MOVES = 2;

/** The book spoke: what moved before is settled. */
export function noteBook(quiet: QuietWatch): void {
  quiet.bookMoves = 0;
  quiet.unquotedBooks += 1;
}

/** The ticker spoke: a moved best quote must show in the book, a moved last price in the trades. */
export function noteQuote(quiet: QuietWatch, tick: SpotQuoteTick, atMs: number): void {
  const before = quiet.quote;
  quiet.unquotedBooks = 0;
  quiet.lastQuoteMs = atMs;
  quiet.quote = { bidUsd: tick.bidUsd, askUsd: tick.askUsd, lastUsd: tick.lastUsd };
  if (before === null) return;
  if (before.bidUsd !== tick.bidUsd || before.askUsd !== tick.askUsd) countBookMove(quiet, atMs);
  if (before.lastUsd === tick.lastUsd || tick.lastUsd === quiet.lastTradeUsd) return;
  if (quiet.tradeMoves === 0) quiet.firstTradeMoveMs = atMs;
  quiet.tradeMoves += 1;
}

/** Trades came: they settle the trade channel and must show in the book. */
export function noteTrades(quiet: QuietWatch, tick: SpotTradeTick, atMs: number): void {
  quiet.tradeMoves = 0;
  quiet.lastTradeUsd = tick.trades.at(-1)?.priceUsd ?? quiet.lastTradeUsd;
  countBookMove(quiet, atMs);
}

/** Why the subscription of one channel must be dead, or null. Silence alone is never a reason. */
export function silenceOf(
  quiet: QuietWatch,
  channel: 'book' | 'trade' | 'ticker',
  atMs: number,
): string | null {
  const { bookMoves, tradeMoves, unquotedBooks } = quiet;
  switch (channel) {
    case 'book':
      if (bookMoves < ENOUGH_MOVES || atMs - quiet.firstBookMoveMs < BOOK_BEHIND_MS) return null;
      return `the book is silent while quote or trades moved ${bookMoves} times`;
    case 'trade':
      if (tradeMoves < ENOUGH_MOVES || atMs - quiet.firstTradeMoveMs < TRADES_BEHIND_MS)
        return null;
      return `no trades while the last price moved ${tradeMoves} times`;
    case 'ticker':
      if (unquotedBooks < ENOUGH_BOOKS || atMs - quiet.lastQuoteMs < QUOTE_BEHIND_MS) return null;
      return `no best quote while the book changed ${unquotedBooks} times`;
  }
}

/** A resubscribed channel starts with a clean slate. */
export function settle(quiet: QuietWatch): void {
  quiet.bookMoves = 0;
  quiet.tradeMoves = 0;
  quiet.unquotedBooks = 0;
}

function countBookMove(quiet: QuietWatch, atMs: number): void {
  if (quiet.bookMoves === 0) quiet.firstBookMoveMs = atMs;
  quiet.bookMoves += 1;
}
