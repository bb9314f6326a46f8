// Single facts of the account, read as a scenario needs them. In: the bench. Out: values, null where nothing was told.

import type { CentiCents } from '#lib/domain/price.ts';
import { readCash } from '#server/adapters/kalshi/account-rows.ts';
import {
  balanceReply,
  orderReply,
  positionsReply,
  queuePositionReply,
} from '#server/adapters/kalshi/rest-schema.ts';
import { bodyOf } from './answer.ts';
import type { Bench, Placed } from './bench.ts';

export interface OrderSeen {
  readonly status: 'resting' | 'canceled' | 'executed' | 'unknown';
  readonly filled: number;
  readonly remaining: number;
  readonly price: CentiCents;
}

/** The order by its id; null when the venue shows none. */
export async function seeOrder(bench: Bench, order: Placed): Promise<OrderSeen | null> {
  const path = `/portfolio/orders/${order.venueOrderId}`;
  const answer = await bench.send('the order read back', { method: 'GET', path });
  const read = orderReply.safeParse(bodyOf(answer));
  if (!read.success) return null;
  const { status, fill_count_fp, remaining_count_fp, yes_price_dollars } = read.data.order;
  return {
    status,
    filled: fill_count_fp,
    remaining: remaining_count_fp,
    price: yes_price_dollars,
  };
}

/** Contracts ahead of the order in its queue, 1e-2; null when the venue did not say. */
export async function aheadOf(bench: Bench, order: Placed): Promise<number | null> {
  const path = `/portfolio/orders/${order.venueOrderId}/queue_position`;
  const answer = await bench.send('the place in the queue', { method: 'GET', path });
  const read = queuePositionReply.safeParse(bodyOf(answer));
  return read.success ? read.data.queue_position_fp : null;
}

/** Reads the order until it has the status, or `withinMs` have passed; the time that took, null when it never did. */
export async function untilStatus(
  bench: Bench,
  order: Placed,
  wanted: { readonly status: OrderSeen['status']; readonly withinMs: number },
): Promise<number | null> {
  const started = bench.options.clock.mono();
  for (;;) {
    const seen = await seeOrder(bench, order);
    const tookMs = Math.round((bench.options.clock.mono() - started) / 1e6);
    if (seen?.status === wanted.status) return tookMs;
    if (tookMs >= wanted.withinMs) return null;
    await bench.pause(100);
  }
}

/** Signed contracts held in the market, 1e-2; null when the positions could not be read. A missing row is none held. */
export async function heldIn(bench: Bench, ticker: string): Promise<number | null> {
  const query = { ticker, exchange_index: bench.shard, limit: 100 };
  const answer = await bench.send('positions', {
    method: 'GET',
    path: '/portfolio/positions',
    query,
  });
  const read = positionsReply.safeParse(bodyOf(answer));
  if (!read.success) return null;
  return read.data.market_positions.find((row) => row.ticker === ticker)?.position_fp ?? 0;
}

/** Cash on the shard, 1e-6 $; null when it could not be read. */
export async function cashNow(bench: Bench): Promise<number | null> {
  const query = { exchange_index: bench.shard };
  const answer = await bench.send('balance', { method: 'GET', path: '/portfolio/balance', query });
  const read = balanceReply.safeParse(bodyOf(answer));
  if (!read.success) return null;
  const cash = readCash(read.data, bench.shard);
  return cash.ok ? cash.value : null;
}
