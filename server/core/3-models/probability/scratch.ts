// Room for the numbers of one pricing, kept with the ladder. In: ladder. Out: arrays that the next pricing writes over.
// A tick prices every strike: a score of fresh arrays each time cost more in collecting them than the sums in them.
import type { Ladder } from './ladder.ts';

/** What the model says of each market, by place in the ladder: see model-view.ts, confidence.ts and blend-with-mid.ts. */
export interface ViewColumns {
  /** P(YES) uncalibrated. */
  readonly combined: Float64Array;
  /** Calibrated, in its 80 % band; before calibration is written, the raw band. */
  readonly low: Float64Array;
  readonly centre: Float64Array;
  readonly high: Float64Array;
  /** Their log-odds, held to what evidence can speak of. */
  readonly oddsLow: Float64Array;
  readonly oddsCentre: Float64Array;
  readonly oddsHigh: Float64Array;
  /** 1 without uncertainty, 0 at twice the normal one or more. */
  readonly sureness: Float64Array;
  /** dP per 1 USD of spot and per unit of ln(volatility). */
  readonly deltaPerUsd: Float64Array;
  readonly vegaPerLogVol: Float64Array;
  /** What we trade on, and its band. */
  readonly traded: Float64Array;
  readonly tradedLow: Float64Array;
  readonly tradedHigh: Float64Array;
}

export interface Scratch {
  /** S by view, each one value a rung. */
  readonly survival: readonly Float64Array[];
  /** The calibrated curve, by rung. */
  readonly calibrated: Float64Array;
  readonly views: ViewColumns;
  /** By market, in the ladder's order. */
  readonly blended: Float64Array;
  readonly spread: Float64Array;
  /** By place on the blended curve. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
  readonly slack: Float64Array;
  /** By rung. */
  readonly below: Int32Array;
  readonly above: Int32Array;
}

/** Curves of one close (survival.ts). */
const VIEWS = 12;

const kept = new WeakMap<Ladder, Scratch>();

function makeViews(size: number): ViewColumns {
  const column = () => new Float64Array(size);
  return {
    combined: column(),
    low: column(),
    centre: column(),
    high: column(),
    oddsLow: column(),
    oddsCentre: column(),
    oddsHigh: column(),
    sureness: column(),
    deltaPerUsd: column(),
    vegaPerLogVol: column(),
    traded: column(),
    tradedLow: column(),
    tradedHigh: column(),
  };
}

function make({ rungsUsd, markets, byStrike }: Ladder): Scratch {
  const floats = (size: number) => new Float64Array(size);
  return {
    survival: Array.from({ length: VIEWS }, () => floats(rungsUsd.length)),
    calibrated: floats(rungsUsd.length),
    views: makeViews(markets.length),
    blended: floats(markets.length),
    spread: floats(markets.length),
    values: floats(byStrike.length),
    weights: floats(byStrike.length),
    slack: floats(byStrike.length),
    below: new Int32Array(rungsUsd.length),
    above: new Int32Array(rungsUsd.length),
  };
}

/** The ladder's own room. What is in it holds until the next pricing of the same ladder. */
export function scratchOf(ladder: Ladder): Scratch {
  const known = kept.get(ladder);
  if (known !== undefined) return known;
  const made = make(ladder);
  kept.set(ladder, made);
  return made;
}
