// Silence beside movement (kraken-api §4): a book or trade subscription that is dead on a live socket. Ticks in, verdicts out.
import type { SpotQuoteTick, SpotTradeTick } from '#lib/domain/tick.ts';
import type { QuietWatch } from './session-state.ts';

/** A healthy book follows the best quote within milliseconds. */
const BOOK_BEHIND_MS = 3_000;
const TRADES_BEHIND_MS = 15_000;
/** One movement may be a race between two channels; two are not. */
const ENOUGH_MOVES = 2;

/** The book spoke: what moved before is settled. */
export function noteBook(quiet: QuietWatch, atMs: number): void {
  quiet.bookMoves = 0;
  quiet.lastBookMs = atMs;
}

/** The ticker spoke: a moved best quote must show in the book, a moved last price in the trades. */
export function noteQuote(quiet: QuietWatch, tick: SpotQuoteTick, atMs: number): void {
  const before = quiet.quote;
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

/** Why the book subscription must be dead, or null. */
export function bookSilence(quiet: QuietWatch, atMs: number): string | null {
  if (quiet.bookMoves < ENOUGH_MOVES || atMs - quiet.firstBookMoveMs < BOOK_BEHIND_MS) return null;
  return `the book is silent while quote or trades moved ${quiet.bookMoves} times`;
}

/** Why the trade subscription must be dead, or null. */
export function tradeSilence(quiet: QuietWatch, atMs: number): string | null {
  if (quiet.tradeMoves < ENOUGH_MOVES || atMs - quiet.firstTradeMoveMs < TRADES_BEHIND_MS)
    return null;
  return `no trades while the last price moved ${quiet.tradeMoves} times`;
}

/** A resubscribed channel starts with a clean slate. */
export function settle(quiet: QuietWatch): void {
  quiet.bookMoves = 0;
  quiet.tradeMoves = 0;
}

function countBookMove(quiet: QuietWatch, atMs: number): void {
  if (quiet.bookMoves === 0) quiet.firstBookMoveMs = atMs;
  quiet.bookMoves += 1;
}
