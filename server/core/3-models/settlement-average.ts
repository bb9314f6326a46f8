// The law of the settlement mean A: 60 index prints, some known. In: state and variance. Out: mean, sd, P(A > K).
// Formulas (1)–(5), (9) of models A2; Student-t of models A3.
import { assertCondition } from '#lib/check.ts';
import { normalCdf, normalDensity } from './normal-cdf.ts';
import { unitStudentCdf, unitStudentDensity } from './student-t.ts';

/** Prints in a settlement window. */
export const WINDOW_PRINTS = 60;

/** Seconds in a year of 365 days, the unit of annual volatilities here. */
export const SECONDS_PER_YEAR = 31_536_000;

/** Which distribution the standardised settlement residual has. */
export type ResidualLaw =
  | { readonly kind: 'normal' }
  | { readonly kind: 'lognormal' }
  | { readonly kind: 'student'; readonly nu: number };

/** All that is known about the mean before pricing. Prices in USD, times in seconds. */
export interface AverageState {
  readonly spotUsd: number;
  readonly knownSumUsd: number;
  /** Prints still unknown, 0…60. */
  readonly unknownCount: number;
  /** Variance of the log return from now to the first unknown print (quote age included). */
  readonly varianceToNext: number;
  /** Variance of the log return per second between the unknown prints. */
  readonly variancePerSecond: number;
  /** Standard deviation of (spot estimate − index), USD. */
  readonly basisSdUsd: number;
  readonly law: ResidualLaw;
}

/** Mean and spread of A, ready to be compared with any number of strikes. */
export interface SettlementLaw extends AverageState {
  readonly meanUsd: number;
  /** Standard deviation of A, basis included. */
  readonly sdUsd: number;
  /** Standard deviation of A from price moves alone. */
  readonly moveSdUsd: number;
  /** ln-variance of the mean of the unknown prints (two-moment match), basis included. */
  readonly logVariance: number;
}

/** Effective variance time (2): (m/60)²·u + (m−1)m(2m−1)/(6·60²), seconds. */
export function effectiveSeconds(unknownCount: number, secondsToNext: number): number {
  const m = unknownCount;
  const share = m / WINDOW_PRINTS;
  return share * share * secondsToNext + ((m - 1) * m * (2 * m - 1)) / (6 * WINDOW_PRINTS ** 2);
}

/** Counts by the clock alone, for prices without received prints: m and u of models A1. τ ≥ 0 s. */
export function countAhead(secondsToClose: number): {
  readonly unknownCount: number;
  readonly secondsToNext: number;
} {
  if (secondsToClose >= WINDOW_PRINTS)
    return { unknownCount: WINDOW_PRINTS, secondsToNext: secondsToClose - WINDOW_PRINTS + 1 };
  const unknownCount = Math.ceil(secondsToClose);
  return { unknownCount, secondsToNext: Math.max(0, secondsToClose - (unknownCount - 1)) };
}

/** expm1 for the tiny arguments of this file (x < 1e-3: relative error below 1e-13). */
function smallExpm1(x: number): number {
  return x < 1e-3 ? x * (1 + (x / 2) * (1 + (x / 3) * (1 + x / 4))) : Math.expm1(x);
}

/** q of formula (5): ln of the second moment of the mean of the unknown prints over its squared first. */
function logSecondMoment(state: AverageState): number {
  const m = state.unknownCount;
  let sum = 0;
  let x = state.varianceToNext;
  for (let j = 1; j <= m; j++) {
    sum += (2 * (m - j) + 1) * smallExpm1(x);
    x += state.variancePerSecond;
  }
  return Math.log1p(sum / (m * m));
}

/** Variance of Σ wⱼΔWⱼ, formulas (2) and (3): what prices add to A, relative to spot. */
function relativeVariance(state: AverageState): number {
  const share = state.unknownCount / WINDOW_PRINTS;
  const inside = effectiveSeconds(state.unknownCount, 0);
  return share * share * state.varianceToNext + inside * state.variancePerSecond;
}

/** The law of A. Throws `Condition failed` on a non-finite or negative input: never a silent NaN price. */
export function settlementLaw(state: AverageState): SettlementLaw {
  const m = state.unknownCount;
  if (!(Number.isInteger(m) && m >= 0 && m <= WINDOW_PRINTS))
    assertCondition(false, `unknown prints ${m}`);
  assertCondition(state.spotUsd > 0 && Number.isFinite(state.spotUsd), 'spot must be > 0');
  assertCondition(Number.isFinite(state.knownSumUsd) && state.knownSumUsd >= 0, 'known sum');
  assertCondition(state.varianceToNext >= 0 && state.varianceToNext < 10, 'variance to next print');
  assertCondition(state.variancePerSecond >= 0 && state.variancePerSecond < 1, 'variance a second');
  assertCondition(state.basisSdUsd >= 0 && Number.isFinite(state.basisSdUsd), 'basis sd');
  const share = m / WINDOW_PRINTS;
  const moveSdUsd = state.spotUsd * Math.sqrt(relativeVariance(state));
  const basisUsd = share * state.basisSdUsd;
  const relativeBasis = state.basisSdUsd / state.spotUsd;
  return {
    ...state,
    meanUsd: (state.knownSumUsd + m * state.spotUsd) / WINDOW_PRINTS,
    moveSdUsd,
    sdUsd: Math.sqrt(moveSdUsd * moveSdUsd + basisUsd * basisUsd),
    logVariance:
      m > 0 && state.law.kind === 'lognormal'
        ? logSecondMoment(state) + relativeBasis * relativeBasis
        : 0,
  };
}

/** P(A > strike) when something is still unknown; a step function when nothing is. Strike in USD. */
export function probabilityAbove(law: SettlementLaw, strikeUsd: number): number {
  if (law.unknownCount === 0 || law.sdUsd === 0) return law.meanUsd > strikeUsd ? 1 : 0;
  if (law.law.kind === 'lognormal') {
    const needed = requiredMean(law, strikeUsd);
    if (needed <= 0) return 1;
    const score =
      (Math.log(law.spotUsd / needed) - law.logVariance / 2) / Math.sqrt(law.logVariance);
    return normalCdf(score);
  }
  const z = (law.meanUsd - strikeUsd) / law.sdUsd;
  return law.law.kind === 'normal' ? normalCdf(z) : unitStudentCdf(z, law.law.nu);
}

/** K* = (60K − Σ)/m: the mean the unknown prints must have for A = K, USD. Needs m > 0. */
export function requiredMean(
  law: Pick<AverageState, 'knownSumUsd' | 'unknownCount'>,
  strikeUsd: number,
): number {
  assertCondition(law.unknownCount > 0, 'no print is left to have a mean');
  return (WINDOW_PRINTS * strikeUsd - law.knownSumUsd) / law.unknownCount;
}

/** Greeks (11) of P(A > K): per 1 USD of spot, and per unit of ln(volatility). */
export function greeksAbove(
  law: SettlementLaw,
  strikeUsd: number,
): { readonly deltaPerUsd: number; readonly vegaPerLogVol: number } {
  if (law.unknownCount === 0 || law.sdUsd === 0) return { deltaPerUsd: 0, vegaPerLogVol: 0 };
  const z = (law.meanUsd - strikeUsd) / law.sdUsd;
  const density = law.law.kind === 'student' ? unitStudentDensity(z, law.law.nu) : normalDensity(z);
  const moveShare = (law.moveSdUsd / law.sdUsd) ** 2;
  return {
    deltaPerUsd: (density / law.sdUsd) * (law.unknownCount / WINDOW_PRINTS),
    vegaPerLogVol: -z * density * moveShare,
  };
}
