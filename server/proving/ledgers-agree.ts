// The independent checker: our committed rows against the venue's own ledger, by sums of its own. In: both. Out: differences.
// It shares no code with the core: what it adds up, it adds up here.
import type { Order as VenueOrder } from '#server/simulator/kalshi/venue.ts';
import { accountOf } from '#server/simulator/kalshi/venue.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { SHARD, TRADER, type VenueSide } from './venue-side.ts';

interface Sides {
  readonly disk: MemoryDisk;
  readonly venue: VenueSide;
  /** Client ids that left our process. */
  readonly sent: ReadonlySet<string>;
  /** Venue orders that another hand placed on our account. */
  readonly foreign: ReadonlySet<string>;
  /** Client ids of the breaker's own tests. */
  readonly probes: ReadonlySet<string>;
}

function fillsDiffer({ disk, venue }: Sides): string[] {
  const found: string[] = [];
  const theirs = accountOf(venue.exchange.venue, TRADER).fills;
  for (const fill of theirs) {
    const ours = disk.fills.get(`${fill.tradeId}:${fill.orderId}`);
    if (ours === undefined) found.push(`fill ${fill.tradeId} of ${fill.ticker} was dropped`);
    else if (
      ours.price !== fill.priceCentiCents ||
      ours.count !== fill.countCentiContracts ||
      ours.fee !== fill.feeMicro ||
      ours.side !== fill.side
    )
      found.push(`fill ${fill.tradeId} is stored with other figures`);
  }
  if (disk.fills.size > theirs.length)
    found.push(`${disk.fills.size} fills stored, the venue made ${theirs.length}`);
  return found;
}

function positionsDiffer({ disk, venue }: Sides): string[] {
  const ours = new Map<string, number>();
  for (const { ticker, contracts } of disk.transactions.values())
    if (ticker !== null) ours.set(ticker, (ours.get(ticker) ?? 0) + contracts);
  const found: string[] = [];
  for (const { ticker, position } of accountOf(venue.exchange.venue, TRADER).holdings.values()) {
    if ((ours.get(ticker) ?? 0) !== position)
      found.push(`${ticker}: our books hold ${ours.get(ticker) ?? 0}, the venue ${position}`);
    ours.delete(ticker);
  }
  for (const [ticker, contracts] of ours)
    if (contracts !== 0) found.push(`${ticker}: our books hold ${contracts}, the venue nothing`);
  return found;
}

/** Twice by different ways: the books' cash column, and opening cash less what fills cost plus what settlements paid. */
function cashDiffers({ disk, venue }: Sides): string[] {
  const snapshot = venue.exchange.ledgerSnapshot().accounts.find(({ id }) => id === TRADER);
  const theirs =
    (snapshot?.cashMicroByShard[SHARD] ?? 0) + (snapshot?.reservedMicroByShard[SHARD] ?? 0);
  let booked = 0;
  let opening = 0;
  let settled = 0;
  for (const { id, kind, entries } of disk.transactions.values()) {
    let sum = 0;
    for (const { account, amount } of entries) {
      sum += amount;
      if (account !== 'cash') continue;
      booked += amount;
      if (kind === 'opening') opening += amount;
      if (kind === 'settlement' || kind === 'correction') settled += amount;
    }
    if (sum !== 0) return [`transaction ${id} is out of balance by ${sum}`];
  }
  const found: string[] = [];
  if (booked !== theirs) found.push(`cash: our books ${booked}, the venue ${theirs} (1e-6 $)`);
  let traded = opening + settled;
  const held = new Map<string, number>();
  for (const fill of accountOf(venue.exchange.venue, TRADER).fills) {
    // Buying NO is selling YES: what closes pays out, what opens costs its own leg.
    const before = held.get(fill.ticker) ?? 0;
    const signed = fill.side === 'bid' ? fill.countCentiContracts : -fill.countCentiContracts;
    const closes = before * signed < 0 ? Math.min(Math.abs(before), Math.abs(signed)) : 0;
    const opens = Math.abs(signed) - closes;
    const unit = fill.side === 'bid' ? fill.priceCentiCents : 10_000 - fill.priceCentiCents;
    traded += closes * (10_000 - unit) - opens * unit - fill.feeMicro;
    held.set(fill.ticker, before + signed);
  }
  if (traded !== theirs)
    found.push(`cash from the venue's fills is ${traded}, the venue has ${theirs} (1e-6 $)`);
  return found;
}

function stateDiffers(order: VenueOrder, disk: MemoryDisk): string | null {
  const ours = disk.orders.get(order.clientOrderId);
  if (ours === undefined) return 'has no row of ours';
  if (ours.filled !== order.filled) return `filled ${order.filled}, our row says ${ours.filled}`;
  const rests = order.status === 'resting' && order.remaining > 0;
  const live = ['resting', 'partially-filled', 'pending-cancel'].includes(ours.state);
  if (rests !== live) return `is ${order.status} there and ${ours.state} here`;
  // Cancelled at once without a fill, and every answer about it lost: nothing that we read would ever show it.
  const isTraceless = !rests && order.filled === 0 && ours.note.includes('absent');
  if (ours.state === 'denied' || (ours.state === 'rejected' && !isTraceless))
    return `is ${ours.state} (${ours.note}) here`;
  return null;
}

function ordersDiffer({ disk, venue, sent, foreign, probes }: Sides): string[] {
  const found: string[] = [];
  const seen = new Map<string, string>();
  for (const order of accountOf(venue.exchange.venue, TRADER).orders) {
    if (foreign.has(order.id)) continue;
    const id = order.clientOrderId;
    if (probes.has(id)) {
      const isLeft = order.status === 'resting' && order.remaining > 0;
      if (isLeft || order.filled > 0) found.push(`the probe ${order.id} is ${order.status}`);
      continue;
    }
    const first = seen.get(id);
    if (first !== undefined) found.push(`I10: intent ${id} became ${first} and ${order.id}`);
    seen.set(id, order.id);
    const intent = disk.intents.get(id);
    if (intent === undefined) found.push(`I7: order ${order.id} has no intent on disk`);
    else if (intent.atMs > order.createdAtMs)
      found.push(`I7: order ${order.id} was there ${order.createdAtMs - intent.atMs} ms early`);
    else if (
      intent.request.price !== order.priceCentiCents ||
      intent.request.side !== order.side ||
      intent.request.ticker !== order.ticker
    )
      found.push(`I7: order ${order.id} is not its intent`);
    if (!sent.has(id)) found.push(`order ${order.id} never left our process`);
    const why = stateDiffers(order, disk);
    if (why !== null) found.push(`order ${order.id}: ${why}`);
  }
  for (const [id, order] of disk.orders)
    if (order.state === 'unknown' || order.state === 'sent' || order.state === 'intended')
      found.push(`I39: order ${id} is still ${order.state}`);
    else if (!seen.has(id) && order.filled > 0) found.push(`order ${id} filled nowhere`);
  return found;
}

/** Everything in which both ledgers differ; empty when they agree to the micro-dollar and the contract. */
export function ledgerDifferences(sides: Sides): readonly string[] {
  return [
    ...fillsDiffer(sides),
    ...positionsDiffer(sides),
    ...cashDiffers(sides),
    ...ordersDiffer(sides),
  ];
}
