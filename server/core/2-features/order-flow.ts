// Order-flow imbalance of the spot book. In: the book after each event, one second boundary after another. Out: OFI.
// Source: models B6; Cont–Kukanov–Stoikov, level by level (Xu–Gould–Howison). With q the size and P the price of the
// m-th level: e = 1{P ≥ P′}q − 1{P ≤ P′}q′ for bids, mirrored for asks; OFI = Σ over events and levels (bids − asks),
// divided by the mean depth a side of those levels, so that it does not depend on the venue's size. About −10 … 10.
import type { SpotLevelView, SpotView } from '#lib/domain/market-view.ts';
import { createFeatureRing, type FeatureRing, lastSeconds, pushSecond } from './feature-ring.ts';
import {
  createSpotLevels,
  depthOf,
  keepLevels,
  LEVELS,
  type LevelSide,
  type SpotLevels,
} from './spot-levels.ts';

/** OFI is kept over the best level, the best five and the best ten. */
export const FLOW_LEVELS = [1, 5, LEVELS] as const;
export type FlowLevels = (typeof FLOW_LEVELS)[number];

const LONGEST_S = 60;

interface FlowBand {
  readonly levels: FlowLevels;
  /** Of the running second, BTC. */
  running: number;
  readonly flows: FeatureRing;
  /** Mean of both sides' depth in BTC at the end of each second. */
  readonly depths: FeatureRing;
}

export interface OrderFlow {
  readonly held: SpotLevels;
  readonly bands: readonly FlowBand[];
}

/** No book yet. */
export function createOrderFlow(): OrderFlow {
  return {
    held: createSpotLevels(),
    bands: FLOW_LEVELS.map((levels) => ({
      levels,
      running: 0,
      flows: createFeatureRing(LONGEST_S),
      depths: createFeatureRing(LONGEST_S),
    })),
  };
}

/** One event of a trusted book: its flow goes to the running second, its levels are what the next is compared with. */
export function addBook(state: OrderFlow, spot: Pick<SpotView, 'bids' | 'asks'>): void {
  const bids = spot.bids(LEVELS);
  const asks = spot.asks(LEVELS);
  if (state.held.known) addFlow(state, bids, asks);
  keepLevels(state.held, bids, asks);
}

/** The book is not to be trusted: what comes after is compared with nothing before. */
export function forgetBook(state: OrderFlow): void {
  state.held.known = false;
}

function addFlow(
  state: OrderFlow,
  bids: readonly SpotLevelView[],
  asks: readonly SpotLevelView[],
): void {
  let flow = 0;
  let level = 0;
  for (const band of state.bands) {
    for (; level < band.levels; level++)
      flow +=
        levelFlow(state.held.bids, level, bids[level]) -
        levelFlow(state.held.asks, level, asks[level]);
    band.running += flow;
  }
}

/** What was added to one level, BTC; nothing where one of both books has no such level. */
function levelFlow(held: LevelSide, level: number, now: SpotLevelView | undefined): number {
  if (now === undefined || level >= held.count) return 0;
  const better = held.sign * (now.priceUsd - (held.priceUsd[level] ?? 0));
  return (better >= 0 ? now.sizeBtc : 0) - (better <= 0 ? (held.sizeBtc[level] ?? 0) : 0);
}

/** Closes the running second; `trusted` false makes it a gap. */
export function closeOrderFlow(state: OrderFlow, trusted: boolean): void {
  const known = trusted && state.held.known;
  for (const band of state.bands) {
    pushSecond(band.flows, known ? band.running : null);
    pushSecond(band.depths, known ? depthOf(state.held, band.levels) : null);
    band.running = 0;
  }
}

/** OFI over the last `seconds`, up to a minute; missing when half of them are gaps. */
export function orderFlowImbalance(
  state: OrderFlow,
  levels: FlowLevels,
  seconds: number,
): number | null {
  const band = state.bands.find((each) => each.levels === levels);
  if (band === undefined) return null;
  const flow = lastSeconds(band.flows, seconds);
  const depth = lastSeconds(band.depths, seconds);
  if (flow.count < seconds / 2 || depth.sum <= 0) return null;
  return flow.sum / (depth.sum / depth.count);
}
