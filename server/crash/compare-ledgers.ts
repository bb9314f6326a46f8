// The independent judge: the venue's record against the engine's books. In: both. Out: every disagreement in words.
import type { EngineBooks } from './engine-books.ts';
import type { VenueRecord } from './venue-record.ts';

/** Balances are kept to $0.0001 (kalshi-api §6). */
const CASH_STEP_MICRO = 100;

/** What our states may be while the venue says so; `unknown` is honest at any time, but never final. */
const MAY_BE: Readonly<Record<string, readonly string[]>> = {
  resting: ['resting', 'partially-filled', 'pending-cancel'],
  executed: ['filled'],
};
/** … and once it says that the order ended otherwise. */
const ENDED = ['cancelled', 'expired', 'rejected'];

/** States of an order that the venue never had. */
const NEVER_PLACED = new Set(['rejected', 'denied', 'cancelled']);

function doubles(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.size === seen.add(id).size);
}

/** Where the breaker's own test stands, in 1e-4 $ (F116). */
const PROBE_PRICES = [100, 9_900];
const PROBE_COUNT = 100;

/** A probe of the breaker has no intent. Its book may have emptied under way, and it rested: gone unfilled, it is none of ours. */
function isSpentProbe(order: VenueRecord['orders'][number]): boolean {
  return (
    order.status !== 'resting' &&
    order.filledCentiContracts === 0 &&
    order.initialCentiContracts === PROBE_COUNT &&
    PROBE_PRICES.includes(order.priceCentiCents)
  );
}

/** Our state of an order the venue has; once its market is settled both ends of it are over. */
function mayBe(order: VenueRecord['orders'][number], state: string, venue: VenueRecord): boolean {
  if (state === 'settled') return order.status !== 'resting' && venue.settled.has(order.ticker);
  return (MAY_BE[order.status] ?? ENDED).includes(state);
}

/** I7, I10, I11: one order of the venue ⇔ at most one intent, with the very same terms. */
function ordersApart(venue: VenueRecord, books: EngineBooks): readonly string[] {
  const intents = new Map(books.intents.map((each) => [each.id, each]));
  const twice = doubles(venue.orders.map((each) => each.clientOrderId));
  const faults = twice.map((id) => `the venue has intent ${id} twice`);
  for (const order of venue.orders) {
    const intent = intents.get(order.clientOrderId);
    if (intent === undefined) {
      if (!isSpentProbe(order)) faults.push(`order ${order.orderId} at the venue has no intent`);
    } else if (
      intent.ticker !== order.ticker ||
      intent.side !== order.side ||
      intent.price !== order.priceCentiCents ||
      intent.count !== order.initialCentiContracts
    )
      faults.push(`order ${order.orderId} is not what intent ${intent.id} says`);
  }
  return faults;
}

/** No order lost, none in a state that the venue contradicts. */
function statesApart(venue: VenueRecord, books: EngineBooks): readonly string[] {
  const ours = new Map(books.orders.map((each) => [each.id, each]));
  const theirs = new Map(venue.orders.map((each) => [each.clientOrderId, each]));
  const faults: string[] = [];
  for (const { id } of books.intents) {
    const order = ours.get(id);
    const real = theirs.get(id);
    if (order === undefined) faults.push(`intent ${id} has no order`);
    else if (real === undefined) {
      if (!NEVER_PLACED.has(order.state) || order.filled > 0)
        faults.push(`order ${id} is ${order.state}, and the venue never had it`);
    } else if (!mayBe(real, order.state, venue))
      faults.push(`order ${id} is ${order.state}, at the venue ${real.status}`);
    else if (order.filled !== real.filledCentiContracts)
      faults.push(`order ${id}: filled ${order.filled}, venue ${real.filledCentiContracts}`);
  }
  return faults;
}

/** I14, F48, F53: every execution booked, once, with the venue's own price and fee. */
function fillsApart(venue: VenueRecord, books: EngineBooks): readonly string[] {
  const text = (id: string, order: string, count: number, price: number, fee: number): string =>
    `${id} of ${order}: ${count} at ${price}, fee ${fee}`;
  const ours = books.fills.map((f) => text(f.tradeId, f.venueId, f.count, f.price, f.fee));
  const theirs = venue.fills.map((f) =>
    text(f.tradeId, f.orderId, f.countCentiContracts, f.priceCentiCents, f.feeMicro),
  );
  const booked = books.booked.filter(({ id }) => id.startsWith('fill:')).length;
  return [
    ...doubles(ours).map((each) => `fill twice in our books: ${each}`),
    ...theirs.filter((each) => !ours.includes(each)).map((each) => `fill lost: ${each}`),
    ...ours.filter((each) => !theirs.includes(each)).map((each) => `fill invented: ${each}`),
    ...(booked === ours.length ? [] : [`${ours.length} fills, ${booked} in the ledger`]),
  ];
}

/** I1, I15, I19: money and positions. */
function moneyApart(venue: VenueRecord, books: EngineBooks): readonly string[] {
  const faults = books.unbalanced.map((id) => `transaction ${id} does not sum to zero`);
  const gap = venue.cashMicro - books.cashMicro;
  if (Math.abs(gap) >= CASH_STEP_MICRO)
    faults.push(`cash: venue ${venue.cashMicro}, books ${books.cashMicro} micro-dollars`);
  const held = new Map<string, number>();
  for (const { ticker, contracts } of books.booked)
    if (ticker !== null) held.set(ticker, (held.get(ticker) ?? 0) + contracts);
  for (const ticker of new Set([...held.keys(), ...venue.positions.keys()])) {
    const theirs = venue.positions.get(ticker) ?? 0;
    const ours = held.get(ticker) ?? 0;
    if (ours !== theirs) faults.push(`${ticker}: venue holds ${theirs}, books ${ours}`);
  }
  return faults;
}

/** Everything that two reconciled ledgers disagree about; nothing when they agree. */
export function compareLedgers(venue: VenueRecord, books: EngineBooks): readonly string[] {
  return [
    ...ordersApart(venue, books),
    ...statesApart(venue, books),
    ...fillsApart(venue, books),
    ...moneyApart(venue, books),
  ];
}
