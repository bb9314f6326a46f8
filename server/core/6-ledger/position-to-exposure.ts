// Worst-case loss before settlement (I6). In: positions and everything that may still fill. Out: market, event, total.
import type { CentiContracts } from '#lib/domain/count.ts';
import { tradeFee } from '#lib/domain/fee.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { Position } from '#lib/domain/ledger.ts';
import { addMoney, type MicroDollars, money, NO_MONEY } from '#lib/domain/money.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { BookSide } from '#lib/domain/side.ts';

/** What of an order may still become a position: open, in flight, unknown, or filled but not booked. */
export interface RiskyOrder {
  readonly ticker: MarketTicker;
  readonly side: BookSide;
  readonly price: CentiCents;
  readonly count: CentiContracts;
}

export interface ExposureInput {
  readonly positions: Iterable<Position>;
  readonly orders: readonly RiskyOrder[];
  /** The event a market belongs to; a market we do not know is its own event. */
  readonly eventOf: (ticker: MarketTicker) => string | null;
}

export interface Exposure {
  readonly total: MicroDollars;
  readonly byMarket: ReadonlyMap<MarketTicker, MicroDollars>;
  readonly byEvent: ReadonlyMap<string, MicroDollars>;
  /** By the name before the ticker's first dash. */
  readonly bySeries: ReadonlyMap<string, MicroDollars>;
}

/** The worst fee an order may pay: as taker, on standard terms. */
function worstFee(order: RiskyOrder): number {
  return tradeFee({ kind: 'unknown', multiplier: 1 }, { ...order, isTaker: true });
}

/** Loss of one market under each outcome, 1e-6 $, counting just those orders whose fill would hurt there. */
interface Outcomes {
  ifYes: number;
  ifNo: number;
}

function addPosition(outcomes: Outcomes, position: Position): void {
  const payout = Math.abs(position.contracts) * 10_000;
  outcomes.ifYes += position.cost - (position.contracts > 0 ? payout : 0);
  outcomes.ifNo += position.cost - (position.contracts < 0 ? payout : 0);
}

function addOrder(outcomes: Outcomes, order: RiskyOrder): void {
  const fee = worstFee(order);
  if (order.side === 'bid') outcomes.ifNo += order.price * order.count + fee;
  else outcomes.ifYes += (10_000 - order.price) * order.count + fee;
}

/**
 * Per market: the larger of the losses under YES and under NO, where every order whose fill would add to that loss
 * fills and no other does; never below 0. A payout between 0 and 1 lies between the two. Events and the total are
 * plain sums over markets: gains of one strike never excuse the loss of another (models §D3).
 */
export function positionToExposure(input: ExposureInput): Exposure {
  const outcomes = new Map<MarketTicker, Outcomes>();
  const of = (ticker: MarketTicker): Outcomes => {
    const found = outcomes.get(ticker) ?? { ifYes: 0, ifNo: 0 };
    outcomes.set(ticker, found);
    return found;
  };
  for (const position of input.positions)
    if (position.contracts !== 0) addPosition(of(position.ticker), position);
  for (const order of input.orders) addOrder(of(order.ticker), order);
  const byMarket = new Map<MarketTicker, MicroDollars>();
  const byEvent = new Map<string, MicroDollars>();
  const bySeries = new Map<string, MicroDollars>();
  let total = NO_MONEY;
  for (const [ticker, { ifYes, ifNo }] of outcomes) {
    const worst = money(Math.max(0, ifYes, ifNo));
    const event = input.eventOf(ticker) ?? ticker;
    byMarket.set(ticker, worst);
    const [series = ticker] = ticker.split('-', 1);
    bySeries.set(series, addMoney(bySeries.get(series) ?? NO_MONEY, worst));
    byEvent.set(event, addMoney(byEvent.get(event) ?? NO_MONEY, worst));
    total = addMoney(total, worst);
  }
  return { total, byMarket, byEvent, bySeries };
}
