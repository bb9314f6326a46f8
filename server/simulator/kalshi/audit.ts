// The full conservation check and the ledger snapshot. In: the venue. Out: a snapshot, or a throw `Invariant: …`.
import { assertInvariant } from '#lib/check.ts';
import type { AccountSnapshot, LedgerSnapshot } from './account-shapes.ts';
import { DOLLAR_CENTI_CENTS } from './fixed-point.ts';
import { positionSnapshot, requirementMicro } from './holding.ts';
import { cashPocket, escrowPocket, HOUSE, OUTSIDE, reservedPocket } from './ledger.ts';
import type { Account, Market, Venue } from './venue.ts';

/** Fractional fills round against the member by at most one step each; more below zero is a fault. */
const ROUNDING_DEBT_MICRO = 10_000;

function auditMarket(venue: Venue, market: Market): void {
  let yes = 0;
  let no = 0;
  for (const account of market.holders) {
    const position = account.holdings.get(market.ticker)?.position ?? 0;
    if (position > 0) yes += position;
    else no -= position;
  }
  const escrow = venue.ledger.balance(escrowPocket(market.ticker));
  if (yes !== no) assertInvariant(false, `${market.ticker}: ${yes} YES against ${no} NO`);
  if (escrow !== yes * DOLLAR_CENTI_CENTS)
    assertInvariant(false, `${market.ticker}: escrow is not $1 a pair`);
  const bid = market.book.bestPrice('bid');
  const ask = market.book.bestPrice('ask');
  const isApart = bid === undefined || ask === undefined || bid < ask;
  if (!isApart) assertInvariant(false, `${market.ticker}: the book is crossed`);
  for (const side of ['bid', 'ask'] as const) {
    for (const order of market.book.orders(side)) {
      if (!(order.remaining > 0)) assertInvariant(false, `${order.id} rests with nothing left`);
      if (order.status !== 'resting')
        assertInvariant(false, `${order.id} is ${order.status} in the book`);
      const isBound = order.account.holdings.get(market.ticker)?.resting.has(order) === true;
      if (!isBound) assertInvariant(false, `${order.id} binds no cash`);
    }
  }
}

function auditAccount(venue: Venue, account: Account): void {
  const reserved = new Map<number, number>();
  for (const holding of account.holdings.values()) {
    const shard = venue.markets.get(holding.ticker)?.shard ?? 0;
    reserved.set(shard, (reserved.get(shard) ?? 0) + holding.reservedMicro);
    const required = requirementMicro(holding.resting, holding.position);
    if (required !== holding.reservedMicro) assertInvariant(false, `${account.id}: reserve is off`);
  }
  for (const shard of account.shards) {
    const held = venue.ledger.balance(reservedPocket(account.id, shard));
    if (held !== (reserved.get(shard) ?? 0))
      assertInvariant(false, `${account.id}: reserve pocket is off`);
    const cash = venue.ledger.balance(cashPocket(account.id, shard));
    if (!(cash >= -ROUNDING_DEBT_MICRO))
      assertInvariant(false, `${account.id}: ${cash} micro-dollars of cash`);
  }
}

/** Checks everything; throws on the first thing that does not add up. */
export function auditVenue(venue: Venue): void {
  let sum = 0;
  for (const micro of venue.ledger.pockets().values()) sum += micro;
  if (sum !== 0) assertInvariant(false, `the system holds ${sum} micro-dollars too much`);
  for (const market of venue.markets.values()) auditMarket(venue, market);
  for (const account of venue.accounts.values()) auditAccount(venue, account);
}

function accountSnapshot(venue: Venue, account: Account): AccountSnapshot {
  const byShard = (pocket: (id: string, shard: number) => string): Record<number, number> =>
    Object.fromEntries(
      [...account.shards].map((shard) => [shard, venue.ledger.balance(pocket(account.id, shard))]),
    );
  return {
    id: account.id,
    kind: account.kind,
    cashMicroByShard: byShard(cashPocket),
    reservedMicroByShard: byShard(reservedPocket),
    positions: [...account.holdings.values()].map(positionSnapshot),
  };
}

/** The whole system at once. */
export function ledgerSnapshotOf(venue: Venue): LedgerSnapshot {
  const escrow = [...venue.markets.keys()].flatMap((ticker) => {
    const micro = venue.ledger.balance(escrowPocket(ticker));
    return micro === 0 ? [] : [[ticker, micro] as const];
  });
  return {
    accounts: [...venue.accounts.values()].map((account) => accountSnapshot(venue, account)),
    depositedMicro: -venue.ledger.balance(OUTSIDE),
    houseFeesMicro: venue.ledger.balance(HOUSE),
    escrowMicroByTicker: Object.fromEntries(escrow),
  };
}
