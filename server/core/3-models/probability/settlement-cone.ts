// Where the law of a close lets the price go until it settles. In: the law that priced the strikes. Out: quantiles by time.
// Source: models A2 (1)–(3): the index until the window opens, then the mean of the prints so far; its end is the law itself.
import { type WallMs, wallMs } from '#lib/domain/instant.ts';
import { fromLogit, logit } from '#lib/log-odds.ts';
import { type IntradayProfile, profileSeconds } from '../intraday-profile.ts';
import { effectiveSeconds, type SettlementLaw, WINDOW_PRINTS } from '../settlement-average.ts';
import { rowQuantile } from '../student-quantile.ts';
import { type Calibration, isIdentity } from './calibration.ts';
import type { CloseLaw } from './close-law.ts';

/** Ends of the 95, 80 and 50 % bands about the median. */
export const CONE_LEVELS = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975] as const;

/** Points before the window, close together where the cone opens fastest; and points within it. */
const STEPS_AHEAD = 16;
const STEPS_INSIDE = 10;
const PRINT_MS = 1_000;

export interface ConePoint {
  readonly at: WallMs;
  /** One price a level of CONE_LEVELS, USD, rising. */
  readonly usd: readonly number[];
}

export interface ConeInput {
  /** The instant that was priced, and the close. */
  readonly at: WallMs;
  readonly closeAt: WallMs;
  readonly profile: IntradayProfile;
  /** What the probability curve was calibrated with. */
  readonly calibration: Calibration;
}

interface Spread {
  readonly at: number;
  readonly meanUsd: number;
  readonly sdUsd: number;
}

/** The share above a price that the law must say, so that the calibrated curve says `above`. */
function uncalibrated({ a, b }: Calibration, above: number): number {
  return isIdentity({ a, b }) ? above : fromLogit((logit(above) - a) / b);
}

/** The index from now to the first print that is still to come. */
function indexAhead(made: CloseLaw, input: ConeInput, nextAt: number): readonly Spread[] {
  const { spotUsd, varianceToNext, basisSdUsd } = made.law;
  const { at, profile } = input;
  return Array.from({ length: STEPS_AHEAD + 1 }, (_, step) => {
    const then = at + (nextAt - at) * (step / STEPS_AHEAD) ** 2;
    const left = made.variancePerSecond * profileSeconds(then, nextAt, profile);
    const variance = Math.max(0, varianceToNext - left);
    return {
      at: then,
      meanUsd: spotUsd,
      sdUsd: Math.hypot(spotUsd * Math.sqrt(variance), basisSdUsd),
    };
  });
}

/** The mean of the window's prints once `more` of the unknown ones are in; with all of them it is the law of the close. */
function meanAfter(law: SettlementLaw, more: number, at: number): Spread {
  const { unknownCount, spotUsd, knownSumUsd, varianceToNext, variancePerSecond } = law;
  const count = WINDOW_PRINTS - unknownCount + more;
  const share = more / count;
  const inside = effectiveSeconds(more, 0) * (WINDOW_PRINTS / count) ** 2;
  const moves = share * share * varianceToNext + inside * variancePerSecond;
  return {
    at,
    meanUsd: (knownSumUsd + more * spotUsd) / count,
    sdUsd: Math.hypot(spotUsd * Math.sqrt(moves), share * law.basisSdUsd),
  };
}

function meansInside(law: SettlementLaw, { at, closeAt }: ConeInput): readonly Spread[] {
  const { unknownCount } = law;
  const steps = Math.min(STEPS_INSIDE, unknownCount);
  return Array.from({ length: steps }, (_, step) => {
    const more = Math.ceil(((step + 1) * unknownCount) / steps);
    return meanAfter(law, more, Math.max(at, closeAt - (unknownCount - more) * PRINT_MS));
  });
}

function spreadsOf(made: CloseLaw, input: ConeInput): readonly Spread[] {
  const { law } = made;
  const { at, closeAt } = input;
  const { unknownCount, knownSumUsd } = law;
  if (unknownCount === 0) return [{ at: closeAt, meanUsd: law.meanUsd, sdUsd: 0 }];
  const nextAt = Math.max(at, closeAt - (unknownCount - 1) * PRINT_MS);
  const known = WINDOW_PRINTS - unknownCount;
  const before =
    known === 0
      ? indexAhead(made, input, nextAt)
      : [{ at, meanUsd: knownSumUsd / known, sdUsd: 0 }];
  return [...before, ...meansInside(law, input)];
}

/**
 * The cone from the instant that was priced to the close, in rising time: what BRTI may be until the window opens, what
 * the mean of its prints so far may be from then on. Its last point is the law that priced the strikes, calibrated as the
 * probability curve is: the curve at a price of level p says 1 − p.
 */
export function settlementCone(made: CloseLaw, input: ConeInput): readonly ConePoint[] {
  const scores = CONE_LEVELS.map(
    (level) => -rowQuantile(made.row, uncalibrated(input.calibration, 1 - level)),
  );
  return spreadsOf(made, input).map(({ at, meanUsd, sdUsd }) => ({
    at: wallMs(Math.round(at)),
    usd: scores.map((score) => meanUsd + score * sdUsd),
  }));
}
