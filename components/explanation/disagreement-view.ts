// How far the members of the forecast are apart, for one contract. In: forecast rows, time left, vega. Out: ln variance and cents.
import type { ForecastRow } from '#lib/wire/signal-rows.ts';

export interface Disagreement {
  /** The horizon it was read from. */
  readonly minutes: number;
  /** Largest minus smallest of the members that count. */
  readonly logVariance: number;
  /** The same as a span of P(YES), cents. */
  readonly cents: number;
}

/** The horizon nearest to the time left, in ln(time); null without any. */
export function nearestHorizon(
  rows: readonly ForecastRow[],
  secondsLeft: number,
): ForecastRow | null {
  const wanted = Math.log(Math.max(1, secondsLeft) / 60);
  const distance = (row: ForecastRow) => Math.abs(Math.log(row.minutes) - wanted);
  return rows.toSorted((left, right) => distance(left) - distance(right))[0] ?? null;
}

/**
 * Spread of ln(variance) over members with weight: 2 × ln of the ratio of volatilities. In cents of YES by the contract's
 * vega, in first order. Null with fewer than two members: nobody to disagree with.
 */
export function disagreementOf(
  row: ForecastRow | null,
  vegaPerLogVol: number,
): Disagreement | null {
  const vols = (row?.members ?? []).filter((each) => each.weight > 0).map((each) => each.volAnnual);
  if (row === null || vols.length < 2) return null;
  const logVariance = 2 * Math.log(Math.max(...vols) / Math.min(...vols));
  return {
    minutes: row.minutes,
    logVariance,
    cents: (Math.abs(vegaPerLogVol) * logVariance * 100) / 2,
  };
}

/** One line, also when there is nothing to compare. */
export function disagreementText(disagreement: Disagreement | null): string {
  if (disagreement === null) return 'members apart –: one member alone cannot disagree';
  const { minutes, logVariance, cents } = disagreement;
  return `members apart ${cents.toFixed(1)}¢ = ${logVariance.toFixed(2)} ln variance at ${minutes} min`;
}
