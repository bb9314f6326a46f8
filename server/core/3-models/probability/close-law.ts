// Everything that all strikes of one close share. In: forecast, index, window, time. Out: the settlement law and its doubts.
// Source: models A2 (1)–(3), (9): mean, variance time, basis and age; A3: Student-t; C5.2: what may be wrong with it.
import type { SettlementWindow } from '#lib/domain/fair-value.ts';
import type { Forecast, IndexEstimate } from '#lib/domain/forecast.ts';
import { forecastOver } from '#lib/domain/forecast-over.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { type IntradayProfile, meanFactor, profileSeconds } from '../intraday-profile.ts';
import { EIGHTY_PERCENT } from '../normal-cdf.ts';
import {
  effectiveSeconds,
  type SettlementLaw,
  settlementLaw,
  WINDOW_PRINTS,
} from '../settlement-average.ts';
import { type TailRow, tailRow } from '../student-table.ts';
import { memberVariance } from './member-variance.ts';

export interface CloseInput {
  readonly forecast: Forecast;
  readonly estimate: IndexEstimate;
  /** `index.window(closeAt, at)` of the market view. */
  readonly window: SettlementWindow;
  readonly closeAt: WallMs;
  readonly at: WallMs;
  /** The minute-of-hour profile the forecast was brought to an average minute with. */
  readonly profile: IntradayProfile;
  /** sd of ln variance from conformal residuals; null = the forecast's own. */
  readonly logVarianceSd: number | null;
}

/** The law seen with one thing changed: the mean moved, another spread. USD. */
export interface Shifted {
  readonly meanUsd: number;
  readonly sdUsd: number;
}

/** A doubt's two 80 % ends. */
export type Ends = readonly [Shifted, Shifted];

export interface CloseLaw {
  readonly law: SettlementLaw;
  /** Stamp of the forecast behind it, and its variance a second for an average minute, tails included. */
  readonly forecastAt: WallMs;
  readonly variancePerSecond: number;
  readonly nu: number;
  readonly row: TailRow;
  readonly effectiveSeconds: number;
  /** The law of a speaker alone; null where none of that kind answered. */
  readonly tree: Shifted | null;
  readonly sequence: Shifted | null;
  /** As if the index itself had been read this instant: age and basis are in `spot`, so that either is only more doubt. */
  readonly fresh: Shifted;
  readonly variance: Ends;
  readonly spot: Ends;
  /** The same doubts at twice normal uncertainty: the yardstick of confidence. */
  readonly widestVariance: Ends;
  readonly widestSpot: Ends;
}

/** ν of the residual never goes below this (models A3). */
export const LEAST_NU = 3;
/** Normal uncertainty: sd of ln variance of a plain EWMA over five minutes, and of spot against the index in USD. */
const NORMAL_LOG_VARIANCE_SD = 0.8;
const NORMAL_BASIS_SD_USD = 10;

/** The law now, and as it would be had the index itself been read this instant. Variance time by the profile of the hour. */
function lawsOf(input: CloseInput, variance: number, nu: number) {
  const { estimate, window, closeAt, at, profile } = input;
  const ageSeconds = Math.max(0, (at - estimate.at) / 1000);
  const nextAt = at + window.secondsToNextPrint * 1000;
  const ahead = variance * profileSeconds(at, nextAt, profile);
  const windowFrom = Math.min(Math.max(at, closeAt - 60_000), closeAt - 1_000);
  const state = {
    spotUsd: estimate.value,
    knownSumUsd: window.knownSumUsd,
    unknownCount: window.unknownCount,
    variancePerSecond: variance * meanFactor(windowFrom, closeAt, profile),
    basisSdUsd: estimate.basisSdUsd,
    law: { kind: 'student', nu },
  } as const;
  const aged = variance * ageSeconds;
  return {
    law: settlementLaw({ ...state, varianceToNext: ahead + aged }),
    fresh: settlementLaw({ ...state, varianceToNext: ahead, basisSdUsd: 0 }),
    agedUsd: estimate.value * Math.sqrt(aged),
  };
}

/** The law with the variance of its moves times `factor`. */
function withVariance(law: SettlementLaw, factor: number): Shifted {
  const basisUsd = (law.unknownCount / WINDOW_PRINTS) * law.basisSdUsd;
  return { meanUsd: law.meanUsd, sdUsd: Math.hypot(law.moveSdUsd * Math.sqrt(factor), basisUsd) };
}

function varianceEnds(law: SettlementLaw, logVarianceSd: number): Ends {
  const factor = Math.exp(EIGHTY_PERCENT * logVarianceSd);
  return [withVariance(law, factor), withVariance(law, 1 / factor)];
}

function spotEnds(law: SettlementLaw, spotSdUsd: number): Ends {
  const { meanUsd, sdUsd } = law;
  const moveUsd = (law.unknownCount / WINDOW_PRINTS) * EIGHTY_PERCENT * spotSdUsd;
  return [
    { meanUsd: meanUsd + moveUsd, sdUsd },
    { meanUsd: meanUsd - moveUsd, sdUsd },
  ];
}

/** The law of the close. Fails, never guesses, on a forecast that is no positive number. */
export function closeLaw(input: CloseInput): Result<CloseLaw> {
  const { forecast, window, estimate } = input;
  const over = forecastOver(forecast, window.secondsToClose);
  const { variancePerSecond } = over;
  if (!(variancePerSecond > 0) || !Number.isFinite(variancePerSecond))
    return fail(`forecast variance ${variancePerSecond}`);
  const logVarianceSd = input.logVarianceSd ?? over.logVarianceSd;
  if (!(logVarianceSd >= 0)) return fail('the forecast has no uncertainty');
  const nu = Math.max(LEAST_NU, over.tailNu);
  const scaled = variancePerSecond * over.tailScale ** 2;
  const { law, fresh, agedUsd } = lawsOf(input, scaled, nu);
  const speaker = (kind: 'tree' | 'sequence'): Shifted | null => {
    const own = memberVariance(forecast, kind, window.secondsToClose);
    return own === null ? null : withVariance(law, own / variancePerSecond);
  };
  return ok({
    law,
    forecastAt: forecast.at,
    variancePerSecond: scaled,
    nu,
    row: tailRow(nu),
    effectiveSeconds: effectiveSeconds(window.unknownCount, window.secondsToNextPrint),
    tree: speaker('tree'),
    sequence: speaker('sequence'),
    fresh: { meanUsd: fresh.meanUsd, sdUsd: fresh.sdUsd },
    variance: varianceEnds(fresh, logVarianceSd),
    spot: spotEnds(fresh, Math.hypot(estimate.basisSdUsd, agedUsd)),
    widestVariance: varianceEnds(fresh, 2 * NORMAL_LOG_VARIANCE_SD),
    widestSpot: spotEnds(fresh, 2 * NORMAL_BASIS_SD_USD),
  });
}
