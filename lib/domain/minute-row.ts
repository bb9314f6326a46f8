// What the minute members of the forecast see at one instant: whole minutes that end now. Missing is NaN, never 0.
import type { WallMs } from './instant.ts';

/** Lengths of the targets that are forecast, in minutes. */
export const HORIZONS_MINUTES = [1, 5, 15, 60] as const;

/** One target's view: the same look-backs, the clock of its own window. */
export interface MinuteHorizon {
  readonly minutes: number;
  /** In the order of MINUTE_FEATURES (2-features/minutes): dimensionless, relative to the base. */
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
    /** GARCH(1,1) variance of the next minute. */
    readonly garch: number;
  };
  /** Least ln variance per minute worth believing at each of HORIZONS_MINUTES, by hour of day; NaN without a day. */
  readonly floors: readonly number[];
  readonly horizons: readonly MinuteHorizon[];
  /** SEQUENCE_STEPS × SEQUENCE_CHANNELS, oldest step first; missing is the channel's neutral 0. */
  readonly window: Float32Array;
}
