// Takes back what a run did to an account. In: its bench and the markets it may hold. Out: what could not be taken back.
import { count } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { BookSide } from '#lib/domain/side.ts';
import { heldIn } from './account.ts';
import { type Answer, sayAnswer } from './answer.ts';
import type { Bench } from './bench.ts';
import { bestPrices } from './markets.ts';

/** Contracts traded out of one market at the most. */
const MOST_TAKEN_BACK = 10;
/** Reads trail writes: orders by a third of a second, positions by about one (kalshi-api §4.6). */
const READ_LAG_MS = 1_500;
/** Tries of a call that brings nothing. */
const TRIES = 3;

/** Until the venue says that the group is gone: with it go its orders, those included that no read shows yet. */
async function deleteGroup(bench: Bench, id: string, shard: number): Promise<string | null> {
  let last: Answer | null = null;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    last = await bench.send('take back the group', {
      method: 'DELETE',
      path: `/portfolio/order_groups/${id}`,
      query: { exchange_index: shard },
      urgent: true,
    });
    // A second try finds nothing where the first one's answer was lost.
    if (last.status === 200 || (attempt > 1 && last.status === 404)) return null;
    await bench.pause(READ_LAG_MS / TRIES);
  }
  return `group ${id}: ${last === null ? 'not asked' : sayAnswer(last)}`;
}

/** Cancels every order of this run that still rests, those included whose create had no answer, until a read shows none. */
async function cancelOwn(bench: Bench): Promise<readonly string[]> {
  let left: readonly string[] = [];
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const resting = await bench.orders.restingOrders();
    if (!resting.ok) left = [`resting orders cannot be read: ${resting.error}`];
    else {
      const own = resting.value.filter(
        ({ clientOrderId }) => clientOrderId !== null && bench.sentIds.has(clientOrderId),
      );
      if (own.length === 0) return [];
      left = own.map(({ venueOrderId, ticker }) => `order ${venueOrderId} rests in ${ticker}`);
      for (const order of own) await bench.cancel('take back', order);
    }
    await bench.pause(READ_LAG_MS);
  }
  return left;
}

/** Trades one contract after the other out of a market, as far as its book lets us; what is held in the end. */
async function sellOut(bench: Bench, ticker: MarketTicker): Promise<number | null> {
  let misses = 0;
  for (let contracts = 0; contracts < MOST_TAKEN_BACK && misses < TRIES; contracts++) {
    const held = await heldIn(bench, ticker);
    if (held === 0) return 0;
    const best = held === null ? null : await bestPrices(bench, ticker);
    if (held === null || best === null) misses += 1;
    else {
      const side: BookSide = held > 0 ? 'ask' : 'bid';
      const { placed } = await bench.create('take back a contract', {
        ticker,
        side,
        price: side === 'ask' ? best.bid : best.ask,
        count: count(Math.min(100, Math.abs(held))),
        timeInForce: 'immediate_or_cancel',
        change: { reduce_only: true },
      });
      if (placed === null || placed.filled === 0) misses += 1;
    }
    await bench.pause(READ_LAG_MS);
  }
  return heldIn(bench, ticker);
}

/**
 * Deletes the groups of this run, cancels what still rests of its orders, and trades what is held in `tickers` down to
 * nothing; names what could not be taken back. Never throws for what the venue does.
 */
export async function takeBack(
  bench: Bench,
  tickers: Iterable<MarketTicker>,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const [id, shard] of bench.groups) {
    const why = await deleteGroup(bench, id, shard);
    if (why === null) bench.dropGroup(id);
    else left.push(why);
  }
  // What was done last has to show in what is read now.
  await bench.pause(READ_LAG_MS);
  left.push(...(await cancelOwn(bench)));
  for (const ticker of new Set(tickers)) {
    const held = await sellOut(bench, ticker);
    if (held !== 0)
      left.push(`${ticker}: ${held === null ? 'unknown' : held / 100} contracts held`);
  }
  return left;
}
