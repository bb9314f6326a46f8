// Where an instant lies in the day and the week. In: Unix ms. Out: Fourier terms, weekend flag, profile factors.
// Source: models B4 (24 h Fourier with 3 harmonics + weekend + minute-of-hour profile).
import { MINUTE_MS } from './data/minute-series.ts';
import { numberAt } from './number-at.ts';

const DAY_MS = 86_400_000;
const HARMONICS = 3;

/** Names of what `dayTerms` returns, in order. */
export const DAY_TERMS: readonly string[] = [
  'day·cos1',
  'day·sin1',
  'day·cos2',
  'day·sin2',
  'day·cos3',
  'day·sin3',
  'weekend',
];

/** cos and sin of the hour of day (UTC) at three harmonics, then 1 on Saturday and Sunday. */
export function dayTerms(atMs: number): readonly number[] {
  const phase = (2 * Math.PI * (atMs % DAY_MS)) / DAY_MS;
  const terms: number[] = [];
  for (let k = 1; k <= HARMONICS; k++) terms.push(Math.cos(k * phase), Math.sin(k * phase));
  // 1 January 1970 was a Thursday: day 2 of the count is Saturday, day 3 Sunday.
  const day = Math.floor(atMs / DAY_MS) % 7;
  terms.push(day === 2 || day === 3 ? 1 : 0);
  return terms;
}

/** 60 variance factors by minute of the hour, mean 1. */
export type MinuteProfile = Float64Array;

/** The profile that says nothing. */
export function flatProfile(): MinuteProfile {
  return new Float64Array(60).fill(1);
}

/** Mean factor of the `minutes` whole minutes that start at `fromMs`. */
export function profileMean(profile: MinuteProfile, fromMs: number, minutes: number): number {
  const first = Math.floor(fromMs / MINUTE_MS);
  let sum = 0;
  for (let j = 0; j < minutes; j++) sum += numberAt(profile, (((first + j) % 60) + 60) % 60);
  return sum / minutes;
}
