// The clock part of bitcoin volatility. In: a UTC instant. Out: variance factors by hour and minute, each with mean one.

/** Variance by UTC hour: low in the Asian night, high around the US open (shape after models §B4, 24 h Fourier). */
const HOUR = normalised([
  0.85, 0.8, 0.75, 0.7, 0.65, 0.65, 0.7, 0.8, 0.9, 0.9, 0.95, 1.0, 1.15, 1.5, 1.75, 1.6, 1.4, 1.25,
  1.15, 1.1, 1.0, 0.95, 0.9, 0.9,
]);

/** Variance by minute of hour: bursts at the quarters, calm in the settlement minutes (measured in models §B4). */
const MINUTE = normalised(
  Array.from({ length: 60 }, (_, minute) => {
    if (minute === 0) return 1.45;
    if (minute <= 2) return 1.25;
    if (minute === 59) return 0.7;
    if (minute === 29) return 0.74;
    if (minute === 14) return 0.87;
    if (minute === 44) return 0.92;
    if (minute % 15 === 0) return 1.2;
    return minute % 5 === 0 ? 1.1 : 1;
  }),
);

/** Saturday and Sunday move less. */
const WEEKEND_VARIANCE = 0.7;
const WEEKDAY_VARIANCE = (7 - 2 * WEEKEND_VARIANCE) / 5;

function normalised(values: readonly number[]): readonly number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value / mean);
}

/** The product of the hour, minute and weekday factors at `atMs` (Unix ms); its long-run mean is one. */
export function varianceFactor(atMs: number): number {
  const minutes = Math.floor(atMs / 60_000);
  const hour = Math.floor(minutes / 60) % 24;
  // 1 January 1970 was a Thursday; 0 = Sunday.
  const weekday = (Math.floor(minutes / 1440) + 4) % 7;
  const day = weekday === 0 || weekday === 6 ? WEEKEND_VARIANCE : WEEKDAY_VARIANCE;
  return (HOUR[hour] ?? 1) * (MINUTE[minutes % 60] ?? 1) * day;
}
