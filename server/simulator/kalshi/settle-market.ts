// Pays a decided market: $1 for every winning contract out of its escrow. In: a market with a result. Out: postings.
// Source: kalshi-api §4.5 (settlement records), §6 (no settlement fee).
import { assertInvariant } from '#lib/check.ts';
import { DOLLAR_CENTI_CENTS } from './fixed-point.ts';
import { announcePosition, holdingOf, recordCash } from './holding.ts';
import { cashPocket, escrowPocket } from './ledger.ts';
import type { Account, Market, Venue } from './venue.ts';

function settleHolder(venue: Venue, market: Market, account: Account, result: 'yes' | 'no'): void {
  const holding = holdingOf(account, market.ticker);
  const { position, costMicro } = holding;
  const winning = result === 'yes' ? Math.max(0, position) : Math.max(0, -position);
  const revenueMicro = winning * DOLLAR_CENTI_CENTS;
  venue.ledger.move(
    escrowPocket(market.ticker),
    cashPocket(account.id, market.shard),
    revenueMicro,
  );
  if (account.kind === 'api') {
    account.settlements.push({
      ticker: market.ticker,
      eventTicker: market.definition.eventTicker,
      exchangeIndex: market.shard,
      result,
      position,
      costMicro,
      revenueMicro,
      atMs: venue.nowMs,
    });
  }
  holding.realisedMicro += revenueMicro - costMicro;
  holding.position = 0;
  holding.costMicro = 0;
  recordCash(venue, account, market.shard);
  if (position !== 0) announcePosition(venue, account, holding);
}

/** Settles every holder; the escrow ends empty or this throws. */
export function settleMarket(venue: Venue, market: Market): void {
  const { result } = market;
  if (result === '') assertInvariant(false, `${market.ticker} settles without a result`);
  for (const account of market.holders) settleHolder(venue, market, account, result);
  for (const account of venue.accounts.values()) {
    if (account.kind === 'agent') account.holdings.delete(market.ticker);
  }
  market.holders.clear();
  const left = venue.ledger.balance(escrowPocket(market.ticker));
  if (left !== 0)
    assertInvariant(false, `${market.ticker} settles with ${left} micro-dollars in escrow`);
}
