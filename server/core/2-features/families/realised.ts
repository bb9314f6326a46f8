// Realised variance from seconds to a day, plain and two-scale. In: the view. Out: ln ratios to the 30 min EWMA.
// RV: mean of (5 s return)² ÷ 5 at every second, i.e. five 5 s grids averaged. TSRV takes the noise of the mids out and
// is no less than a tenth of RV; below a minute it would be a difference of a handful of squares, so it starts there.
// Source: models B1, B3 (4). Unit: ln ratio. Range: about −3 … 3. 4 h and 24 h: whole minutes, half of them known.
import { type Feature, type FeatureView, logRatio } from '../feature-view.ts';
import { fineVariance, twoScale } from '../fine-returns.ts';
import { longSquares } from '../long-variance.ts';
import { realisedVariance } from '../realised-variance.ts';

const SHORT = [
  ['5s', 5],
  ['10s', 10],
  ['60s', 60],
] as const;

const TWO_SCALE = [
  ['60s', 60],
  ['5m', 300],
  ['15m', 900],
  ['60m', 3_600],
] as const;

const LONG = [
  ['4h', 240],
  ['24h', 1_440],
] as const;

function entry(
  name: string,
  formula: string,
  value: (view: FeatureView) => number | null,
): Feature {
  return {
    name,
    family: 'realised variance',
    unit: 'ln ratio',
    range: [-3, 3],
    formula: `ln(${formula} ÷ EWMA 30 m)`,
    source: 'models B1',
    value: (view) => logRatio(value(view), view.level),
  };
}

function shortTwoScale({ state }: FeatureView, seconds: number): number | null {
  return twoScale(realisedVariance(state.variance, seconds), fineVariance(state.fine, seconds));
}

function longTwoScale({ state }: FeatureView, minutes: number): number | null {
  const squares = longSquares(state.long, minutes);
  return squares === null ? null : twoScale(squares.grid, squares.fine);
}

const grid = (label: string) => `mean of (5 s return)² ÷ 5 over ${label}, every second`;
const scales = (label: string) => `(RV_5s − RV_1s ÷ 5) ÷ (1 − 1/5) over ${label}`;

export const REALISED: readonly Feature[] = [
  ...SHORT.map(([label, seconds]) =>
    entry(`rv·${label}`, grid(label), ({ state }) => realisedVariance(state.variance, seconds)),
  ),
  ...LONG.map(([label, minutes]) =>
    entry(
      `rv·${label}`,
      grid(label),
      ({ state }) => longSquares(state.long, minutes)?.grid ?? null,
    ),
  ),
  ...TWO_SCALE.map(([label, seconds]) =>
    entry(`tsrv·${label}`, scales(label), (view) => shortTwoScale(view, seconds)),
  ),
  ...LONG.map(([label, minutes]) =>
    entry(`tsrv·${label}`, scales(label), (view) => longTwoScale(view, minutes)),
  ),
];
