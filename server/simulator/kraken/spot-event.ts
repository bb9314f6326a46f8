// What the simulated matching engine says happened: the vocabulary between the order flow and the venue.
import type { Ladder, LadderLevel, LadderSide } from './ladder.ts';

/** A trade inside an engine event; the taker's side and order type. */
export interface SpotEngineTrade {
  readonly priceTicks: number;
  readonly sizeUnits: number;
  readonly takerSide: 'buy' | 'sell';
  readonly orderType: 'limit' | 'market';
}

/** One matching-engine event: it touches one side only, its changes are absolute and in order (kraken-api §2). */
export interface SpotEngineEvent {
  readonly atMs: number;
  readonly side: LadderSide;
  readonly changes: readonly LadderLevel[];
  readonly trades: readonly SpotEngineTrade[];
}

const UNITS_PER_BTC = 100_000_000;

/** What the trades of an event amount to, BTC. */
export function tradedBtc(trades: readonly SpotEngineTrade[]): number {
  let units = 0;
  for (const trade of trades) units += trade.sizeUnits;
  return units / UNITS_PER_BTC;
}

/** The state the flow works on. `drift` remembers the sign of the last move, −1…1. */
export interface SpotFlow {
  readonly random: () => number;
  readonly bids: Ladder;
  readonly asks: Ladder;
  drift: number;
}
