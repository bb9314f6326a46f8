// The features the first models are trained on and served with: the same function in both places, so they cannot drift.
// In: variance state and wall time. Out: entries, and values in their order; null = missing.
import type { FeatureEntry } from '#lib/domain/features.ts';
import {
  type EwmaName,
  ewmaVariance,
  realisedVariance,
  scaledReturn,
  type VarianceState,
} from './realised-variance.ts';
import { dayWave } from './time-of-day.ts';

interface VarianceFeature extends FeatureEntry {
  readonly value: (state: VarianceState, at: number) => number | null;
}

interface LevelFeature extends FeatureEntry {
  readonly value: (state: VarianceState) => number | null;
}

const HORIZONS = [
  ['5m', 300],
  ['15m', 900],
  ['60m', 3_600],
] as const;

const AVERAGES: readonly (readonly [label: string, name: EwmaName])[] = [
  ['5m', 'ewma5m'],
  ['riskmetrics', 'ewmaRisk'],
  ['4h', 'ewma4h'],
];

function logOf(value: number | null): number | null {
  return value === null ? null : Math.log(value);
}

function overLevel(value: number | null, state: VarianceState): number | null {
  const level = ewmaVariance(state, 'ewma30m');
  return value === null || level === null ? null : Math.log(value / level);
}

const REALISED: readonly VarianceFeature[] = HORIZONS.map(([label, seconds]) => ({
  name: `rv·${label}`,
  family: 'realised variance',
  unit: 'ln ratio',
  range: [-3, 3],
  formula: `ln(mean of (5 s return)² ÷ 5 over ${label}, every second ÷ EWMA 30 m)`,
  source: 'models B1',
  value: (state) => overLevel(realisedVariance(state, seconds), state),
}));

const SMOOTHED: readonly VarianceFeature[] = AVERAGES.map(([label, name]) => ({
  name: `ewma·${label}`,
  family: 'EWMA',
  unit: 'ln ratio',
  range: [-3, 3],
  formula:
    label === 'riskmetrics'
      ? 'ln(EWMA with λ = .94 a minute ÷ EWMA 30 m)'
      : `ln(EWMA with half-life ${label} ÷ EWMA 30 m)`,
  source: 'models B3 (2)',
  value: (state) => overLevel(ewmaVariance(state, name), state),
}));

const DRIFT: readonly VarianceFeature[] = [
  {
    name: 'return·15m',
    family: 'drift',
    unit: 'σ',
    range: [-5, 5],
    formula: 'log return of 15 m ÷ its own √(realised variance)',
    source: 'models C2',
    value: (state) => scaledReturn(state, 900),
  },
  {
    name: 'fall·15m',
    family: 'drift',
    unit: 'σ',
    range: [-5, 0],
    formula: 'min(0, return·15m)',
    source: 'models C2',
    value(state) {
      const drift = scaledReturn(state, 900);
      return drift === null ? null : Math.min(0, drift);
    },
  },
];

const DAY: readonly VarianceFeature[] = [1, 2].flatMap((harmonic) =>
  (['cos', 'sin'] as const).map((wave, part) => ({
    name: `day·${wave}${harmonic}`,
    family: 'clock',
    unit: 'wave',
    range: [-1, 1] as const,
    formula: `${wave}(2π·${harmonic}·share of the UTC day)`,
    source: 'models B4',
    value: (_state: VarianceState, at: number) => dayWave(at, harmonic)[part] ?? null,
  })),
);

const LEVELS: readonly LevelFeature[] = [
  ...(
    [
      ['ewma5m', 'ewma5m'],
      ['riskmetrics', 'ewmaRisk'],
      ['ewma30m', 'ewma30m'],
      ['ewma4h', 'ewma4h'],
    ] as const
  ).map(([label, name]) => ({
    ...level(label),
    value: (state: VarianceState) => logOf(ewmaVariance(state, name)),
  })),
  ...(
    [
      ['rv15m', 900],
      ['rv60m', 3_600],
    ] as const
  ).map(([label, seconds]) => ({
    ...level(label),
    value: (state: VarianceState) => logOf(realisedVariance(state, seconds)),
  })),
];

function level(label: string): FeatureEntry {
  return {
    name: `level·${label}`,
    family: 'level',
    unit: 'ln(variance per second)',
    range: [-22, -12],
    formula: `ln of the ${label} variance itself: the level all others are relative to`,
    source: 'models B3, C2',
  };
}

const MODEL: readonly VarianceFeature[] = [...REALISED, ...SMOOTHED, ...DRIFT, ...DAY];

/** Dimensionless, so that another venue or regime does not break them (models B5). */
export const MODEL_ENTRIES: readonly FeatureEntry[] = MODEL;

/** ln of variance per second: what the statistical estimator combines. */
export const LEVEL_ENTRIES: readonly FeatureEntry[] = LEVELS;

/** One row in MODEL_ENTRIES order. `at` is wall time in ms. */
export function modelFeatures(state: VarianceState, at: number): readonly (number | null)[] {
  return MODEL.map((feature) => feature.value(state, at));
}

/** In LEVEL_ENTRIES order. */
export function levelFeatures(state: VarianceState): readonly (number | null)[] {
  return LEVELS.map((feature) => feature.value(state));
}
