// The minute-of-hour profile of variance. In: 60 fitted factors, a span of time. Out: its mean factor, and features of it.
// Source: models B4. Factors have mean 1. Features: ln of a mean factor, about −0.5 … 0.5; 0 over a whole hour.
import { MINUTE_MS } from './minute-series.ts';

/** 60 variance factors by minute of the hour, mean 1. */
export type MinuteProfile = readonly number[];

/** The profile that says nothing. */
export const FLAT_PROFILE: MinuteProfile = Array.from({ length: 60 }, () => 1);

/** profileMean over one minute, to the same bits: a window asks it of each of its steps. */
export function profileMinute(profile: MinuteProfile, fromMs: number): number {
  const position = fromMs / MINUTE_MS;
  const first = Math.floor(position);
  const minute = ((first % 60) + 60) % 60;
  const factor = profile[minute] ?? Number.NaN;
  const next = profile[minute === 59 ? 0 : minute + 1] ?? Number.NaN;
  return factor + (position - first) * (next - factor);
}

/** Mean factor of the `minutes` minutes that start at `fromMs`; minutes of the clock it cuts count by their share. */
export function profileMean(profile: MinuteProfile, fromMs: number, minutes: number): number {
  const position = fromMs / MINUTE_MS;
  const first = Math.floor(position);
  const start = ((first % 60) + 60) % 60;
  let sum = 0;
  let minute = start;
  for (let j = 0; j < minutes; j++) {
    sum += profile[minute] ?? Number.NaN;
    minute = minute === 59 ? 0 : minute + 1;
  }
  const cut = position - first;
  if (cut > 0) sum += cut * ((profile[minute] ?? Number.NaN) - (profile[start] ?? Number.NaN));
  return sum / minutes;
}

/** ln of the mean factor, to nine places: over a whole hour it is 0 and not the rounding noise of a sum. */
function minuteFactor(profile: MinuteProfile, fromMs: number, minutes: number): number {
  return Math.round(1e9 * Math.log(profileMean(profile, fromMs, minutes))) / 1e9;
}

/** minute-factor of the `horizonMinutes` after `endMs`, then of the 5 and of the 15 minutes before it. */
export function minuteFactors(
  profile: MinuteProfile,
  endMs: number,
  horizonMinutes: number,
): readonly number[] {
  return [
    minuteFactor(profile, endMs, horizonMinutes),
    minuteFactor(profile, endMs - 5 * MINUTE_MS, 5),
    minuteFactor(profile, endMs - 15 * MINUTE_MS, 15),
  ];
}
