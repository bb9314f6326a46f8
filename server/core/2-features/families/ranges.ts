// Variance from highs and lows. In: the view. Out: three estimators over 1, 5 and 15 minutes, ln ratios to the EWMA.
// Source: models B1 (they cost nothing and helped, B5). Unit: ln ratio. Range: about −4 … 3, reading a fifth low.
import { type Feature, logRatio } from '../feature-view.ts';
import { type RangeName, rangeVariance } from '../minute-range.ts';

const MINUTES = [1, 5, 15] as const;

const ESTIMATORS: readonly (readonly [label: string, name: RangeName, formula: string])[] = [
  ['parkinson', 'parkinson', '(ln H/L)² ÷ 4 ln 2'],
  ['garman-klass', 'garmanKlass', '½(ln H/L)² − (2 ln 2 − 1)(ln C/O)²'],
  ['rogers-satchell', 'rogersSatchell', 'ln(H/O)·ln(H/C) + ln(L/O)·ln(L/C)'],
];

export const RANGES: readonly Feature[] = ESTIMATORS.flatMap(([label, name, formula]) =>
  MINUTES.map((minutes) => ({
    name: `${label}·${minutes}m`,
    family: 'ranges',
    unit: 'ln ratio',
    range: [-4, 3] as const,
    formula: `ln(mean of ${formula} of the rolling minutes within ${minutes} m ÷ EWMA 30 m)`,
    source: 'models B1',
    value: ({ state, level }) => logRatio(rangeVariance(state.range, name, minutes), level),
  })),
);
