// The monitors of one signal, fed from one place each. In: rows, forecast outcomes, settlements, answers. Out: the state moved.
import { assertCondition, ensure } from '#lib/check.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { observeAci } from './aci.ts';
import { boundedLoss, observeAdwin } from './adwin.ts';
import { observeCalibration } from './calibration-drift.ts';
import { brierGain, observeGain } from './e-process.ts';
import { inputRefusal, type ServedRow } from './input-range.ts';
import { observeCoverage } from './interval-coverage.ts';
import { type AnswerFault, enableModel, observeAnswer } from './model-health.ts';
import { pushOrdered } from './ordered-ring.ts';
import { observePit } from './pit.ts';
import { observePsi, psi } from './psi.ts';
import { statedHalfWidth } from './signal-health-answers.ts';
import type { FeatureDrift, SignalHealth } from './signal-health-state.ts';

const MINUTE_MS = 60_000;
/** Outcomes closer than this share of their horizon overlap and are left out: the monitors count independent windows. */
const APART = 0.99;

/** One feature row as served, at 1 Hz. */
export interface RowObservation extends ServedRow {
  readonly at: WallMs;
  /** Probabilities of the markets priced from it, for the PSI of p; empty when none is. */
  readonly probabilities: readonly number[];
}

/** A forecast whose horizon is over. Both variances are of the log return, in the same unit. */
export interface ForecastOutcome {
  readonly horizonMinutes: number;
  readonly forecastVariance: number;
  readonly realisedVariance: number;
  /** The end of the horizon. */
  readonly at: WallMs;
}

/** A settled market as it was seen in one time-to-close bucket; null = was not there. */
export interface SettlementOutcome {
  /** Centre of the bucket, one of the parameters'. */
  readonly bucketSeconds: number;
  readonly pModel: number | null;
  readonly pMid: number | null;
  /** The probability that orders were based on. */
  readonly pTraded: number | null;
  readonly y: 0 | 1;
  /** The settlement law's distribution function at the settlement. */
  readonly pit: number | null;
  /** (settlement − expected) ÷ expected sd. */
  readonly residual: number | null;
  /** The market's close. Of markets that close together the first counts: for a ladder hand in the strike nearest to ½. */
  readonly at: WallMs;
}

function sampleFeature(drift: FeatureDrift, values: readonly number[], at: number): void {
  for (const value of values)
    if (Number.isFinite(value)) observePsi(drift.window, drift.bins, value, at);
  drift.reading = psi(drift.window, drift.bins, at);
}

function valuesOf(row: ServedRow, name: string): readonly number[] {
  const index = row.names.indexOf(name);
  return row.present[index] === 1 ? [row.values[index] ?? Number.NaN] : [];
}

/** Checks each row against each model's input range; counts one row a minute for PSI. */
export function observeRow(health: SignalHealth, row: RowObservation): void {
  health.refusals = health.parameters.models
    .map((model) => inputRefusal(model, row))
    .filter((each) => each !== null);
  const minute = Math.floor(row.at / MINUTE_MS);
  if (minute === health.sampledMinute) return;
  health.sampledMinute = minute;
  for (const drift of health.features) sampleFeature(drift, valuesOf(row, drift.name), row.at);
  if (health.probability !== null) sampleFeature(health.probability, row.probabilities, row.at);
}

/**
 * QLIKE, interval and coverage of one forecast. May be called as often as forecasts end: outcomes that overlap the last
 * counted one are left out, and so is a window without any movement, whose logarithm does not exist.
 */
export function observeForecastOutcome(health: SignalHealth, outcome: ForecastOutcome): void {
  const { horizonMinutes, forecastVariance, realisedVariance, at } = outcome;
  const index = health.parameters.horizons.findIndex((each) => each.minutes === horizonMinutes);
  const parameters = ensure(health.parameters.horizons[index], `horizon ${horizonMinutes} min`);
  const horizon = ensure(health.horizons[index], `horizon ${horizonMinutes} min`);
  if (!(forecastVariance > 0 && Number.isFinite(forecastVariance)))
    assertCondition(false, `a forecast variance of ${forecastVariance}`);
  if (!(realisedVariance >= 0 && Number.isFinite(realisedVariance)))
    assertCondition(false, `a realised variance of ${realisedVariance}`);
  const apart = APART * horizonMinutes * MINUTE_MS;
  if (horizon.lastAt !== null && Math.abs(at - horizon.lastAt) < apart) return;
  if (realisedVariance === 0) return;
  horizon.lastAt = at;
  const gap = Math.log(realisedVariance / forecastVariance);
  const isInside = Math.abs(gap) <= statedHalfWidth(health, horizonMinutes);
  observeCoverage(horizon.coverage, isInside);
  observeAci(horizon.aci, Math.abs(gap), isInside);
  const loss = Math.max(0, Math.expm1(gap) - gap);
  horizon.qlikeChange =
    observeAdwin(horizon.qlike, boundedLoss(loss, parameters.usualQlike)) ?? horizon.qlikeChange;
}

/** Calibration, evidence against the mid, and tail of one settled market in one bucket. Replayed settlements do not count. */
export function observeSettlement(health: SignalHealth, outcome: SettlementOutcome): void {
  const { pModel, pMid, pTraded, y, pit, residual, at } = outcome;
  const index = health.parameters.buckets.indexOf(outcome.bucketSeconds);
  const bucket = ensure(health.buckets[index], `bucket ${outcome.bucketSeconds} s`);
  if (bucket.lastAt !== null && at <= bucket.lastAt) return;
  bucket.lastAt = at;
  if (pTraded !== null) observeCalibration(bucket.calibration, pTraded, y);
  if (pModel !== null && pMid !== null) {
    observeGain(bucket.midBeatsModel, brierGain(pMid, pModel, y));
    observeGain(bucket.modelBeatsMid, brierGain(pModel, pMid, y));
  }
  if (pit !== null) observePit(bucket.pits, pit);
  if (residual === null) return;
  pushOrdered(bucket.residuals, residual);
  bucket.squaresChange =
    observeAdwin(bucket.squares, boundedLoss(residual * residual, 1)) ?? bucket.squaresChange;
}

function answersOf(health: SignalHealth, modelId: string) {
  return ensure(
    health.answers.find((each) => each.modelId === modelId),
    `model ${modelId}`,
  );
}

/** Notes how a model answered; null = well (F104). */
export function observeModelAnswer(
  health: SignalHealth,
  modelId: string,
  fault: AnswerFault | null,
): void {
  observeAnswer(answersOf(health, modelId), fault);
}

/** An operator lets a disabled model back in. */
export function enableModelAgain(health: SignalHealth, modelId: string): void {
  enableModel(answersOf(health, modelId));
}

/** The refit that was asked for is done or declined: the requests are taken back, the evidence stays. */
export function clearRefitRequests(health: SignalHealth): void {
  for (const each of health.horizons) each.qlikeChange = null;
  for (const each of health.buckets) each.squaresChange = null;
}
