// How one piece of venue evidence changes one order. In: state, evidence. Out: collected into a change draft.
import { count } from '#lib/domain/count.ts';
import type { ClientOrderId, VenueOrderId } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { addMoney, notional } from '#lib/domain/money.ts';
import { mayStillFill, type Order } from '#lib/domain/order.ts';
import type { FillReport, OrderStatusReport } from '#lib/domain/report.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import { fillKey, type OrderBookState, type Tracked, withRemaining } from './order-book-state.ts';
import type { ChangeDraft } from './order-change.ts';
import { nextState, type OrderEvent } from './order-states.ts';
import { mayBeOurs } from './whose-fill.ts';

export interface Evidence {
  /** Null: nothing about the state, only ids, counts or a note. */
  readonly event: OrderEvent | null;
  /** Filled count the venue claims; null when it says nothing about it. */
  readonly claimed: number | null;
  readonly note: string;
}

/** Our order by the venue's id, or by our own id when the venue sent it. */
export function findTracked(
  state: OrderBookState,
  ids: { readonly venueOrderId: VenueOrderId | null; readonly clientOrderId: ClientOrderId | null },
): Tracked | null {
  const known = ids.venueOrderId === null ? undefined : state.byVenueId.get(ids.venueOrderId);
  const id = known ?? ids.clientOrderId;
  return id === null ? null : (state.tracked.get(id) ?? null);
}

function put(tracked: Tracked, order: Order, draft: ChangeDraft): void {
  tracked.order = withRemaining(order);
  draft.changed.set(order.request.clientOrderId, tracked.order);
}

/** By all we know it never stood at the venue. */
export function isDead(state: Order['state']): boolean {
  return state === 'rejected' || state === 'denied';
}
/** Said of an order of which something still rests, filled in part or not. */
const isResting = (event: OrderEvent | null): boolean => event === 'rest' || event === 'part-fill';

/** A resting order that we hold for dead must be got rid of; other late echoes of a dead order are only lag (F120). */
function onForbidden(tracked: Tracked, event: OrderEvent, draft: ChangeDraft): void {
  const { order } = tracked;
  const { state, request, venueOrderId } = order;
  const id = request.clientOrderId;
  if (!mayStillFill(state) && !isDead(state)) return;
  draft.alarms.push({
    severity: 'critical',
    code: 'forbidden-transition',
    text: `order ${id} is ${state} here, but the venue reports "${event}"`,
  });
  if (isDead(state) && isResting(event) && venueOrderId !== null)
    draft.cancels.push({ venueOrderId, ticker: request.ticker, shard: request.shard });
}

/**
 * One consistent row of a resting order tells how much a decrease took off it. A pending amend ends with the first row
 * that shows it done, or with one that was asked for well after it and does not.
 */
export function applyCut(
  tracked: Tracked,
  row: Pick<OrderStatusReport, 'filled' | 'remaining'>,
  context: { readonly at: WallMs; readonly draft: ChangeDraft; readonly isLate: boolean },
): void {
  const { state, request } = tracked.order;
  const shown = request.count - row.filled - row.remaining;
  const grew = shown > tracked.order.cut;
  const cut = grew ? count(shown) : tracked.order.cut;
  const ends = state === 'pending-amend' && (grew || context.isLate);
  if (!grew && !ends) return;
  const next = ends ? nextState(state, 'amend') : state;
  const asked = tracked.order.renewal === null ? 'decrease' : 'renewal';
  const note = grew ? 'made smaller' : `the ${asked} was not confirmed`;
  put(
    tracked,
    { ...tracked.order, state: next ?? state, cut, note, updatedAt: context.at },
    context.draft,
  );
}

/** There is proof that the order rests until the last expiry that was asked for. */
export function proveRenewal(
  tracked: Tracked,
  { at, draft }: { readonly at: WallMs; readonly draft: ChangeDraft },
): void {
  const { order } = tracked;
  const { renewal } = order;
  if (renewal === null || renewal.sureUntil === renewal.expiresAt) return;
  const proved = { ...renewal, sureUntil: renewal.expiresAt };
  put(tracked, { ...order, renewal: proved, updatedAt: at }, draft);
}

/** A renewal names the whole order: what another hand took off before it came is back, as far as we know. */
export function forgetCut(
  tracked: Tracked,
  { at, draft }: { readonly at: WallMs; readonly draft: ChangeDraft },
): void {
  if (tracked.order.cut === 0) return;
  put(tracked, { ...tracked.order, cut: count(0), updatedAt: at }, draft);
}

/** Applies one piece of evidence; changes nothing when it says nothing new. */
export function applyEvidence(
  tracked: Tracked,
  evidence: Evidence,
  { at, draft }: { readonly at: WallMs; readonly draft: ChangeDraft },
): void {
  const { order } = tracked;
  const next = evidence.event === null ? order.state : nextState(order.state, evidence.event);
  // The table takes a part fill of a dead order as money; as a word about what rests it contradicts us all the same.
  const contradicts = next === null || (isDead(order.state) && isResting(evidence.event));
  if (contradicts && evidence.event !== null) onForbidden(tracked, evidence.event, draft);
  const claimed = count(Math.max(order.claimed, evidence.claimed ?? 0));
  const state = next ?? order.state;
  // An echo of what is known keeps the note: a reading applied twice changes nothing (I27).
  const tells = evidence.event === null || state !== order.state;
  const note = tells && next !== null ? evidence.note : order.note;
  tracked.evidenceAt = at;
  tracked.misses = null;
  if (state === order.state && claimed === order.claimed && note === order.note) return;
  put(tracked, { ...order, state, claimed, note, updatedAt: at }, draft);
}

