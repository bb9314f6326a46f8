// One Kalshi book: bids of both legs as exact integers. In: snapshots and signed deltas. Out: YES-scale depth, or a fault.
// Protocol: kalshi-api §5.4. Sizes are 1e-2 contracts, so fractional deltas never accumulate error (F15).
import { count } from '#lib/domain/count.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { price } from '#lib/domain/price.ts';
import type { BookState, ContractDepth, QuoteLevel } from '#lib/domain/quote.ts';
import type { ContractDeltaTick, ContractLevel, ContractSnapshotTick } from '#lib/domain/tick.ts';

/** A crossed book is a passing state for at most this long; then it is a desync. */
const CROSSED_LIMIT_MS = 1_000;

/** Bids of one leg on its own scale, ascending by price, so that the best is last and most changes are near the end. */
interface Leg {
  readonly prices: number[];
  readonly sizes: number[];
}

export interface ContractBook {
  readonly yes: Leg;
  readonly no: Leg;
  state: BookState;
  /** Our wall time of the last accepted message. */
  at: WallMs | null;
  /** The subscription it arrives on; null before the first snapshot. */
  sid: number | null;
  crossedSince: WallMs | null;
  /** When a fresh snapshot was last asked for; null while none is due. */
  askedAt: WallMs | null;
  /** Depth of the present levels, built on first use after a change. */
  depth: ContractDepth | null;
}

const LIVE: BookState = { kind: 'live' };
const CROSSED: BookState = { kind: 'waiting', reason: 'crossed' };
const EMPTY_DEPTH: ContractDepth = { bids: [], asks: [] };

/** A book that has seen nothing yet. */
export function createContractBook(): ContractBook {
  return {
    yes: { prices: [], sizes: [] },
    no: { prices: [], sizes: [] },
    state: { kind: 'waiting', reason: 'no snapshot yet' },
    at: null,
    sid: null,
    crossedSince: null,
    askedAt: null,
    depth: null,
  };
}

/** Drops all levels and says why the book must not be used; only a snapshot makes it live again. */
export function breakContractBook(book: ContractBook, reason: string): void {
  clear(book);
  book.state = { kind: 'broken', reason };
}

/** Drops all levels: nothing is wrong, there is just no data yet (a new connection, a contract not watched). */
export function resetContractBook(book: ContractBook, reason: string): void {
  clear(book);
  book.sid = null;
  book.askedAt = null;
  book.state = { kind: 'waiting', reason };
}

/** Replaces the whole book. Returns why the snapshot is unusable (the book is then broken), or null. */
export function applyContractSnapshot(
  book: ContractBook,
  tick: ContractSnapshotTick,
  at: WallMs,
): string | null {
  clear(book);
  book.sid = tick.sid;
  book.askedAt = null;
  book.state = LIVE;
  if (!fill(book.yes, tick.yesBids) || !fill(book.no, tick.noBids)) {
    breakContractBook(book, 'a snapshot repeats a price');
    return 'a snapshot repeats a price';
  }
  book.at = at;
  return judge(book, at);
}

/** Adds one signed change. Returns why the book broke, or null. Call only while the book has a snapshot. */
export function applyContractDelta(
  book: ContractBook,
  tick: ContractDeltaTick,
  at: WallMs,
): string | null {
  const leg = tick.leg === 'yes' ? book.yes : book.no;
  const index = lowerBound(leg.prices, tick.price);
  const held = leg.prices[index] === tick.price ? (leg.sizes[index] ?? 0) : 0;
  const next = held + tick.delta;
  if (next < 0) {
    const reason = `level ${tick.leg} ${tick.price} fell to ${next}`;
    breakContractBook(book, reason);
    return reason;
  }
  if (held > 0 && next > 0) leg.sizes[index] = next;
  else if (held > 0) {
    leg.prices.splice(index, 1);
    leg.sizes.splice(index, 1);
  } else if (next > 0) {
    leg.prices.splice(index, 0, tick.price);
    leg.sizes.splice(index, 0, next);
  }
  book.at = at;
  book.depth = null;
  return judge(book, at);
}

/** A crossed book waits for at most a second, then breaks (F13, kalshi-api §5.4). Returns why it broke, or null. */
export function judge(book: ContractBook, at: WallMs): string | null {
  if (book.state.kind === 'broken') return null;
  const bestYes = book.yes.prices.at(-1);
  const bestNo = book.no.prices.at(-1);
  if (bestYes === undefined || bestNo === undefined || bestYes + bestNo <= 10_000) {
    book.crossedSince = null;
    book.state = LIVE;
    return null;
  }
  book.crossedSince ??= at;
  book.state = CROSSED;
  if (at - book.crossedSince <= CROSSED_LIMIT_MS) return null;
  const reason = `crossed for over ${CROSSED_LIMIT_MS} ms`;
  breakContractBook(book, reason);
  return reason;
}

/** Best-first levels on the YES scale (best YES ask = 1 − best NO bid); empty unless live. Cached between changes. */
export function contractDepth(book: ContractBook): ContractDepth {
  if (book.state.kind !== 'live') return EMPTY_DEPTH;
  book.depth ??= {
    bids: bestFirst(book.yes, (value) => value),
    asks: bestFirst(book.no, (value) => 10_000 - value),
  };
  return book.depth;
}

function bestFirst(leg: Leg, toYes: (value: number) => number): QuoteLevel[] {
  const levels: QuoteLevel[] = [];
  for (let i = leg.prices.length - 1; i >= 0; i--)
    levels.push({ price: price(toYes(leg.prices[i] ?? 0)), size: count(leg.sizes[i] ?? 0) });
  return levels;
}

function clear(book: ContractBook): void {
  for (const leg of [book.yes, book.no]) {
    leg.prices.length = 0;
    leg.sizes.length = 0;
  }
  book.crossedSince = null;
  book.depth = null;
}

/** False when a price comes twice. Zero sizes are no levels. */
function fill(leg: Leg, levels: readonly ContractLevel[]): boolean {
  const sorted = levels.filter((level) => level.size > 0).sort((a, b) => a.price - b.price);
  for (const level of sorted) {
    if (leg.prices.at(-1) === level.price) return false;
    leg.prices.push(level.price);
    leg.sizes.push(level.size);
  }
  return true;
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
