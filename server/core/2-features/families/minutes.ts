// What the minute layer's columns and channels are, for the list. In: their names. Out: entries in the layouts' order.
// The numbers themselves are made in 2-features/minutes, by the code that training uses (models B4, B5, C2, C3).
import { ensure } from '#lib/check.ts';
import type { FeatureEntry } from '#lib/domain/features.ts';
import { MINUTE_FEATURES, SEQUENCE_CHANNELS } from '#lib/domain/minute-row.ts';

type Described = Omit<FeatureEntry, 'name'>;

const LN_RATIO = { unit: 'ln ratio', range: [-4.6, 4] } as const;

/** By the part of the name before the look-back; `$w` stands for the look-back. */
const COLUMNS: Readonly<Record<string, Described>> = {
  rv: {
    ...LN_RATIO,
    family: 'minute variance',
    formula: 'ln(mean squared 1 m return of $w) − base, at least ln 0.01',
    source: 'models C2',
  },
  gk: {
    ...LN_RATIO,
    family: 'minute variance',
    formula: 'ln(mean Garman–Klass variance of $w) − base, at least ln 0.01',
    source: 'models B1, C2',
  },
  'bipower-share': {
    unit: 'ratio',
    range: [0, 2],
    family: 'minute jumps',
    formula: 'bipower ÷ realised variance of $w',
    source: 'models B2',
  },
  volume: {
    ...LN_RATIO,
    family: 'minute volume',
    formula: 'ln(mean volume of $w ÷ of 1440 m), at least ln 0.01',
    source: 'models B6',
  },
  return: {
    unit: 'σ',
    range: [-5, 5],
    family: 'minute drift',
    formula: 'Σr ÷ √Σr² over $w',
    source: 'models C2',
  },
  fall: {
    unit: 'σ',
    range: [-5, 0],
    family: 'minute drift',
    formula: 'min(0, return of $w)',
    source: 'models C2',
  },
  day: {
    unit: 'wave',
    range: [-1, 1],
    family: 'clock',
    formula: 'cos or sin of 2π·k·share of the day by New York (UTC in winter, + 1 h in summer)',
    source: 'models B4',
  },
  weekend: {
    unit: 'flag',
    range: [0, 1],
    family: 'clock',
    formula: '1 on Saturday and Sunday, of the same clock as the day',
    source: 'models B4',
  },
  'minute-factor': {
    unit: 'ln ratio',
    range: [-1, 1],
    family: 'clock',
    formula:
      'ln of the mean variance factor of the span by minute of the hour: the target, or the look-back',
    source: 'models B4',
  },
  'jump-age': {
    unit: 'share',
    range: [0, 1],
    family: 'minute jumps',
    formula: 'ln(1 + minutes since |r| > 4 local σ) ÷ ln 1440',
    source: 'models B2',
  },
};

const CHANNELS: Readonly<Record<string, Described>> = {
  return: {
    unit: 'σ',
    range: [-8, 8],
    family: 'minute step',
    formula: 'r ÷ √e^base',
    source: 'models C3',
  },
  'log-square': {
    unit: 'ln ratio',
    range: [-5, 5],
    family: 'minute step',
    formula: 'ln r² − base',
    source: 'models C3',
  },
  'log-range': {
    unit: 'ln ratio',
    range: [-5, 5],
    family: 'minute step',
    formula: 'ln(Garman–Klass variance) − base',
    source: 'models C3',
  },
  size: {
    unit: 'σ',
    range: [0, 8],
    family: 'minute step',
    formula: '|return|',
    source: 'models C3',
  },
  volume: {
    unit: 'ln ratio',
    range: [-5, 5],
    family: 'minute step',
    formula: 'ln(volume ÷ mean of the day)',
    source: 'models C3',
  },
  minute: {
    unit: 'wave',
    range: [-1, 1],
    family: 'minute step',
    formula: 'cos or sin of 2π·minute of the hour ÷ 60',
    source: 'models C3',
  },
  'minute-factor': {
    unit: 'ln ratio',
    range: [-3, 3],
    family: 'minute step',
    formula: 'ln of the variance factor of the minute of the hour',
    source: 'models B4',
  },
};

function describe(
  names: readonly string[],
  table: Readonly<Record<string, Described>>,
): readonly FeatureEntry[] {
  return names.map((name) => {
    const [stem = name, lookBack = ''] = name.split('·');
    const described = ensure(table[stem], `${name} has a description`);
    return { name, ...described, formula: described.formula.replace('$w', lookBack) };
  });
}

/** A row of the minute layer, in order. */
export const MINUTE_ENTRIES = describe(MINUTE_FEATURES, COLUMNS);

/** One of the sixty-four steps of a window, in order. */
export const STEP_ENTRIES = describe(SEQUENCE_CHANNELS, CHANNELS);
