// After blending, P(A > K) must still fall as K rises. In: ladder, blended P by market. Out: the room left to each.
// Strikes with one bound are pooled to a curve that never rises (PAV, tight quotes weigh more); a range has what the curve
// leaves between its bounds, give or take half the spreads there. Each P held within its room, they agree with each other.
import type { Bounds } from './blend-with-mid.ts';
import { type Ladder, type LadderMarket, soleRung } from './ladder.ts';
import { isNonIncreasing, makeNonIncreasing } from './monotone.ts';
import { scratchOf } from './scratch.ts';

/** A quote tighter than a cent weighs no more than one of a cent. */
const TIGHTEST = 0.01;

/** Nothing known beside it. */
export const ANYWHERE: Bounds = { low: 0, high: 1 };

/** What each market is worth after its blend and how wide it is quoted, in the ladder's order; NaN without a quote. */
export interface BlendedQuotes {
  readonly blended: Float64Array;
  readonly spread: Float64Array;
}

/** Markets on the curve, strikes rising: place in the ladder, rung, S there, and half the spread it is quoted with. */
interface Curve {
  readonly places: readonly number[];
  readonly rungs: readonly number[];
  readonly values: Float64Array;
  readonly slack: Float64Array;
}

/** P(YES) as survival: a market with an upper bound alone is seen from the other side. */
function curveOf(ladder: Ladder, { blended, spread }: BlendedQuotes): Curve {
  const places: number[] = [];
  const rungs: number[] = [];
  const { values, weights, slack } = scratchOf(ladder);
  for (const place of ladder.byStrike) {
    const market = ladder.markets[place];
    const p = blended[place] ?? Number.NaN;
    if (market === undefined || Number.isNaN(p)) continue;
    const at = places.length;
    const wide = spread[place] ?? 1;
    values[at] = market.lower === 0 ? 1 - p : p;
    weights[at] = 1 / Math.max(TIGHTEST, wide) ** 2;
    slack[at] = wide / 2;
    places.push(place);
    rungs.push(soleRung(market));
  }
  const curve = values.subarray(0, places.length);
  if (!isNonIncreasing(curve)) makeNonIncreasing(curve, weights);
  return { places, rungs, values: curve, slack: slack.subarray(0, places.length) };
}

/** By rung: place on the curve of the nearest strike at or below it, and at or above it; −1 and the curve's length at its ends. */
function besideRungs(ladder: Ladder, { rungs }: Curve) {
  const { below, above } = scratchOf(ladder);
  const size = ladder.rungsUsd.length;
  let at = 0;
  for (let rung = 0; rung < size; rung++) {
    below[rung] = rungs[at] === rung ? at : (below[rung - 1] ?? -1);
    while (rungs[at] === rung) at++;
  }
  at = rungs.length - 1;
  for (let rung = size - 1; rung >= 0; rung--) {
    above[rung] = rungs[at] === rung ? at : (above[rung + 1] ?? rungs.length);
    while (rungs[at] === rung) at--;
  }
  return { below, above };
}

/** What two places of the curve leave between them: the difference of S, and the slack of both. */
function between({ values, slack }: Curve, first: number, second: number) {
  const high = first < 0 ? 1 : (values[first] ?? 0);
  const low = second < 0 ? 1 : (values[second] ?? 0);
  return { gap: high - low, slack: (slack[first] ?? 0) + (slack[second] ?? 0) };
}

function roomOfRange(
  market: LadderMarket,
  curve: Curve,
  { below, above }: ReturnType<typeof besideRungs>,
): Bounds {
  const { lower, upper } = market;
  const outer = between(curve, below[lower] ?? -1, above[upper] ?? curve.rungs.length);
  const inner = between(curve, above[lower] ?? curve.rungs.length, below[upper] ?? -1);
  return {
    low: Math.max(0, inner.gap - inner.slack),
    high: Math.min(1, outer.gap + outer.slack),
  };
}

/** Room by market, in the ladder's order; a market with nothing quoted beside it may be anywhere. */
export function coherent(ladder: Ladder, quotes: BlendedQuotes): readonly Bounds[] {
  const curve = curveOf(ladder, quotes);
  const beside = besideRungs(ladder, curve);
  const room = ladder.markets.map((market) =>
    market.rule.kind === 'between' ? roomOfRange(market, curve, beside) : ANYWHERE,
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
