// What the drift monitors say of the signal: one row per monitor and subject, as the engine judges and the screen shows.

/**
 * waiting: not enough data to judge, which is not "ok" · ok: within its threshold · warn: outside, a duty is due ·
 * alarm: outside by so much that the engine acts by itself.
 */
export type HealthLevel = 'waiting' | 'ok' | 'warn' | 'alarm';

/** The monitors of models §C6, the answer count of fault F104 and the evidence of models §D4.4. */
export type HealthMonitor =
  | 'psi'
  | 'adwin'
  | 'calibration'
  | 'cusum'
  | 'coverage'
  | 'pit'
  | 'mid-beats-model'
  | 'model-beats-mid'
  | 'input'
  | 'answers';

/** What follows from a row (models §C6). Every other word would be another action: the union is closed. */
export type HealthAction =
  /** Nothing. */
  | 'none'
  /** Shown, nothing else. */
  | 'flag'
  /** The ensemble shrinks to HAR. */
  | 'use-har-only'
  /** A new fit of the model is asked for. */
  | 'request-refit'
  /** Stake × ½. */
  | 'halve-stake'
  /** Stake × 0. */
  | 'stop-stake'
  /** The interval of ln variance is moving to its new width by itself (ACI). */
  | 'widen-interval'
  /** A new fit of the settlement tail's ν is asked for. */
  | 'refit-tails'
  /** β = 0: the market's mid alone. */
  | 'drop-model-weight'
  /** The forecast falls back to EWMA and no new order is made. */
  | 'fall-back-to-ewma'
  /** One model is left out until a restart or an operator lets it in (F104). */
  | 'leave-model-out';

/** One monitor of one subject: what it measured, against what, and what follows. */
export interface SignalHealthRow {
  readonly monitor: HealthMonitor;
  /** The feature, horizon, time-to-close bucket or model that is watched. */
  readonly subject: string;
  readonly level: HealthLevel;
  /** In the monitor's own unit; null while waiting. */
  readonly value: number | null;
  /** The bound that was crossed, or the next one that would be; null where there is none. */
  readonly threshold: number | null;
  /** One plain sentence. */
  readonly text: string;
  readonly action: HealthAction;
}
