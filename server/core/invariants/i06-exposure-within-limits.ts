// I6: positions, open, in-flight and unknown orders together stay within the limits at their worst. In: orders, books.
import { notional } from '#lib/domain/money.ts';
import { openRisk } from '../5-execution/order-book-state.ts';
import { positionToExposure } from '../6-ledger/position-to-exposure.ts';
import type { World } from '../world.ts';
import type { Invariant } from './invariant.ts';

/** The gate counts the fee of the trade it wants; an open order is counted with the worst fee it may pay. */
function feeSlack(world: World): number {
  const { maxOrderCount } = world.options.limits;
  return Math.ceil(notional(worstFeePrice, maxOrderCount) * 2);
}
/** The dearest fee of one contract is $0.0175 (kalshi-api §6). */
const worstFeePrice = 175 as Parameters<typeof notional>[0];

/** Money another hand has put at risk on this account was never ours to limit. */
function isOnlyOurs(world: World): boolean {
  return world.orders.foreignFills.size === 0 && world.orders.foreignOrders.size === 0;
}

export const exposureWithinLimits: Invariant = {
  id: 'I6',
  breach(world) {
    if (!isOnlyOurs(world)) return null;
    const { limits } = world.options;
    const exposure = positionToExposure({
      positions: world.ledger.positions.values(),
      orders: openRisk(world.orders),
      eventOf: (ticker) => world.market.contracts.get(ticker)?.market.event ?? null,
    });
    const slack = feeSlack(world);
    for (const [ticker, worst] of exposure.byMarket)
      if (worst > limits.maxMarketExposure + slack)
        return `${ticker}: ${worst} at risk, ${limits.maxMarketExposure} allowed`;
    return exposure.total > limits.maxTotalExposure + slack
      ? `${exposure.total} at risk in all, ${limits.maxTotalExposure} allowed`
      : null;
  },
};
