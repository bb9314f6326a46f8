// The minute-of-hour shape of variance. In: 60 factors, wall times. Out: factors about 1 (mean 1 over the hour).
// Source: models B4, measured on three venues: bursts at :00–:02, :15, :30, :45; quiet :59, :29, :14, :44.
import { assertCondition } from '#lib/check.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** 60 factors of mean 1 and what they add up to. */
export interface IntradayProfile {
  readonly factors: Float64Array;
  /** Factor-minutes since the start of the hour: cumulative[60] = 60. */
  readonly cumulative: Float64Array;
}

/** A profile of 60 positive factors; their mean is brought to exactly 1. Throws on any other list. */
export function createProfile(raw: ArrayLike<number>): IntradayProfile {
  assertCondition(raw.length === 60, `a profile has 60 factors, not ${raw.length}`);
  const values = Float64Array.from(raw);
  assertCondition(
    values.every((each) => each > 0 && Number.isFinite(each)),
    'a profile factor is not a positive number',
  );
  const mean = values.reduce((sum, each) => sum + each, 0) / 60;
  const factors = values.map((each) => each / mean);
  const cumulative = new Float64Array(61);
  factors.forEach((each, minute) => {
    cumulative[minute + 1] = (cumulative[minute] ?? 0) + each;
  });
  return { factors, cumulative };
}

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

/** The profile of models B4, for where no fitted one is at hand. */
const MEASURED = createProfile(
  Float64Array.from(
    { length: 60 },
    (_, minute) => NAMED[minute] ?? (minute % 5 === 0 ? FIFTH_MINUTE : 1),
  ),
);

/** Factor of the minute that holds `atMs`. */
export function minuteFactor(atMs: number, profile: IntradayProfile = MEASURED): number {
  return profile.factors[Math.floor((atMs % HOUR_MS) / MINUTE_MS)] ?? 1;
}

function factorMinutesUntil({ factors, cumulative }: IntradayProfile, atMs: number): number {
  const hours = Math.floor(atMs / HOUR_MS);
  const minutes = (atMs - hours * HOUR_MS) / MINUTE_MS;
  const whole = Math.floor(minutes);
  return hours * 60 + (cumulative[whole] ?? 0) + (minutes - whole) * (factors[whole] ?? 1);
}

/** ∫ factor dt from `fromMs` to `toMs`, in seconds: variance time as the clock of the hour counts it. */
export function profileSeconds(
  fromMs: number,
  toMs: number,
  profile: IntradayProfile = MEASURED,
): number {
  return 60 * (factorMinutesUntil(profile, toMs) - factorMinutesUntil(profile, fromMs));
}

/** Mean factor between two instants. */
export function meanFactor(
  fromMs: number,
  toMs: number,
  profile: IntradayProfile = MEASURED,
): number {
  return (profileSeconds(fromMs, toMs, profile) * 1000) / (toMs - fromMs);
}
