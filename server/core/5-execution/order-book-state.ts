// All our orders and fills. In: minted orders and what became of them. Out: working, unknown and risky orders.
import { assertCondition } from '#lib/check.ts';
import type { CentiContracts } from '#lib/domain/count.ts';
import { count, NO_CONTRACTS } from '#lib/domain/count.ts';
import type { ClientOrderId, MarketTicker, VenueOrderId } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import {
  type ApprovedOrder,
  intendedOrder,
  lastExpiry,
  MAX_REST_MS,
  mayStillFill,
  type Order,
  provenExpiry,
} from '#lib/domain/order.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { FillReport, OrderStatusReport } from '#lib/domain/report.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { CancelWanted } from './order-change.ts';
import { nextState, type OrderEvent } from './order-states.ts';

/** An order and what we know beyond it. `order` is replaced, never changed in place. */
export interface Tracked {
  order: Order;
  /** When we last learned anything about it: only readings fresher than this can prove an absence. */
  evidenceAt: WallMs;
  /** Complete readings in a row that did not show it, and when the first and the last were asked for. */
  misses: { readonly times: number; readonly first: WallMs; readonly last: WallMs } | null;
}

/** Owned by the spine, changed only by the functions of this folder. */
export interface OrderBookState {
  readonly tracked: Map<ClientOrderId, Tracked>;
  readonly byVenueId: Map<VenueOrderId, ClientOrderId>;
  /** Every fill ever seen, by `fillKey` (I14). */
  readonly fills: Map<string, FillReport>;
  /** Fills that no known order explains, by venue order. */
  readonly foreignFills: Map<VenueOrderId, FillReport[]>;
  /** Those of them that an order of ours without a venue id may own: whose they are the venue is asked. */
  readonly doubtful: Set<VenueOrderId>;
  /** Orders of others on our account, as last seen: warned about once, counted as long as they rest. */
  readonly foreignOrders: Map<VenueOrderId, OrderStatusReport>;
  /** Those a person has accepted: they are no drift. */
  readonly acceptedOrders: Set<VenueOrderId>;
}

/** One order's claim on the risk budget: what of it may still become a position. */
export interface OrderRisk {
  readonly ticker: MarketTicker;
  readonly side: BookSide;
  readonly price: CentiCents;
  readonly count: CentiContracts;
}

/** No orders. */
export function createOrderBookState(): OrderBookState {
  return {
    tracked: new Map(),
    byVenueId: new Map(),
    fills: new Map(),
    foreignFills: new Map(),
    doubtful: new Set(),
    foreignOrders: new Map(),
    acceptedOrders: new Set(),
  };
}

/** The identity of an execution: trade id + venue order id (kalshi-api §4.5). */
export function fillKey(fill: Pick<FillReport, 'tradeId' | 'venueOrderId'>): string {
  return `${fill.tradeId}:${fill.venueOrderId}`;
}

/** Contracts the venue says are filled but whose fills have not arrived: still at risk, not yet a position. */
export function unbookedCount({ order }: Tracked): number {
  return Math.max(0, order.claimed - order.filled);
}

/** `order` with its remaining count derived: what is neither booked, claimed nor cut, while it may still fill. */
export function withRemaining(order: Order): Order {
  const open = order.request.count - order.cut - Math.max(order.filled, order.claimed);
  return {
    ...order,
    remaining: mayStillFill(order.state) ? count(Math.max(0, open)) : NO_CONTRACTS,
  };
}

/** An event of our own making: what the table forbids changes nothing and gives null. */
export function moveOwn(
  state: OrderBookState,
  id: ClientOrderId,
  step: { readonly event: OrderEvent; readonly note: string; readonly at: WallMs },
): Order | null {
  const tracked = state.tracked.get(id);
  const next = tracked === undefined ? null : nextState(tracked.order.state, step.event);
  if (tracked === undefined || next === null) return null;
  const moved = { ...tracked.order, state: next, note: step.note, updatedAt: step.at };
  tracked.order = withRemaining(moved);
  tracked.evidenceAt = step.at;
  return tracked.order;
}

/** Takes a minted order in; throws when its client id was ever used before (I11). */
export function addIntended(state: OrderBookState, request: ApprovedOrder, at: WallMs): Order {
  const id = request.clientOrderId;
  if (state.tracked.has(id)) assertCondition(false, `client order id ${id} is used once`);
  const order = intendedOrder(request, at);
  state.tracked.set(id, { order, evidenceAt: at, misses: null });
  return order;
}

/** The intent is on disk and the door has it. Null when the table forbids it (an invariant breach to report). */
export function markSent(state: OrderBookState, id: ClientOrderId, at: WallMs): Order | null {
  return moveOwn(state, id, { event: 'send', note: 'waiting for the venue', at });
}

/** We refused it ourselves before the first byte left: not committed, latch closed, lease lost. */
export function markDenied(
  state: OrderBookState,
  id: ClientOrderId,
  { reason, at }: { readonly reason: string; readonly at: WallMs },
): Order | null {
  return moveOwn(state, id, { event: 'deny', note: `denied: ${reason}`, at });
}

