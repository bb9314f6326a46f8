// What the monitors let the rest of the core do. In: the state. Out: stake factor, HAR or ensemble, blend, sd, tail.
import { assertCondition, ensure } from '#lib/check.ts';
import { EIGHTY_PERCENT } from '../normal-cdf.ts';
import { ACI_ENOUGH, aciHalfWidth } from './aci.ts';
import { CUSUM_ALARM, calibrationCusum, calibrationStake } from './calibration-drift.ts';
import { E_ENOUGH, eValue, peakEValue } from './e-process.ts';
import { closeText } from './health-words.ts';
import type {
  BucketHealth,
  FeatureDrift,
  HorizonParameters,
  SignalHealth,
} from './signal-health-state.ts';
import { fitStudent, type StudentFit } from './student-fit.ts';

/** However small the residuals, ln variance is not known better than this. */
const LEAST_SD = 0.1;

/** The stake is multiplied by this: the lowest factor of any bucket (models §C6). 1 while there is nothing against it. */
export function stakeFactor(health: SignalHealth): 0 | 0.5 | 1 {
  let factor: 0 | 0.5 | 1 = 1;
  for (const { calibration } of health.buckets) {
    const own = calibrationStake(calibration);
    if (own < factor) factor = own;
  }
  return factor;
}

function watchedBy(health: SignalHealth): readonly FeatureDrift[] {
  return health.probability === null ? health.features : [...health.features, health.probability];
}

/** The feature whose PSI is in alarm; null when none is. */
function driftedFeature(health: SignalHealth): string | null {
  const drifted = watchedBy(health).find(
    ({ reading, reference }) => (reading.value ?? 0) > reference.alarm,
  );
  return drifted?.name ?? null;
}

/** True while any PSI alarm stands: the ensemble shrinks to HAR (models §C6). */
export function isHarOnly(health: SignalHealth): boolean {
  return driftedFeature(health) !== null;
}

function bucketOf(health: SignalHealth, seconds: number): BucketHealth {
  return ensure(health.buckets[health.parameters.buckets.indexOf(seconds)], `bucket ${seconds} s`);
}

/** False once the mid was proven to beat the model in this bucket, or on average over all: β = 0 there (models §C6). */
export function blendAllowed(health: SignalHealth, bucketSeconds: number): boolean {
  const own = bucketOf(health, bucketSeconds);
  const all = health.buckets.reduce((sum, each) => sum + peakEValue(each.midBeatsModel), 0);
  return peakEValue(own.midBeatsModel) < E_ENOUGH && all / health.buckets.length < E_ENOUGH;
}

/** Evidence now that the model beats the mid, averaged over buckets (an average of e-values is one). ≥ 20: gate to live. */
export function evidenceForModel(health: SignalHealth): number {
  const all = health.buckets.reduce((sum, each) => sum + eValue(each.modelBeatsMid), 0);
  return health.buckets.length === 0 ? 0 : all / health.buckets.length;
}

/** False after three bad answers in a row (F104). Throws on an unknown model. */
export function isModelEnabled(health: SignalHealth, modelId: string): boolean {
  const record = health.answers.find((each) => each.modelId === modelId);
  return !ensure(record, `model ${modelId}`).disabled;
}

/** Why no entry may be made, in words: a refused input (§C6), a stopped stake, a PSI or CUSUM alarm (models §D3). */
export function entryBlock(health: SignalHealth): string | null {
  const [refused] = health.refusals ?? [];
  if (refused !== undefined) return refused.text;
  const drifted = driftedFeature(health);
  if (drifted !== null) return `${drifted} has left its training distribution (PSI alarm)`;
  for (const [index, { calibration }] of health.buckets.entries()) {
    const where = closeText(health.parameters.buckets[index] ?? 0);
    if (calibrationStake(calibration) === 0) return `probabilities at ${where} do not come true`;
    if (calibrationCusum(calibration) >= CUSUM_ALARM)
      return `probabilities at ${where} have turned (CUSUM alarm)`;
  }
  return null;
}

function horizonOf(health: SignalHealth, minutes: number) {
  const index = health.parameters.horizons.findIndex((each) => each.minutes === minutes);
  const parameters: HorizonParameters | undefined = health.parameters.horizons[index];
  const state = health.horizons[index];
  if (!(parameters !== undefined && state !== undefined))
    assertCondition(false, `no horizon of ${minutes} min`);
  return { parameters, state };
}

/**
 * Half width of the stated 80 % interval of ln realised variance: conformal from 100 residuals on, before that a mean of
 * the prior's and the conformal one, weighted by how many of the 100 are there.
 */
export function statedHalfWidth(health: SignalHealth, horizonMinutes: number): number {
  const { parameters, state } = horizonOf(health, horizonMinutes);
  const prior =
    EIGHTY_PERCENT * Math.hypot(parameters.priorLogVarianceSd, parameters.realisedNoiseSd);
  const own = aciHalfWidth(state.aci);
  if (own === null) return prior;
  const share = Math.min(1, state.aci.residuals.sorted.length / ACI_ENOUGH);
  return share * own + (1 - share) * prior;
}

/** sd of ln variance for pricing: the stated half width ÷ 1.2816, with the sampling noise of realised variance taken out. */
export function logVarianceSdOf(health: SignalHealth, horizonMinutes: number): number {
  const { parameters } = horizonOf(health, horizonMinutes);
  const sd = statedHalfWidth(health, horizonMinutes) / EIGHTY_PERCENT;
  return Math.sqrt(Math.max(LEAST_SD ** 2, sd ** 2 - parameters.realisedNoiseSd ** 2));
}

/** ν and scale of the settlement residuals of one bucket: what a refit of ν would use. About a millisecond. */
export function tailFitOf(health: SignalHealth, bucketSeconds: number): StudentFit {
  const own = bucketOf(health, bucketSeconds);
  return fitStudent(own.residuals.values);
}
