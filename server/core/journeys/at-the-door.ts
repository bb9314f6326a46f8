// The last look before the first byte: limits and permission as they are now, not as they were decided. Out: why not.
import { ACCOUNTABILITY_LEVELS } from '#lib/domain/accountability.ts';
import type { Limits } from '#lib/domain/limits.ts';
import { NO_MONEY } from '#lib/domain/money.ts';
import { MAX_REST_MS, type Order, type OrderRequest } from '#lib/domain/order.ts';
import { isCalendarKnown } from '../4-gate/checks/calendar-known.ts';
import { entryGuardSeconds } from '../4-gate/checks/close-guard.ts';
import { eventsAhead } from '../4-gate/checks/scheduled-event.ts';
import { UNKNOWN_PATIENCE_MS } from '../4-gate/checks/unknown-anywhere.ts';
import { ladderWorstCase } from '../4-gate/ladder.ts';
import { oldestUnknown } from '../5-execution/order-book-state.ts';
import { NO_DAY, utcDay } from '../6-ledger/ledger-state.ts';
import type { World } from '../world.ts';
import { type Moment, moneyView } from './money-view.ts';
import { drawdownOf } from './watch-day.ts';

/** A thing that must hold, in words when it does not; not known is not held. */
type Demand = readonly [holds: boolean, refusal: string];

function within(what: string, value: number | null, limit: number): Demand {
  return [value !== null && value <= limit, `${what} is over its limit`];
}

/** The order itself is among what is at risk already: its claim began when it was minted (I6). */
function exposureDemands(world: World, order: OrderRequest, moment: Moment): readonly Demand[] {
  const { limits } = world;
  const { exposure, ladders } = moneyView(world, moment);
  const market = world.market.contracts.get(order.ticker)?.market;
  if (market === undefined) return [[false, 'the market is gone']];
  const sum = exposure.byEvent.get(market.event) ?? NO_MONEY;
  const joint = ladderWorstCase(ladders.get(market.event) ?? [], null) ?? sum;
  const inMarket = exposure.byMarket.get(order.ticker) ?? null;
  const [planned] = eventsAhead(limits, moment.at, market.closeAt);
  return [
    within('the market', inMarket, limits.maxMarketExposure),
    within('the position in this strike', inMarket, ACCOUNTABILITY_LEVELS[market.series]),
    within('the event', Math.min(sum, joint), limits.maxEventExposure),
    within('the series', exposure.bySeries.get(market.series) ?? null, limits.maxSeriesExposure),
    within('the account', exposure.total, limits.maxTotalExposure),
    [moment.at < market.closeAt - entryGuardSeconds(limits) * 1000, 'the close guard has begun'],
    [
      isCalendarKnown(world.options.mode, limits, market.closeAt) === true,
      'scheduled events before the close are not known',
    ],
    [planned === undefined, `${planned?.label ?? 'a scheduled event'} lies before the close`],
  ];
}

function dayDemands(world: World, moment: Moment): readonly Demand[] {
  const { limits } = world;
  const { dayPnl, dayGross } = moneyView(world, moment).valuation;
  const { lossStreak } = world.ledger.days.get(utcDay(moment.at)) ?? NO_DAY;
  return [
    [dayPnl > -limits.maxDayLoss, 'the day has lost its limit'],
    [dayGross > -limits.maxDayLossGross, 'the day has lost its limit before fees'],
    within('the drawdown', drawdownOf(world, moment), limits.maxDrawdown - 1),
    within('the loss streak', lossStreak, limits.maxLossStreak - 1),
  ];
}

function rateDemands(world: World, limits: Limits, moment: Moment): readonly Demand[] {
  const burst = world.sent.filter((each) => moment.at - each.at < 15_000);
  const contracts = (orders: World['sent']) => orders.reduce((sum, each) => sum + each.count, 0);
  return [
    within('the order rate', burst.length, limits.maxOrdersPer15Seconds),
    within('the order rate', world.sent.length, limits.maxOrdersPerMinute),
    within('the contract rate', contracts(burst), limits.maxContractsPer15Seconds),
    within('the contract rate', contracts(world.sent), limits.maxContractsPerMinute),
  ];
}

/** The one thing that leaves a killed account: a reduce-only exit by the group made for such exits. */
function isExitOfKilled({ exitGroupId }: World, order: OrderRequest): boolean {
  const isExit = order.purpose === 'exit' && order.reduceOnly;
  return isExit && exitGroupId !== null && order.orderGroupId === exitGroupId;
}

/**
 * Null when `order` may leave now. Its intent was on the way to disk meanwhile: fills, a pause, a kill or newer limits
 * may have come (F81, F85). An exit is held back by the kill alone. Reads, changes nothing.
 */
export function denialAtDoor(world: World, order: OrderRequest, moment: Moment): string | null {
  if (world.control.latch !== null) return isExitOfKilled(world, order) ? null : 'killed';
  if (order.purpose === 'exit') return null;
  const { limits } = world;
  const demands: readonly Demand[] = [
    [world.control.state === 'armed', 'trading is no longer armed'],
    [world.reconciled.clean, 'books and venue no longer agree'],
    [world.orderGroupReady, 'the order group is no longer ready'],
    [world.orderGroupId === order.orderGroupId, 'the order names another order group'],
    within('the order', order.count, limits.maxOrderCount),
    within('an unknown outcome', oldestUnknown(world.orders, moment.at), UNKNOWN_PATIENCE_MS),
    ...exposureDemands(world, order, moment),
    ...dayDemands(world, moment),
    ...rateDemands(world, limits, moment),
  ];
  return demands.find(([holds]) => !holds)?.[1] ?? null;
}

/** Null when `order` may ask for its later expiry now: all that holds for an order, and it still waits for this very one. */
export function renewalDenialAtDoor(world: World, order: Order, moment: Moment): string | null {
  const { clientOrderId } = order.request;
  const now = world.orders.tracked.get(clientOrderId)?.order;
  if (now?.state !== 'pending-amend') return `the order is ${now?.state ?? 'gone'}`;
  if (order.renewal === null || now.renewal?.expiresAt !== order.renewal.expiresAt)
    return 'another renewal was asked for';
  if (order.renewal.expiresAt - moment.at > MAX_REST_MS) return 'it would rest for over 120 s';
  return denialAtDoor(world, order.request, moment);
}