/** Asks for a cancel. Null when the venue's id is not known or the state forbids it: nothing can be sent then. */
export function askCancel(
  state: OrderBookState,
  id: ClientOrderId,
  at: WallMs,
): { readonly order: Order; readonly cancel: CancelWanted } | null {
  const tracked = state.tracked.get(id);
  const venueOrderId = tracked?.order.venueOrderId ?? null;
  if (venueOrderId === null) return null;
  const order = moveOwn(state, id, { event: 'ask-cancel', note: 'cancel asked', at });
  if (order === null) return null;
  const { ticker, shard } = order.request;
  return { order, cancel: { venueOrderId, ticker, shard } };
}

/** Asks the venue to leave only `to` contracts open. Null when nothing can be asked, or nothing would change. */
export function askDecrease(
  state: OrderBookState,
  id: ClientOrderId,
  { to, at }: { readonly to: CentiContracts; readonly at: WallMs },
): {
  readonly order: Order;
  readonly decrease: CancelWanted & { readonly to: CentiContracts };
} | null {
  const tracked = state.tracked.get(id);
  const venueOrderId = tracked?.order.venueOrderId ?? null;
  if (tracked === undefined || venueOrderId === null || to >= tracked.order.remaining) return null;
  const order = moveOwn(state, id, { event: 'ask-amend', note: 'decrease asked', at });
  if (order === null) return null;
  const { ticker, shard } = order.request;
  return { order, decrease: { venueOrderId, ticker, shard, to } };
}

/**
 * Asks the venue to let an order rest until `until`: from now on that is its worst case, and the earlier end stays the
 * one believed in. Null when nothing can be asked, when it is not later, or when a decrease has left the size unsure.
 */
export function askRenewal(
  state: OrderBookState,
  id: ClientOrderId,
  { until, at }: { readonly until: WallMs; readonly at: WallMs },
): Order | null {
  const tracked = state.tracked.get(id);
  if (tracked === undefined) return null;
  const { venueOrderId, cut, state: from } = tracked.order;
  const sureUntil = provenExpiry(tracked.order);
  const isLater = until > (lastExpiry(tracked.order) ?? Number.POSITIVE_INFINITY);
  if (venueOrderId === null || cut > 0 || from === 'pending-amend') return null;
  if (sureUntil === null || !isLater) return null;
  assertCondition(until - at <= MAX_REST_MS, 'a renewal ends within the next 120 s (I34)');
  const moved = moveOwn(state, id, { event: 'ask-amend', note: 'renewal asked', at });
  if (moved === null) return null;
  tracked.order = { ...moved, renewal: { askedAt: at, expiresAt: until, sureUntil } };
  return tracked.order;
}

/** The venue has paid out `ticker`: its ended orders are settled. Returns those that changed. */
export function settleOrders(
  state: OrderBookState,
  ticker: MarketTicker,
  at: WallMs,
): readonly Order[] {
  const changed: Order[] = [];
  for (const [id, { order }] of state.tracked) {
    if (order.request.ticker !== ticker || order.state === 'settled') continue;
    const settled = moveOwn(state, id, { event: 'settle', note: order.note, at });
    if (settled !== null) changed.push(settled);
  }
  return changed;
}

/** Orders whose outcome is not known: each blocks its market. */
export function unknownOrders(state: OrderBookState): readonly Order[] {
  return [...state.tracked.values()]
    .map((each) => each.order)
    .filter((order) => order.state === 'unknown');
}

/** How long the oldest order of unknown outcome has been under way, ms; 0 when there is none. */
export function oldestUnknown(state: OrderBookState, at: WallMs): number {
  let oldest = 0;
  for (const { order } of state.tracked.values())
    if (order.state === 'unknown') oldest = Math.max(oldest, at - order.createdAt, 1);
  return oldest;
}

/** Orders that may still fill, or whose fills the venue claims but has not told yet; of one market when named. */
export function workingOrders(state: OrderBookState, ticker?: MarketTicker): readonly Order[] {
  return [...state.tracked.values()]
    .filter((each) => mayStillFill(each.order.state) || unbookedCount(each) > 0)
    .map((each) => each.order)
    .filter((order) => ticker === undefined || order.request.ticker === ticker);
}

/** Orders of another hand that rest at the venue as far as we know. */
export function foreignOrders(state: OrderBookState): readonly OrderStatusReport[] {
  return [...state.foreignOrders.values()].filter((row) => row.remaining > 0);
}

/** A person has seen them: they stay counted, and are no drift any more; fills in doubt are a stranger's from here on. */
export function acceptForeign(state: OrderBookState): void {
  state.doubtful.clear();
  for (const row of foreignOrders(state)) state.acceptedOrders.add(row.venueOrderId);
}

/** Worst case per order for the exposure (I6): everything not booked that is or may become a position, whoever's. */
export function openRisk(state: OrderBookState): readonly OrderRisk[] {
  const risks: OrderRisk[] = [];
  for (const tracked of state.tracked.values()) {
    const { request, remaining } = tracked.order;
    const atRisk = remaining + unbookedCount(tracked);
    if (atRisk > 0) {
      const { ticker, side, price } = request;
      risks.push({ ticker, side, price, count: count(atRisk) });
    }
  }
  for (const { ticker, side, price, remaining } of foreignOrders(state))
    risks.push({ ticker, side, price, count: remaining });
  return risks;
}
