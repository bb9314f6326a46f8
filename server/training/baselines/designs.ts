// The three regressions: HAR, HAR with time of day, HAR-X. In: nothing. Out: their columns.
// Source: models B3.4 (cascade 5 m / 15 m / 60 m / 4 h / 24 h in logs), B4 (seasonality), B5 (HAR-X, scale-free).

import { MINUTE_MS, type MinuteSeries, minuteEndMs, trailingMean } from '../data/minute-series.ts';
import { DAY_TERMS, dayTerms, profileMean } from '../day-clock.ts';
import { levelBase, WINDOW_FEATURES, type WindowTarget, windowFeatures } from '../windows.ts';
import type { Design } from './linear-member.ts';

/** With the base (half 1 h, half 4 h) these span the five logs of the cascade. */
const CASCADE = [5, 15, 60, 1440] as const;

function cascade(series: MinuteSeries, i: number): readonly number[] {
  const base = levelBase(series, i);
  return [
    base,
    ...CASCADE.map((minutes) => {
      const mean = trailingMean(series.squared, i, { minutes });
      return Math.log(Math.max(0.01, mean / Math.exp(base)));
    }),
  ];
}

function seasonal(series: MinuteSeries, i: number, target: WindowTarget): readonly number[] {
  const endMs = minuteEndMs(series, i);
  const { horizonMinutes, profile } = target;
  const behind = (minutes: number) =>
    Math.log(profileMean(profile, endMs - minutes * MINUTE_MS, minutes));
  return [
    ...dayTerms(endMs + (horizonMinutes * MINUTE_MS) / 2),
    Math.log(profileMean(profile, endMs, horizonMinutes)),
    behind(5),
    behind(15),
  ];
}

const CASCADE_NAMES = ['base', ...CASCADE.map((minutes) => `rv·${minutes}m`)];

/** HAR in logs. */
const HAR: Design = {
  id: 'har',
  names: CASCADE_NAMES,
  row: cascade,
  ridge: 1,
};

/** HAR in logs, day harmonics, weekend and minute profile of the target and of the last 5 and 15 minutes. */
export const HAR_TIME_OF_DAY: Design = {
  id: 'har-tod',
  names: [
    ...CASCADE_NAMES,
    ...DAY_TERMS,
    'minute-factor',
    'minute-factor·5m-ago',
    'minute-factor·15m-ago',
  ],
  row: (series, i, target) => [...cascade(series, i), ...seasonal(series, i, target)],
  ridge: 50,
};

/** All relative features and no level: nothing in it knows the venue’s scale. Ridge kept after 300, 1 500 and 5 000 on validation rows. */
const HAR_X: Design = {
  id: 'har-x',
  names: WINDOW_FEATURES,
  row: windowFeatures,
  ridge: 5_000,
};

export const DESIGNS: readonly Design[] = [HAR, HAR_TIME_OF_DAY, HAR_X];
