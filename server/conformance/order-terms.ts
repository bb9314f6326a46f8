// The order a scenario wants and the body it becomes: never more than one contract, never longer than two minutes.
import { assertCondition } from '#lib/check.ts';
import { type CentiContracts, count, countToWire } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import { type CentiCents, priceToWire } from '#lib/domain/price.ts';
import type { BookSide } from '#lib/domain/side.ts';

/** No order of a conformance run is larger than one contract. */
const MOST_CONTRACTS = count(100);
/** Resting orders vanish by themselves soon after a run that broke off. */
const LIFE_SECONDS = 110;

export interface OrderTerms {
  readonly ticker: MarketTicker;
  readonly side: BookSide;
  readonly price: CentiCents;
  readonly count?: CentiContracts;
  readonly timeInForce?: 'good_till_canceled' | 'immediate_or_cancel' | 'fill_or_kill';
  readonly clientOrderId?: string;
  readonly group?: string;
  /** Fields that replace or add to the body as it would be. */
  readonly change?: Readonly<Record<string, unknown>>;
}

/** The body of `POST /portfolio/events/orders` (kalshi-api §4.1). Throws above one contract. */
export function termsToBody(
  terms: OrderTerms,
  by: { readonly clientOrderId: string; readonly shard: number; readonly nowMs: number },
): Readonly<Record<string, unknown>> {
  const size = terms.count ?? MOST_CONTRACTS;
  assertCondition(size <= MOST_CONTRACTS, 'a conformance order is one contract at most');
  const timeInForce = terms.timeInForce ?? 'good_till_canceled';
  const expiry = Math.floor(by.nowMs / 1_000) + LIFE_SECONDS;
  return {
    ticker: terms.ticker,
    side: terms.side,
    count: countToWire(size),
    price: priceToWire(terms.price),
    time_in_force: timeInForce,
    self_trade_prevention_type: 'taker_at_cross',
    client_order_id: by.clientOrderId,
    exchange_index: by.shard,
    cancel_order_on_pause: true,
    ...(timeInForce === 'good_till_canceled' ? { expiration_time: expiry } : {}),
    ...(terms.group === undefined ? {} : { order_group_id: terms.group }),
    ...terms.change,
  };
}
