// What every volatility member is: a name and a forecast. In: a series and a minute. Out: variance per minute, or none.
import type { RecordedSeries } from '../data/recorded-series.ts';

/** Horizons that are fitted and scored, in minutes. */
export const HORIZONS = [1, 5, 15, 60] as const;

/** The moment a forecast is made: minute `index` is complete, and nothing after it may be read. */
export interface ForecastContext {
  readonly series: RecordedSeries;
  readonly index: number;
  readonly horizonMinutes: number;
}

/** A member of the forecast family: baseline, tree, sequence model or combination. */
export interface VolatilityMember {
  readonly id: string;
  /** Horizons it was made for, minutes; all of HORIZONS unless named. It is scored nowhere else. */
  readonly horizons?: readonly number[];
  /** Variance of the log return per minute, mean over the next `horizonMinutes`; null when it cannot say. */
  readonly predict: (context: ForecastContext) => number | null;
}
