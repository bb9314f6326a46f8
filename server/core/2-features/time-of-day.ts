// The clock as features. In: wall time. Out: Fourier terms of the day and of the hour, each −1 … 1.
// Source: models B4 (24 h Fourier, minute of hour). UTC; the settlement clock is the quarter hour.

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** cos and sin of the `harmonic`-th wave of the day. */
export function dayWave(at: number, harmonic: number): readonly [number, number] {
  const angle = (2 * Math.PI * harmonic * (at % DAY_MS)) / DAY_MS;
  return [Math.cos(angle), Math.sin(angle)];
}

/** cos and sin of the `harmonic`-th wave of the hour (the 4th repeats every quarter hour). */
export function hourWave(at: number, harmonic: number): readonly [number, number] {
  const angle = (2 * Math.PI * harmonic * (at % HOUR_MS)) / HOUR_MS;
  return [Math.cos(angle), Math.sin(angle)];
}
