// P(A > K) at every rung of a ladder, as every view of the law has it. In: law, ladder. Out: one table, read by market.
import { ensure } from '#lib/check.ts';
import { rowCdf } from '../student-table.ts';
import type { CloseLaw, Shifted } from './close-law.ts';
import type { Ladder, LadderMarket } from './ladder.ts';
import { isNonIncreasing, makeNonIncreasing } from './monotone.ts';
import { scratchOf } from './scratch.ts';

/** The rows of the table. */
export const VIEW = {
  law: 0,
  fresh: 1,
  varianceUp: 2,
  varianceDown: 3,
  spotUp: 4,
  spotDown: 5,
  widestVarianceUp: 6,
  widestVarianceDown: 7,
  widestSpotUp: 8,
  widestSpotDown: 9,
  tree: 10,
  sequence: 11,
} as const;
export type View = (typeof VIEW)[keyof typeof VIEW];

/** S by view, each one value a rung. */
export type Survival = readonly Float64Array[];

function viewsOf(law: CloseLaw): readonly (Shifted | null)[] {
  const { variance, spot, widestVariance, widestSpot } = law;
  return [
    law.law,
    law.fresh,
    ...variance,
    ...spot,
    ...widestVariance,
    ...widestSpot,
    law.tree,
    law.sequence,
  ];
}

/** The spread of what is as good as known: the last print is due now. */
const LEAST_SD_USD = 1e-6;

interface Drawn {
  readonly law: CloseLaw;
  readonly ladder: Ladder;
}

/** One curve: 1 at −∞, 0 at +∞, never rising. */
function writeCurve(curve: Float64Array, view: Shifted, { law, ladder }: Drawn): Float64Array {
  const { rungsUsd } = ladder;
  const perUsd = 1 / Math.max(LEAST_SD_USD, view.sdUsd);
  for (let rung = 0; rung < rungsUsd.length; rung++)
    curve[rung] = rowCdf(law.row, (view.meanUsd - (rungsUsd[rung] ?? 0)) * perUsd);
  if (!isNonIncreasing(curve)) makeNonIncreasing(curve);
  return curve;
}

const EMPTY = new Float64Array(0);

/** Every view at every rung; a silent speaker's curve is empty. Holds until the same ladder is priced again. */
export function survivalOf(law: CloseLaw, ladder: Ladder): Survival {
  const room = scratchOf(ladder).survival;
  const drawn = { law, ladder };
  return viewsOf(law).map((view, place) =>
    view === null ? EMPTY : writeCurve(ensure(room[place], 'room for a view'), view, drawn),
  );
}

/** P(YES) of a market as one view has it: the difference between its rungs. */
export function onCurve(survival: Survival, view: View, market: LadderMarket): number {
  const curve = survival[view] ?? EMPTY;
  return (curve[market.lower] ?? 1) - (curve[market.upper] ?? 0);
}
