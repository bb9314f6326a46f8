// I6: positions, open, in-flight and unknown orders together stay within the limits at their worst. In: orders, books.
import type { MarketTicker } from '#lib/domain/ids.ts';
import { mayStillFill, type Order } from '#lib/domain/order.ts';
import { seriesOf } from '#lib/domain/series-of.ts';
import type { World } from '../world.ts';
import type { EntryInvariant } from './invariant.ts';

const DOLLAR = 10_000;
/** The dearest fee of one contract, 1e-4 $ (kalshi-api §6): the gate counts the fee of its trade, not the worst one. */
const DEAREST_FEE = 175;

/** Loss of one market if it settles YES, and if NO, 1e-6 $. */
interface Worst {
  yes: number;
  no: number;
}

/** What of an order may still become a position, whatever state it is in: its own count, not the stage's. */
function openCount({ state, request, filled, claimed }: Order): number {
  return mayStillFill(state) ? request.count - filled : Math.max(0, claimed - filled);
}

/** The limits are about the series we trade: what else the account holds is not counted by the gate either. */
function isLimited(ticker: MarketTicker): boolean {
  return seriesOf(ticker) !== null;
}

function worstByMarket({ ledger, orders }: World): ReadonlyMap<MarketTicker, Worst> {
  const worst = new Map<MarketTicker, Worst>();
  const of = (ticker: MarketTicker): Worst => {
    const found = worst.get(ticker) ?? { yes: 0, no: 0 };
    worst.set(ticker, found);
    return found;
  };
  for (const { ticker, contracts, cost } of ledger.positions.values()) {
    if (contracts === 0 || !isLimited(ticker)) continue;
    of(ticker).yes += cost - Math.max(0, contracts) * DOLLAR;
    of(ticker).no += cost - Math.max(0, -contracts) * DOLLAR;
  }
  for (const { order } of orders.tracked.values()) {
    const open = openCount(order);
    const { ticker, side, price } = order.request;
    if (open <= 0 || !isLimited(ticker)) continue;
    if (side === 'bid') of(ticker).no += price * open;
    else of(ticker).yes += (DOLLAR - price) * open;
  }
  return worst;
}

/** Money another hand has put at risk on this account was never ours to limit. */
function isOnlyOurs(world: World): boolean {
  return world.orders.foreignFills.size === 0 && world.orders.foreignOrders.size === 0;
}

/** The first of the wanted markets, or all together, beyond the limits in force. */
function tooMuch(world: World, isWanted: (ticker: MarketTicker) => boolean): string | null {
  const { limits } = world;
  const slack = DEAREST_FEE * limits.maxOrderCount;
  let total = 0;
  for (const [ticker, { yes, no }] of worstByMarket(world)) {
    const worst = Math.max(0, yes, no);
    total += worst;
    if (worst > limits.maxMarketExposure + slack && isWanted(ticker))
      return `${ticker}: ${worst} at risk, ${limits.maxMarketExposure} allowed`;
  }
  return total > limits.maxTotalExposure + slack
    ? `${total} at risk in all, ${limits.maxTotalExposure} allowed`
    : null;
}

export const exposureWithinLimits: EntryInvariant = {
  id: 'I6',
  breach(world) {
    if (!isOnlyOurs(world)) return null;
    return tooMuch(world, () => true);
  },
  breachByEntry: (world, { ticker }) =>
    isOnlyOurs(world) ? tooMuch(world, (each) => each === ticker) : null,
};
