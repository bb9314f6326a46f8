// Settlement: a final result makes us read the account; the venue's own settlement row books the money.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { StoreRecord } from '#lib/domain/record.ts';
import type { SettlementReport } from '#lib/domain/report.ts';
import { settleQuotes } from '../3-models/probability/settle-quotes.ts';
import { withdraw } from '../4-gate/approvals.ts';
import { settleOrders } from '../5-execution/order-book-state.ts';
import { applyTransaction, positionOf } from '../6-ledger/ledger-state.ts';
import { settle } from '../6-ledger/settle.ts';
import type { Effect } from '../effect.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { forgetMoney } from './money-view.ts';
import { persist } from './notes.ts';
import { watchSettlement } from './watch-signal.ts';

/** The settlement mean from our own prints of the final minute; null when one of the sixty was missed. */
function settlementMean(world: World, closeAt: WallMs): number | null {
  const { knownCount, knownSumUsd, unknownCount } = world.market.index.window(closeAt, closeAt);
  return unknownCount === 0 ? knownSumUsd / knownCount : null;
}

/**
 * A final result is evidence about model and market, kept for good; and with our money in the market it is a reason to
 * read the account now instead of at the next turn.
 */
export function onMarketResult(world: World, ticker: MarketTicker, out: Effect[]): void {
  const entry = world.market.contracts.get(ticker);
  if (entry?.market.result?.final !== true) return;
  const { market } = entry;
  const settled = settleQuotes(world.evidence, market, settlementMean(world, market.closeAt));
  watchSettlement(world, settled);
  persist(
    settled.map((quote) => ({ kind: 'evidence', quote })),
    out,
  );
  const held = positionOf(world.ledger, ticker);
  if (held === null || held.contracts === 0) return;
  out.push({ kind: 'reconcile', reason: `${ticker} has settled` });
}

/** Books one settlement row of the venue; nothing when it is booked already or not ours. */
export function bookSettlement(
  world: World,
  report: SettlementReport,
  at: WallMs,
): readonly StoreRecord[] {
  const transaction = settle(world.ledger, report);
  if (transaction === null || !applyTransaction(world.ledger, transaction)) return [];
  forgetMoney(world);
  const orders = settleOrders(world.orders, report.ticker, at);
  return [
    ...orders.map((order) => ({ kind: 'order', order }) as const),
    { kind: 'ledger', transaction },
  ];
}

/** Offers about markets that are past their close guard or gone are worth nothing. */
export function withdrawClosed(world: World, event: CoreEvent): readonly StoreRecord[] {
  const guardMs = world.limits.closeGuardSeconds * 1000;
  return withdraw(
    world.approvals,
    (approval) => {
      const entry = world.market.contracts.get(approval.ticker);
      return entry === undefined || event.at >= entry.market.closeAt - guardMs;
    },
    { reason: 'the market is closing', at: event.at },
  ).map((approval) => ({ kind: 'approval', approval }));
}
