// The minute-of-hour shape of variance. In: wall times. Out: factors about 1 (mean 1 over the hour).
// Source: models B4, measured on three venues: bursts at :00–:02, :15, :30, :45; quiet :59, :29, :14, :44.

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Raw factors of the named minutes; every fifth minute has a small bump, all others are level. */
const NAMED: Readonly<Record<number, number>> = {
  0: 1.35,
  1: 1.3,
  2: 1.2,
  14: 0.87,
  15: 1.15,
  29: 0.74,
  30: 1.15,
  44: 0.92,
  45: 1.12,
  59: 0.7,
};
const FIFTH_MINUTE = 1.05;

function buildProfile(): Float64Array {
  const raw = Float64Array.from(
    { length: 60 },
    (_, minute) => NAMED[minute] ?? (minute % 5 === 0 ? FIFTH_MINUTE : 1),
  );
  const mean = raw.reduce((sum, each) => sum + each, 0) / 60;
  return raw.map((each) => each / mean);
}

const PROFILE = buildProfile();

/** Cumulative factor-minutes since the start of the hour: CUMULATIVE[60] = 60. */
const CUMULATIVE = Float64Array.from({ length: 61 }, (_, minute) =>
  PROFILE.slice(0, minute).reduce((sum, each) => sum + each, 0),
);

/** Factor of the minute that holds `atMs`. */
export function minuteFactor(atMs: number): number {
  return PROFILE[Math.floor((atMs % HOUR_MS) / MINUTE_MS)] ?? 1;
}

function factorMinutesUntil(atMs: number): number {
  const hours = Math.floor(atMs / HOUR_MS);
  const minutes = (atMs - hours * HOUR_MS) / MINUTE_MS;
  const whole = Math.floor(minutes);
  return hours * 60 + (CUMULATIVE[whole] ?? 0) + (minutes - whole) * (PROFILE[whole] ?? 1);
}

/** ∫ factor dt from `fromMs` to `toMs`, in seconds: variance time as the clock of the hour counts it. */
export function profileSeconds(fromMs: number, toMs: number): number {
  return 60 * (factorMinutesUntil(toMs) - factorMinutesUntil(fromMs));
}

/** Mean factor between two instants. */
export function meanFactor(fromMs: number, toMs: number): number {
  return (profileSeconds(fromMs, toMs) * 1000) / (toMs - fromMs);
}
