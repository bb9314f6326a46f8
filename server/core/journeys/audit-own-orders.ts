// Our resting orders against the public book. In: a complete reading of the account, the books. Out: levels that lack them.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { AccountReport } from '#lib/domain/report.ts';
import type { BookSide } from '#lib/domain/side.ts';
import { contractDepth } from '../1-ingest/contract-book.ts';
import { distrustBook } from '../1-ingest/contract-ticks.ts';
import { findTracked } from '../5-execution/order-evidence.ts';
import type { Effect } from '../effect.ts';
import type { World } from '../world.ts';
import { passOn } from './notes.ts';

/** An order changed more recently than this may not be in the book yet, or not be out of it. */
const SETTLED_MS = 5_000;
/** Readings in a row that find a level short before it is drift: one may have fallen between a fill and its delta. */
const SHORT_READINGS = 2;
/** Readings closer together may lag alike: they count as one. */
const APART_MS = 4_000;

interface Level {
  readonly ticker: MarketTicker;
  readonly side: BookSide;
  readonly price: CentiCents;
  /** What rests of ours, 1e-2 contracts. */
  own: number;
  /** False: one of its orders has changed just now. */
  isSettled: boolean;
}

/** Our levels by the venue's own rows. */
function ownLevels(
  { orders }: World,
  account: AccountReport,
  at: WallMs,
): ReadonlyMap<string, Level> {
  const levels = new Map<string, Level>();
  for (const row of account.resting) {
    const order = findTracked(orders, row)?.order;
    if (order === undefined || row.status !== 'resting') continue;
    const { ticker, side, price } = row;
    const key = `${ticker} ${side} ${price}`;
    const level = levels.get(key) ?? { ticker, side, price, own: 0, isSettled: true };
    level.own += row.remaining;
    // Read lag: the row may be older than what we know of the order (F120).
    if (at - order.updatedAt < SETTLED_MS || order.remaining !== row.remaining)
      level.isSettled = false;
    levels.set(key, level);
  }
  return levels;
}

/** Everybody's size at a price, ours included; null while the book must not be used. */
function publicSize({ market }: World, { ticker, side, price }: Level): number | null {
  const book = market.contracts.get(ticker)?.held;
  if (book === undefined || book.state.kind !== 'live') return null;
  const { bids, asks } = contractDepth(book);
  return (side === 'bid' ? bids : asks).find((each) => each.price === price)?.size ?? 0;
}

/**
 * With every reading, so every five seconds (reliability §1.3 asks for thirty). A level that shows less than what rests
 * of ours there, twice in a row, is drift: one of both is wrong. The book is thrown away and asked for anew; the drift
 * lasts until a good book shows the orders, or the venue no longer lists them.
 */
export function auditOwnOrders(
  world: World,
  account: AccountReport,
  { at }: { readonly at: WallMs },
  out: Effect[],
): readonly string[] {
  const { shortLevels } = world;
  if (!account.complete) return [...shortLevels.values()].flatMap(({ drift }) => drift ?? []);
  const levels = ownLevels(world, account, at);
  for (const key of shortLevels.keys()) if (!levels.has(key)) shortLevels.delete(key);
  for (const [key, level] of levels) {
    const size = publicSize(world, level);
    if (size === null) continue;
    if (!level.isSettled || size >= level.own) {
      shortLevels.delete(key);
      continue;
    }
    const before = shortLevels.get(key);
    if (before !== undefined && at - before.at < APART_MS) continue;
    const times = (before?.times ?? 0) + 1;
    const { ticker, side, price, own } = level;
    const text = `${ticker}: ${own / 100} of ours rest as ${side} at ${price / 100} ¢, the public book shows ${size / 100}`;
    shortLevels.set(key, { times, at, drift: times < SHORT_READINGS ? null : text });
    if (times === SHORT_READINGS)
      passOn(distrustBook(world.market, ticker, { fault: text, at }), out);
  }
  return [...shortLevels.values()].flatMap(({ drift }) => drift ?? []);
}
