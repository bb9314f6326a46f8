// The running state behind all features. In: nothing. Out: an empty state, and the clock that closes its seconds.
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import type { MarketTicker } from '#lib/domain/ids.ts';
import type { ContractTrack } from './contracts/contract-track.ts';
import { createFineReturns, type FineReturns, sampleFine } from './fine-returns.ts';
import { type BasisState, createBasisState } from './index-basis.ts';
import { createJumpState, type JumpState, sampleJump } from './jumps.ts';
import { createLiquidity, type Liquidity, sampleLiquidity } from './liquidity.ts';
import { createLongVariance, type LongVariance, sampleLong } from './long-variance.ts';
import { returnOver } from './mid-returns.ts';
import { createMinuteRange, type MinuteRange, sampleRange } from './minute-range.ts';
import {
  closeMinuteSecond,
  createMinuteClocks,
  type MinuteClocks,
} from './minutes/minute-clocks.ts';
import { type MinuteParameters, UNFITTED_MINUTES } from './minutes/minute-parameters.ts';
import { closeOrderFlow, createOrderFlow, type OrderFlow } from './order-flow.ts';
import { createVarianceState, GRID_S, sampleMid, type VarianceState } from './realised-variance.ts';
import { closeFlowSecond, createTradeFlowState, type TradeFlowState } from './trade-flow.ts';

/** More silent seconds than this are one long gap: every window of seconds is empty by then. */
const LONGEST_GAP_S = 3_600;

export interface FeatureState {
  readonly variance: VarianceState;
  readonly long: LongVariance;
  readonly fine: FineReturns;
  readonly jumps: JumpState;
  readonly range: MinuteRange;
  readonly orderFlow: OrderFlow;
  readonly liquidity: Liquidity;
  readonly flow: TradeFlowState;
  readonly basis: BasisState;
  readonly contracts: Map<MarketTicker, ContractTrack>;
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
    long: createLongVariance(),
    fine: createFineReturns(),
    jumps: createJumpState(),
    range: createMinuteRange(),
    orderFlow: createOrderFlow(),
    liquidity: createLiquidity(),
    flow: createTradeFlowState(),
    basis: createBasisState(),
    contracts: new Map(),
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
  for (let each = first; each <= second; each++)
    closeSecond(state, each, trustedMid(state, each * 1000));
  state.second = Math.max(state.second, second);
}

function closeSecond(state: FeatureState, second: number, mid: number | null): void {
  const trusted = mid !== null;
  sampleMid(state.variance, mid);
  const fine = sampleFine(state.fine, state.variance.mids);
  const move = returnOver(state.variance.mids, GRID_S);
  const known = fine !== null && !Number.isNaN(move);
  sampleLong(state.long, second, known ? { grid: (move * move) / GRID_S, fine } : null);
  sampleJump(state.jumps, state.variance, second);
  sampleRange(state.range, state.variance.mids);
  closeMinuteSecond(state.minutes, {
    at: second * 1000,
    midUsd: mid,
    volumeBtc: trusted ? state.flow.buyBtc + state.flow.sellBtc : null,
  });
  closeFlowSecond(state.flow, trusted);
  closeOrderFlow(state.orderFlow, trusted);
  if (trusted && state.orderFlow.held.known) sampleLiquidity(state.liquidity, state.orderFlow.held);
}
