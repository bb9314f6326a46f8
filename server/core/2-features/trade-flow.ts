// Signed spot trade flow and its intensity. In: fresh trades, one second boundary after another. Out: flow by horizon.
// Source: models B6 (order flow; intensity relative to its own 24 h mean). Flow −1 … 1, intensity ln-ratio about 0.
import {
  addObservation,
  createDecayedMean,
  DAY_HALF_LIFE_S,
  type DecayedMean,
  decayedMean,
} from './decayed-mean.ts';
import { createFeatureRing, type FeatureRing, lastSeconds, pushSecond } from './feature-ring.ts';

/** A trade older than this on arrival is history (a snapshot after a reconnect), not flow. */
const OLDEST_TRADE_MS = 5_000;
const LONGEST_S = 60;

export interface TradeFlowState {
  buyBtc: number;
  sellBtc: number;
  trades: number;
  readonly signed: FeatureRing;
  readonly total: FeatureRing;
  readonly rate: FeatureRing;
  readonly usualRate: DecayedMean;
}

export interface FlowTrade {
  readonly sizeBtc: number;
  readonly takerSide: 'buy' | 'sell';
  readonly venueAt: number;
}

/** No trades yet. */
export function createTradeFlowState(): TradeFlowState {
  return {
    buyBtc: 0,
    sellBtc: 0,
    trades: 0,
    signed: createFeatureRing(LONGEST_S),
    total: createFeatureRing(LONGEST_S),
    rate: createFeatureRing(LONGEST_S),
    usualRate: createDecayedMean(DAY_HALF_LIFE_S),
  };
}

/** Adds fresh trades to the running second. `at` is our wall time in ms. */
export function addTrades(state: TradeFlowState, trades: readonly FlowTrade[], at: number): void {
  for (const trade of trades) {
    if (at - trade.venueAt > OLDEST_TRADE_MS) continue;
    if (trade.takerSide === 'buy') state.buyBtc += trade.sizeBtc;
    else state.sellBtc += trade.sizeBtc;
    state.trades++;
  }
}

/** Closes the running second; `trusted` false makes it a gap. */
export function closeFlowSecond(state: TradeFlowState, trusted: boolean): void {
  pushSecond(state.signed, trusted ? state.buyBtc - state.sellBtc : null);
  pushSecond(state.total, trusted ? state.buyBtc + state.sellBtc : null);
  pushSecond(state.rate, trusted ? state.trades : null);
  if (trusted) addObservation(state.usualRate, state.trades);
  state.buyBtc = 0;
  state.sellBtc = 0;
  state.trades = 0;
}

/** (bought − sold) ÷ (bought + sold) over the window; missing when nothing traded or half the window is a gap. */
export function signedFlow(state: TradeFlowState, seconds: number): number | null {
  const all = lastSeconds(state.total, seconds);
  if (all.count < seconds / 2 || all.sum <= 0) return null;
  return lastSeconds(state.signed, seconds).sum / all.sum;
}

/** ln of trades a second over the window against the usual rate (mean age 24 h), half a trade added to both. */
export function tradeIntensity(state: TradeFlowState, seconds: number): number | null {
  const window = lastSeconds(state.rate, seconds);
  const usual = decayedMean(state.usualRate, 60);
  if (window.count < seconds / 2 || usual === null) return null;
  return Math.log((window.sum + 0.5) / (usual * window.count + 0.5));
}
