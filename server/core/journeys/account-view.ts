// The gate's view of the account, whichever market it looks at: money, results, rates. In: world, event. Out: gate fields.
import { type MicroDollars, money } from '#lib/domain/money.ts';
import type { GateInput } from '../4-gate/gate-input.ts';
import { oldestUnknown, openRisk } from '../5-execution/order-book-state.ts';
import { cashOf, NO_DAY, utcDay } from '../6-ledger/ledger-state.ts';
import type { CoreEvent } from '../event.ts';
import type { World } from '../world.ts';
import { isClockStable } from './clock-steps.ts';
import { moneyView } from './money-view.ts';
import { drawdownOf } from './watch-day.ts';

const BURST_MS = 15_000;

/** What every market's look at the gate shares. */
export type AccountView = Pick<
  GateInput,
  | 'cash'
  | 'clockOffsetMs'
  | 'dayGross'
  | 'dayPnl'
  | 'drawdown'
  | 'limits'
  | 'lossStreak'
  | 'oldestUnknownMs'
  | 'ordersLastMinute'
  | 'recentOrders'
>;

/** Cash that no working order has a claim on, 1e-6 $; null until the books were opened. */
function spendable(world: World): MicroDollars | null {
  const held = world.lastAccount?.balance?.cash ?? null;
  if (world.ledger.booked.size === 0 || held === null) return null;
  let claimed = 0;
  for (const risk of openRisk(world.orders)) {
    const unit = risk.side === 'bid' ? risk.price : 10_000 - risk.price;
    claimed += unit * risk.count;
  }
  // Never more than the shard holds by the venue's own word, whatever the books say (F117).
  return money(Math.max(0, Math.min(cashOf(world.ledger) - claimed, held)));
}

/** Results of the UTC day so far; null before the books are open. */
function dayView(
  world: World,
  event: CoreEvent,
): Pick<GateInput, 'dayPnl' | 'dayGross' | 'drawdown' | 'lossStreak'> {
  if (world.ledger.booked.size === 0)
    return { dayPnl: null, dayGross: null, drawdown: null, lossStreak: null };
  const { dayPnl, dayGross } = moneyView(world, event).valuation;
  const { lossStreak } = world.ledger.days.get(utcDay(event.at)) ?? NO_DAY;
  return { dayPnl, dayGross, drawdown: drawdownOf(world, event), lossStreak };
}

function ratesView(
  world: World,
  { at }: CoreEvent,
): Pick<GateInput, 'ordersLastMinute' | 'recentOrders'> {
  const burst = world.sent.filter((each) => at - each.at < BURST_MS);
  const contracts = (orders: World['sent']) => orders.reduce((sum, each) => sum + each.count, 0);
  return {
    ordersLastMinute: world.sent.length,
    recentOrders: {
      ordersIn15Seconds: burst.length,
      contractsIn15Seconds: contracts(burst),
      contractsInMinute: contracts(world.sent),
    },
  };
}

/** The account as the gate sees it at this event. */
export function accountView(world: World, event: CoreEvent): AccountView {
  const isStable = isClockStable(world, event.mono);
  return {
    limits: world.limits,
    clockOffsetMs: isStable ? world.market.clockOffsetMs.kalshi : null,
    oldestUnknownMs: oldestUnknown(world.orders, event.at),
    cash: spendable(world),
    ...dayView(world, event),
    ...ratesView(world, event),
  };
}
