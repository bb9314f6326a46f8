// What the minute members of the forecast see at one instant: whole minutes that end now. Missing is NaN, never 0.
// The names here are in the layouts of the shipped models; the formulas are in core/2-features/minutes.
import type { WallMs } from './instant.ts';

/** Lengths of the targets that are forecast, in minutes. */
export const HORIZONS_MINUTES = [1, 5, 15, 60] as const;

/** Raised when a formula behind these names changes without its name: models of another version are refused. */
export const MINUTE_LAYOUT_VERSION = 2;

/** The clock of the day and the week, in order. */
export const DAY_TERMS: readonly string[] = [
  ...['day·cos1', 'day·sin1', 'day·cos2', 'day·sin2', 'day·cos3', 'day·sin3'],
  'weekend',
];

/** Columns of a row, in order. */
export const MINUTE_FEATURES: readonly string[] = [
  ...['rv·1m', 'rv·5m', 'rv·15m', 'rv·60m', 'rv·240m', 'rv·1440m'],
  ...['gk·1m', 'gk·5m', 'gk·15m', 'gk·60m', 'gk·240m', 'gk·1440m'],
  ...['bipower-share·15m', 'bipower-share·60m'],
  ...['volume·1m', 'volume·5m', 'volume·15m', 'volume·60m'],
  ...['return·5m', 'fall·5m', 'return·15m', 'fall·15m', 'return·60m', 'fall·60m'],
  ...DAY_TERMS,
  ...['minute-factor', 'minute-factor·5m-ago', 'minute-factor·15m-ago'],
  'jump-age',
];

/** Minutes in a sequence window. */
export const SEQUENCE_STEPS = 64;

/** Channels of a step of the window, in order. */
export const SEQUENCE_CHANNELS: readonly string[] = [
  ...['return', 'log-square', 'log-range', 'size', 'volume'],
  ...['minute·cos', 'minute·sin', 'minute-factor'],
];

/** Which of MINUTE_FEATURES stand beside the window, in order. */
export const SEQUENCE_STATICS: readonly string[] = [
  ...['rv·5m', 'rv·15m', 'rv·60m', 'rv·240m', 'rv·1440m'],
  ...DAY_TERMS,
  'minute-factor',
];

/** One minute of prices, USD; `volume` in BTC. A number that is not known is NaN. */
export interface MinuteBar {
  readonly endMs: WallMs;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** One target's view: the same look-backs, the clock of its own window. */
export interface MinuteHorizon {
  readonly minutes: number;
  /** In the order of MINUTE_FEATURES: dimensionless, relative to the base. */
  readonly columns: Float32Array;
  /** What stands beside a sequence, in the order of SEQUENCE_STATICS; missing is 0 here. */
  readonly statics: Float32Array;
}

/** Made once a second. */
export interface MinuteRow {
  readonly at: WallMs;
  /** Level offset ½(ln RV60m + ln RV240m), ln of variance per minute; NaN before enough of four hours is known. */
  readonly base: number;
  /** ln of variance per minute of the averages without fitted weights; NaN while warming up. */
  readonly levels: {
    readonly riskmetrics: number;
    readonly ewma30m: number;
    readonly ewma60m: number;
    /** GARCH(1,1), of the next minute. */
    readonly garch: number;
  };
  /** Least ln variance per minute worth believing at each of HORIZONS_MINUTES, by hour of day; NaN without a day. */
  readonly floors: readonly number[];
  readonly horizons: readonly MinuteHorizon[];
  /** SEQUENCE_STEPS × SEQUENCE_CHANNELS, oldest step first; missing is the channel's neutral 0. */
  readonly window: Float32Array;
}
