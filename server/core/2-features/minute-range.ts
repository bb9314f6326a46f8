// Variance from the range of a minute. In: the mids of each second. Out: Parkinson, Garman–Klass, Rogers–Satchell.
// Source: models B1 (range estimators from 1 min bars). With u = ln H/O, d = ln L/O, c = ln C/O of sixty seconds:
// Parkinson (u − d)² ÷ 4 ln 2 · Garman–Klass ½(u − d)² − (2 ln 2 − 1)c² · Rogers–Satchell u(u − c) + d(d − c).
// Every second closes one rolling minute; a window is the mean of those that lie in it. Unit: variance of ln price per
// second. Sixty samples miss the true extremes, so all three read low by about a fifth: compare them with themselves.
// Missing while a gap lies in the minute, and where a window's mean is not above zero.
import { createFeatureRing, type FeatureRing, lastSeconds, pushSecond } from './feature-ring.ts';
import { logMid, type MidReturns } from './mid-returns.ts';
import {
  clearMaximum,
  createSlidingMaximum,
  pushMaximum,
  type SlidingMaximum,
} from './sliding-extreme.ts';

const MINUTE_S = 60;
const LONGEST_S = 900;

export type RangeName = 'parkinson' | 'garmanKlass' | 'rogersSatchell';

export interface MinuteRange extends Readonly<Record<RangeName, FeatureRing>> {
  readonly highest: SlidingMaximum;
  /** Of −ln mid: the lowest. */
  readonly lowest: SlidingMaximum;
  /** Samples without a gap up to now. */
  unbroken: number;
}

/** No minute yet. */
export function createMinuteRange(): MinuteRange {
  return {
    highest: createSlidingMaximum(MINUTE_S + 1),
    lowest: createSlidingMaximum(MINUTE_S + 1),
    unbroken: 0,
    parkinson: createFeatureRing(LONGEST_S),
    garmanKlass: createFeatureRing(LONGEST_S),
    rogersSatchell: createFeatureRing(LONGEST_S),
  };
}

/** Closes one second whose mid is already in `mids`: the open is the mid a minute ago. */
export function sampleRange(state: MinuteRange, mids: MidReturns): void {
  const close = logMid(mids, 0);
  if (Number.isNaN(close)) {
    clearMaximum(state.highest);
    clearMaximum(state.lowest);
    state.unbroken = 0;
    pushBar(state, null);
    return;
  }
  const high = pushMaximum(state.highest, close);
  const low = -pushMaximum(state.lowest, -close);
  state.unbroken++;
  if (state.unbroken <= MINUTE_S) {
    pushBar(state, null);
    return;
  }
  const open = logMid(mids, MINUTE_S);
  pushBar(state, { up: high - open, down: low - open, move: close - open });
}

function pushBar(
  state: MinuteRange,
  bar: { readonly up: number; readonly down: number; readonly move: number } | null,
): void {
  if (bar === null) {
    for (const name of ['parkinson', 'garmanKlass', 'rogersSatchell'] as const)
      pushSecond(state[name], null);
    return;
  }
  const { up, down, move } = bar;
  const range = (up - down) ** 2 / MINUTE_S;
  pushSecond(state.parkinson, range / (4 * Math.LN2));
  pushSecond(state.garmanKlass, range / 2 - ((2 * Math.LN2 - 1) * move * move) / MINUTE_S);
  pushSecond(state.rogersSatchell, (up * (up - move) + down * (down - move)) / MINUTE_S);
}

/** Variance per second by `name` over the last 1 … 15 minutes; null before half of its minutes are whole. */
export function rangeVariance(state: MinuteRange, name: RangeName, minutes: number): number | null {
  const bars = (minutes - 1) * MINUTE_S + 1;
  const { sum, count } = lastSeconds(state[name], bars);
  return count < bars / 2 || sum <= 0 ? null : sum / count;
}
