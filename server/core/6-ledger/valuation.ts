// What the books are worth now. In: ledger and executable prices. Out: equity, unrealised and the UTC day's result.
import { count } from '#lib/domain/count.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { Position } from '#lib/domain/ledger.ts';
import {
  addMoney,
  type MicroDollars,
  NO_MONEY,
  notional,
  subtractMoney,
} from '#lib/domain/money.ts';
import { type CentiCents, complement } from '#lib/domain/price.ts';
import { cashOf, type LedgerState, NO_DAY, utcDay } from './ledger-state.ts';

/** Best executable prices of one market, YES scale; null where that side of a live book is empty or unknown. */
export interface Mark {
  readonly bid: CentiCents | null;
  readonly ask: CentiCents | null;
}

export interface MarkedPosition extends Position {
  /** At the price it could be closed for now; null without one. */
  readonly mark: MicroDollars | null;
  readonly unrealised: MicroDollars | null;
}

export interface Valuation {
  readonly cash: MicroDollars;
  /** Cash + marks; null while an open position has no mark: unknown is not zero. */
  readonly equity: MicroDollars | null;
  /** Cash + marks, with unmarked positions at nothing: a floor that is always known. */
  readonly equityFloor: MicroDollars;
  readonly unrealised: MicroDollars | null;
  /** Realised − fees of this UTC day + unrealised now, unmarked positions at nothing: what the day-loss limit reads. */
  readonly dayPnl: MicroDollars;
  /** The same before fees. */
  readonly dayGross: MicroDollars;
  readonly positions: readonly MarkedPosition[];
}

function markOf(position: Position, mark: Mark): MicroDollars | null {
  const size = count(Math.abs(position.contracts));
  if (position.contracts > 0) return mark.bid === null ? null : notional(mark.bid, size);
  return mark.ask === null ? null : notional(complement(mark.ask), size);
}

/**
 * Values every open position at the price it could be closed for (YES at the bid, NO at 1 − ask). A market that `marks`
 * answers with null is none of ours: it stays at its cost until the venue settles it.
 */
export function valuation(
  ledger: LedgerState,
  marks: (ticker: MarketTicker) => Mark | null,
  at: WallMs,
): Valuation {
  const cash = cashOf(ledger);
  let marked = NO_MONEY;
  let cost = NO_MONEY;
  let complete = true;
  const positions: MarkedPosition[] = [];
  for (const position of ledger.positions.values()) {
    const quote = position.contracts === 0 ? null : marks(position.ticker);
    const mark = quote === null ? position.cost : markOf(position, quote);
    const unrealised = mark === null ? null : subtractMoney(mark, position.cost);
    positions.push({ ...position, mark, unrealised });
    cost = addMoney(cost, position.cost);
    if (mark === null) complete = false;
    else marked = addMoney(marked, mark);
  }
  const day = ledger.days.get(utcDay(at)) ?? NO_DAY;
  const unrealisedFloor = subtractMoney(marked, cost);
  const equityFloor = addMoney(cash, marked);
  return {
    cash,
    equity: complete ? equityFloor : null,
    equityFloor,
    unrealised: complete ? unrealisedFloor : null,
    dayPnl: addMoney(subtractMoney(day.realised, day.fees), unrealisedFloor),
    dayGross: addMoney(day.realised, unrealisedFloor),
    positions,
  };
}
