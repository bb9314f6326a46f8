// The three regressions: HAR, HAR with time of day, HAR-X. In: nothing. Out: which columns of the minute row each reads.
// Source: models B3.4 (cascade 5 m / 15 m / 60 m / 4 h / 24 h in logs), B4 (seasonality), B5 (HAR-X, scale-free).
import { DAY_TERMS, MINUTE_FEATURES } from '#lib/domain/minute-row.ts';
import { numberAt } from '#lib/number-at.ts';

/** Columns of a linear member: `base` is the level, every other name one of MINUTE_FEATURES. */
export interface Design {
  readonly id: string;
  readonly names: readonly string[];
  /** Pull of the standardised weights to zero, in rows. */
  readonly ridge: number;
  /** True where some training rows lack columns on purpose: what leans on ranges and volumes must do without. */
  readonly blanks: boolean;
  /** True where the time of day is that of UTC and not of the session clock the columns have. */
  readonly byUtc?: boolean;
}

/** With the base (half 1 h, half 4 h) these span the five logs of the cascade. */
const CASCADE = ['base', 'rv·5m', 'rv·15m', 'rv·60m', 'rv·1440m'];

export const HAR_ID = 'har';

/** HAR in logs. */
const HAR: Design = { id: HAR_ID, names: CASCADE, ridge: 1, blanks: false };

/** HAR in logs, day harmonics, weekend and minute profile of the target and of the last 5 and 15 minutes. */
export const HAR_TIME_OF_DAY: Design = {
  id: 'har-tod',
  names: [
    ...CASCADE,
    ...DAY_TERMS,
    'minute-factor',
    'minute-factor·5m-ago',
    'minute-factor·15m-ago',
  ],
  ridge: 50,
  blanks: false,
};

/**
 * The benchmark as models B5 has it, its hour of day by UTC. Offline only: New York's summer time leaves it an hour late,
 * and in a fit of winter alone its numbers are those of HAR_TIME_OF_DAY.
 */
export const HAR_UTC: Design = { ...HAR_TIME_OF_DAY, id: 'har-utc', byUtc: true };

/** All relative features and no level: nothing in it knows the venue’s scale. Ridge kept after 300, 1 500 and 5 000 on validation rows. */
const HAR_X: Design = { id: 'har-x', names: MINUTE_FEATURES, ridge: 5_000, blanks: true };

/** Plainest first. */
export const DESIGNS: readonly Design[] = [HAR, HAR_UTC, HAR_TIME_OF_DAY, HAR_X];

/** The values of `names` at a minute with this base and these columns; missing is NaN. */
export function designRow(
  names: readonly string[],
  base: number,
  columns: Float32Array,
): readonly number[] {
  return names.map((name) =>
    name === 'base' ? base : numberAt(columns, MINUTE_FEATURES.indexOf(name)),
  );
}
