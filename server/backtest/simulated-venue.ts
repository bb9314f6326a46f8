// What a backtest trades on: a venue that moves a second at a time. In: seconds. Out: ticks as the core takes them.
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { Tick } from '#lib/domain/tick.ts';
import type { RunningExchange } from '#server/simulator/kalshi/exchange.ts';

export interface SimulatedVenue {
  readonly exchange: RunningExchange;
  nowMs(): number;
  /** Moves one second on. */
  second(): readonly Tick[];
  /** Contracts whose books are wanted from now on, with a fresh picture of each. */
  watch(tickers: readonly MarketTicker[]): void;
}
