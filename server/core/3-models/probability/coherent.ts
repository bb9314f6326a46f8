// After blending, P(A > K) must still fall as K rises. In: ladder, blended P by market. Out: the room left to each.
// Strikes with one bound are pooled to a curve that never rises (PAV, tight quotes weigh more); a range has what the curve
// leaves between its bounds. Each P held within its room, they agree with each other.
import type { Bounds } from './blend-with-mid.ts';
import { type Ladder, type LadderMarket, soleRung } from './ladder.ts';
import { isNonIncreasing, makeNonIncreasing } from './monotone.ts';

/** A quote tighter than a cent weighs no more than one of a cent. */
const TIGHTEST = 0.01;

/** Nothing known beside it. */
export const ANYWHERE: Bounds = { low: 0, high: 1 };

/** What each market is worth after its blend and how wide it is quoted, in the ladder's order; NaN without a quote. */
export interface BlendedQuotes {
  readonly blended: Float64Array;
  readonly spread: Float64Array;
}

/** Markets on the curve, strikes rising: place in the ladder, rung, and S there. */
interface Curve {
  readonly places: readonly number[];
  readonly rungs: readonly number[];
  readonly values: Float64Array;
}

/** P(YES) as survival: a market with an upper bound alone is seen from the other side. */
function curveOf(ladder: Ladder, { blended, spread }: BlendedQuotes): Curve {
  const places: number[] = [];
  const rungs: number[] = [];
  const values = new Float64Array(ladder.byStrike.length);
  const weights = new Float64Array(ladder.byStrike.length);
  for (const place of ladder.byStrike) {
    const market = ladder.markets[place];
    const p = blended[place] ?? Number.NaN;
    if (market === undefined || Number.isNaN(p)) continue;
    values[places.length] = market.lower === 0 ? 1 - p : p;
    weights[places.length] = 1 / Math.max(TIGHTEST, spread[place] ?? 1) ** 2;
    places.push(place);
    rungs.push(soleRung(market));
  }
  const curve = values.subarray(0, places.length);
  if (!isNonIncreasing(curve)) makeNonIncreasing(curve, weights);
  return { places, rungs, values: curve };
}

/** S of the nearest strike at or below each rung (1 before the first), and at or above it (0 after the last). */
function besideRungs(size: number, { rungs, values }: Curve) {
  const below = new Float64Array(size);
  const above = new Float64Array(size);
  let at = 0;
  for (let rung = 0; rung < size; rung++) {
    below[rung] = rungs[at] === rung ? (values[at] ?? 1) : (below[rung - 1] ?? 1);
    while (rungs[at] === rung) at++;
  }
  at = rungs.length - 1;
  for (let rung = size - 1; rung >= 0; rung--) {
    above[rung] = rungs[at] === rung ? (values[at] ?? 0) : (above[rung + 1] ?? 0);
    while (rungs[at] === rung) at--;
  }
  return { below, above };
}

function roomOfRange(market: LadderMarket, beside: ReturnType<typeof besideRungs>): Bounds {
  const { below, above } = beside;
  const { lower, upper } = market;
  return {
    low: Math.max(0, (above[lower] ?? 0) - (below[upper] ?? 1)),
    high: (below[lower] ?? 1) - (above[upper] ?? 0),
  };
}

/** Room by market, in the ladder's order; a market with nothing quoted beside it may be anywhere. */
export function coherent(ladder: Ladder, quotes: BlendedQuotes): readonly Bounds[] {
  const curve = curveOf(ladder, quotes);
  const beside = besideRungs(ladder.rungsUsd.length, curve);
  const room = ladder.markets.map((market) =>
    market.rule.kind === 'between' ? roomOfRange(market, beside) : ANYWHERE,
  );
  for (let at = 0; at < curve.places.length; at++) {
    const place = curve.places[at] ?? 0;
    const market = ladder.markets[place];
    if (market === undefined) continue;
    const high = curve.values[at - 1] ?? 1;
    const low = curve.values[at + 1] ?? 0;
    room[place] = market.lower === 0 ? { low: 1 - high, high: 1 - low } : { low, high };
  }
  return room;
}
