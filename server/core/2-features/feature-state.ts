// The running state behind all features. In: nothing. Out: an empty state, and the clock that closes its seconds.
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import { type BasisState, createBasisState } from './index-basis.ts';
import {
  closeMinuteSecond,
  createMinuteClocks,
  type MinuteClocks,
} from './minutes/minute-clocks.ts';
import { type MinuteParameters, UNFITTED_MINUTES } from './minutes/minute-parameters.ts';
import { createVarianceState, sampleMid, type VarianceState } from './realised-variance.ts';
import { closeFlowSecond, createTradeFlowState, type TradeFlowState } from './trade-flow.ts';

/** More silent seconds than this are one long gap: every window is empty by then. */
const LONGEST_GAP_S = 3_600;

export interface FeatureState {
  readonly variance: VarianceState;
  readonly flow: TradeFlowState;
  readonly basis: BasisState;
  readonly minutes: MinuteClocks;
  /** The last trusted mid and when it was seen; null while the book cannot be trusted. */
  mid: { readonly usd: number; readonly at: number } | null;
  /** The last whole second that was closed; null before the first event. */
  second: number | null;
}

/** Nothing observed. `parameters` are the fitted numbers of the minute layer. */
export function createFeatureState(parameters: MinuteParameters = UNFITTED_MINUTES): FeatureState {
  return {
    variance: createVarianceState(),
    flow: createTradeFlowState(),
    basis: createBasisState(),
    minutes: createMinuteClocks(parameters),
    mid: null,
    second: null,
  };
}

/** The mid in USD while it is younger than the book's age budget; null otherwise. */
export function trustedMid(state: FeatureState, at: number): number | null {
  if (state.mid === null || at - state.mid.at > FRESHNESS_MS['kraken-book']) return null;
  return state.mid.usd;
}

/** Closes every whole second up to `at` with the mid known at its boundary; stale seconds become gaps. */
export function closeSeconds(state: FeatureState, at: number): void {
  const second = Math.floor(at / 1000);
  if (state.second === null) {
    state.second = second;
    return;
  }
  const first = Math.max(state.second + 1, second - LONGEST_GAP_S);
  for (let each = first; each <= second; each++) {
    const mid = trustedMid(state, each * 1000);
    sampleMid(state.variance, mid);
    closeMinuteSecond(state.minutes, {
      at: each * 1000,
      midUsd: mid,
      volumeBtc: mid === null ? null : state.flow.buyBtc + state.flow.sellBtc,
    });
    closeFlowSecond(state.flow, mid !== null);
  }
  state.second = Math.max(state.second, second);
}
