// An account's stake in one market and the cash its resting orders bind. In: fills and orders. Out: postings.
// Source: kalshi-api §4.5 cash model; only the part of an order that opens a position needs cash.
import type { PositionSnapshot } from './account-shapes.ts';
import { DOLLAR_CENTI_CENTS } from './fixed-point.ts';
import { cashPocket, reservedPocket } from './ledger.ts';
import { Timeline } from './timeline.ts';
import { type Account, emit, type Holding, type Market, type Order, type Venue } from './venue.ts';

/** The account's holding in a market, created on first use. */
export function holdingOf(account: Account, ticker: string): Holding {
  const known = account.holdings.get(ticker);
  if (known !== undefined) return known;
  const fresh: Holding = {
    ticker,
    resting: new Set(),
    history: account.kind === 'api' ? new Timeline() : undefined,
    position: 0,
    costMicro: 0,
    realisedMicro: 0,
    feesMicro: 0,
    tradedMicro: 0,
    volume: 0,
    reservedMicro: 0,
    updatedAtMs: 0,
  };
  account.holdings.set(ticker, fresh);
  return fresh;
}

/** What the outside may see of a holding. */
export function positionSnapshot(holding: Holding): PositionSnapshot {
  return {
    ticker: holding.ticker,
    positionCentiContracts: holding.position,
    costMicro: holding.costMicro,
    realisedMicro: holding.realisedMicro,
    feesMicro: holding.feesMicro,
    tradedMicro: holding.tradedMicro,
    volumeCentiContracts: holding.volume,
    updatedAtMs: holding.updatedAtMs,
  };
}

/** The price of the leg an order buys: p for a bid, 1 − p for an ask. */
export function legPrice(side: 'bid' | 'ask', priceCentiCents: number): number {
  return side === 'bid' ? priceCentiCents : DOLLAR_CENTI_CENTS - priceCentiCents;
}

/** The part of an order's terms that binds cash. */
export interface BindingOrder {
  readonly side: 'bid' | 'ask';
  readonly priceCentiCents: number;
  readonly remaining: number;
}

/** Fractional fills may each cost up to one balance step more than price × count. */
const FRACTION_SLACK_MICRO = 200;

function sideRequirement(orders: readonly BindingOrder[], closable: number): number {
  // Better prices trade first, so they use up the holding first.
  const sorted = [...orders].sort(
    (left, right) =>
      legPrice(right.side, right.priceCentiCents) - legPrice(left.side, left.priceCentiCents),
  );
  let free = closable;
  let micro = 0;
  for (const order of sorted) {
    const closing = Math.min(free, order.remaining);
    free -= closing;
    const opening = order.remaining - closing;
    const cost = legPrice(order.side, order.priceCentiCents) * opening;
    micro += Math.ceil(cost / 100) * 100 + (opening % 100 === 0 ? 0 : FRACTION_SLACK_MICRO);
  }
  return micro;
}

/** Cash that a set of resting orders binds, given a signed position; a multiple of the balance step. */
export function requirementMicro(orders: Iterable<BindingOrder>, position: number): number {
  const bids: BindingOrder[] = [];
  const asks: BindingOrder[] = [];
  for (const order of orders) (order.side === 'bid' ? bids : asks).push(order);
  return (
    sideRequirement(bids, Math.max(0, -position)) + sideRequirement(asks, Math.max(0, position))
  );
}

/** Moves cash so that exactly the requirement of the holding's resting orders is reserved. */
export function refreshReserve(venue: Venue, account: Account, market: Market): void {
  const holding = holdingOf(account, market.ticker);
  const required = requirementMicro(holding.resting, holding.position);
  const change = required - holding.reservedMicro;
  if (change !== 0) {
    const cash = cashPocket(account.id, market.shard);
    venue.ledger.move(cash, reservedPocket(account.id, market.shard), change);
    holding.reservedMicro = required;
  }
  recordCash(venue, account, market.shard);
}

/** Keeps the balance's recent past, for lagging reads of API accounts. */
export function recordCash(venue: Venue, account: Account, shard: number): void {
  if (account.kind !== 'api') return;
  account.shards.add(shard);
  let history = account.cashHistory.get(shard);
  if (history === undefined) {
    history = new Timeline();
    account.cashHistory.set(shard, history);
  }
  history.push(venue.nowMs, venue.ledger.balance(cashPocket(account.id, shard)));
}

/** Tells subscribers, and the read history, that a position changed. */
export function announcePosition(venue: Venue, account: Account, holding: Holding): void {
  holding.updatedAtMs = venue.nowMs;
  const position = positionSnapshot(holding);
  holding.history?.push(venue.nowMs, position);
  emit(venue, { kind: 'position', accountId: account.id, position, atMs: venue.nowMs });
}

/** Whether the account can carry one more order beside its resting ones, fees included. */
export function canCarry(
  venue: Venue,
  market: Market,
  check: {
    readonly account: Account;
    readonly incoming: BindingOrder;
    readonly feeMicro: number;
    readonly replaced?: Order;
  },
): boolean {
  const holding = holdingOf(check.account, market.ticker);
  const kept = [...holding.resting].filter((order) => order !== check.replaced);
  const required = requirementMicro([...kept, check.incoming], holding.position) + check.feeMicro;
  const cash = venue.ledger.balance(cashPocket(check.account.id, market.shard));
  return cash + holding.reservedMicro >= required;
}
