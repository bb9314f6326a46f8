// The members without fitted weights: naive, RiskMetrics, EWMA. In: a minute row. Out: ln variance per minute, NaN = cannot say.
// Source: models B3.1–2.
import type { MinuteRow } from '#lib/domain/minute-row.ts';

/** Shortest look-back of the naive member: one squared return is no forecast. */
const LEAST_NAIVE_MINUTES = 5;
/** From this horizon on the slower average speaks. */
const SLOW_FROM_MINUTES = 60;

/** Name of the column the naive member reads: realised variance of the last H minutes, at least 5, relative to the base. */
export function naiveColumn(minutes: number): string {
  return `rv·${Math.max(LEAST_NAIVE_MINUTES, minutes)}m`;
}

/** ln of the realised variance of the last H minutes: the base plus its column (floored there at base + ln 0.01). */
export function naiveLog(row: MinuteRow, column: number): number {
  return row.base + column;
}

/** Exponential average with λ = .94 per minute [S16]. */
export function riskMetricsLog(row: MinuteRow): number {
  return row.levels.riskmetrics;
}

/** Exponential average with a half-life of 30 minutes, 60 for the hour. */
export function ewmaLog(row: MinuteRow, minutes: number): number {
  return minutes >= SLOW_FROM_MINUTES ? row.levels.ewma60m : row.levels.ewma30m;
}