/** Binds the venue's id to our order and hands it the fills that came before the binding (F54). */
export function linkVenueId(
  state: OrderBookState,
  tracked: Tracked,
  link: { readonly venueOrderId: VenueOrderId; readonly at: WallMs; readonly draft: ChangeDraft },
): void {
  const { venueOrderId, at, draft } = link;
  const known = tracked.order.venueOrderId;
  const id = tracked.order.request.clientOrderId;
  if (known === venueOrderId) return;
  state.byVenueId.set(venueOrderId, id);
  if (known !== null)
    draft.alarms.push({
      severity: 'critical',
      code: 'two-venue-orders',
      text: `order ${id} stands at the venue twice: ${known} and ${venueOrderId} (I10)`,
    });
  else put(tracked, { ...tracked.order, venueOrderId, updatedAt: at }, draft);
  const early = state.foreignFills.get(venueOrderId) ?? [];
  state.foreignFills.delete(venueOrderId);
  state.doubtful.delete(venueOrderId);
  state.foreignOrders.delete(venueOrderId);
  for (const fill of early) creditFill(tracked, fill, { at, draft });
}

function checkFill(tracked: Tracked, fill: FillReport, draft: ChangeDraft): void {
  const { request, state } = tracked.order;
  const id = request.clientOrderId;
  const critical = (code: string, text: string) =>
    draft.alarms.push({ severity: 'critical', code, text });
  if (fill.ticker !== request.ticker || fill.side !== request.side)
    critical('fill-mismatch', `fill ${fill.tradeId} is not of the market or side of order ${id}`);
  const worse = request.side === 'bid' ? fill.price > request.price : fill.price < request.price;
  if (worse) critical('fill-worse-than-limit', `order ${id} filled beyond its limit price`);
  if (tracked.order.filled > request.count)
    critical('overfill', `order ${id} filled ${tracked.order.filled} of ${request.count} (I13)`);
  if (state === 'rejected' || state === 'denied')
    critical('fill-on-dead-order', `order ${id} was ${state} here, yet it filled`);
}

/** Adds a fill to its order: fills are the truth, in whatever state they find it (F55, F58). */
function creditFill(
  tracked: Tracked,
  fill: FillReport,
  { at, draft }: { readonly at: WallMs; readonly draft: ChangeDraft },
): void {
  const { order } = tracked;
  const filled = count(order.filled + fill.count);
  const event: OrderEvent = filled >= order.request.count ? 'full-fill' : 'part-fill';
  const next = nextState(order.state, event);
  if (next === null) onForbidden(tracked, event, draft);
  const living = next === null || mayStillFill(next) ? 'filling' : order.note;
  const credited: Order = {
    ...order,
    state: next ?? order.state,
    filled,
    filledNotional: addMoney(order.filledNotional, notional(fill.price, fill.count)),
    fees: addMoney(order.fees, fill.fee),
    updatedAt: at,
    note: next === 'filled' ? 'filled' : living,
  };
  tracked.evidenceAt = at;
  tracked.misses = null;
  put(tracked, credited, draft);
  checkFill(tracked, fill, draft);
}

/** Takes in one execution: once (F53), for whatever order, known or not (F59). */
export function applyFill(
  state: OrderBookState,
  fill: FillReport,
  { at, draft }: { readonly at: WallMs; readonly draft: ChangeDraft },
): void {
  const key = fillKey(fill);
  const seen = state.fills.get(key);
  if (seen !== undefined) {
    // Contracts are never added to a fill: what the venue holds then differs from our books, and a person decides.
    if (seen.count !== fill.count)
      draft.alarms.push({
        severity: 'warning',
        code: 'fill-recounted',
        text: `the venue now tells another number of contracts for fill ${key}: nothing is booked (F60)`,
      });
    else draft.retold.push({ booked: seen, told: fill });
    return;
  }
  state.fills.set(key, fill);
  draft.newFills.push(fill);
  const tracked = findTracked(state, fill);
  if (tracked === null) {
    takeForeign(state, fill, draft);
    return;
  }
  linkVenueId(state, tracked, { venueOrderId: fill.venueOrderId, at, draft });
  creditFill(tracked, fill, { at, draft });
}

/** A fill of no known order: another hand on the account, or one of ours whose venue id we never heard. */
function takeForeign(state: OrderBookState, fill: FillReport, draft: ChangeDraft): void {
  const earlier = state.foreignFills.get(fill.venueOrderId) ?? [];
  const fills = [...earlier, fill];
  state.foreignFills.set(fill.venueOrderId, fills);
  draft.externals.push(fill);
  const isDoubtful = mayBeOurs(state, fills);
  if (isDoubtful) state.doubtful.add(fill.venueOrderId);
  const elsewhere = seriesOf(fill.ticker) === null;
  draft.alarms.push({
    severity: isDoubtful || elsewhere ? 'warning' : 'critical',
    code: isDoubtful ? 'unattributed-fill' : elsewhere ? 'external-elsewhere' : 'external-fill',
    text: isDoubtful
      ? `fill ${fill.tradeId} in ${fill.ticker} may belong to an order still without answer`
      : `EXTERNAL fill ${fill.tradeId} in ${fill.ticker}: no order of ours explains it`,
  });
}
