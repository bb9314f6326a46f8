// Are the probabilities still true? In: settled outcomes with the probability stated for them. Out: z and CUSUM.
// Source: models §C6; the risk-adjusted CUSUM is Steiner et al., Biostatistics 1 (2000): one odds ratio for every p.
import { assertCondition } from '#lib/check.ts';

/**
 * |z| beyond which the stake is halved, and beyond which it is 0 (models §C6). Looked at after every outcome, right
 * probabilities pass 3 once in about 7,000 outcomes and 4 once in 50,000 or more (simulated).
 */
export const CALIBRATION_HALVE = 3;
export const CALIBRATION_STOP = 4;
/**
 * CUSUM alarm, in nats of log-likelihood ratio. Raw (y − p) has no common scale and (y − p)/√p(1−p) is 10 for one upset at
 * p = .01, so each step is the evidence that the odds are doubled (or halved) rather than right:
 * y·ln R − ln(1 − p + R·p), R = 2 or ½, which is ln R · (y − p) − ½ ln²R · p(1−p) + … and never more than ln 2.
 * With right probabilities the mean time to an alarm is at least e⁵ ≈ 148 outcomes a side; simulated, both sides together:
 * 1,600 outcomes at p = .5, 6,800 at p = .02 … .1.
 */
export const CUSUM_ALARM = 5;
/** The sums are held here, so that good outcomes can clear an alarm in bounded time. */
const CUSUM_HIGHEST = 2 * CUSUM_ALARM;
const ODDS_RATIO = 2;
/** Outcomes after which an old one counts half: about a day of quarter hours. */
const HALF_LIFE = 100;
const DECAY = 0.5 ** (1 / HALF_LIFE);
/** Fewer outcomes, or less information Σ w² p(1−p), are not judged. */
export const CALIBRATION_LEAST = 50;
const LEAST_INFORMATION = 3;
/** A probability is held this far from 0 and 1 (models §D4.2). */
const CLIP = 0.002;

/** Plain data. */
export interface CalibrationDrift {
  count: number;
  /** Σ w (y − p), w = decay^age. */
  residual: number;
  /** Σ w² p(1−p): the variance of that sum when every p is right. */
  information: number;
  /** Evidence that YES is likelier than stated, and less likely; nats, ≥ 0. */
  tooLow: number;
  tooHigh: number;
}

/** Nothing observed. */
export function createCalibrationDrift(): CalibrationDrift {
  return { count: 0, residual: 0, information: 0, tooLow: 0, tooHigh: 0 };
}

/** ln of the likelihood of `y` under odds × `ratio` over its likelihood under p. */
function evidenceOf(y: 0 | 1, p: number, ratio: number): number {
  return y * Math.log(ratio) - Math.log(1 - p + ratio * p);
}

function hold(sum: number): number {
  return Math.min(CUSUM_HIGHEST, Math.max(0, sum));
}

/** Adds one settled outcome; `p` is the probability of YES that was stated in this bucket. O(1). */
export function observeCalibration(drift: CalibrationDrift, p: number, y: 0 | 1): void {
  if (!(p >= 0 && p <= 1)) assertCondition(false, `a probability of ${p}`);
  const held = Math.min(1 - CLIP, Math.max(CLIP, p));
  drift.count++;
  drift.residual = DECAY * drift.residual + (y - held);
  drift.information = DECAY * DECAY * drift.information + held * (1 - held);
  drift.tooLow = hold(drift.tooLow + evidenceOf(y, held, ODDS_RATIO));
  drift.tooHigh = hold(drift.tooHigh + evidenceOf(y, held, 1 / ODDS_RATIO));
}

/** z = Σ w(y − p) / √Σ w² p(1−p): about normal when calibrated; null while there is too little to judge. */
export function calibrationZ(drift: CalibrationDrift): number | null {
  if (drift.count < CALIBRATION_LEAST || drift.information < LEAST_INFORMATION) return null;
  return drift.residual / Math.sqrt(drift.information);
}

/** The larger of the two CUSUMs in nats. Evidence adds up from the first outcome, so it needs no minimum. */
export function calibrationCusum(drift: CalibrationDrift): number {
  return Math.max(drift.tooLow, drift.tooHigh);
}

/** Stake factor of one bucket: 0 beyond |z| = 4, ½ beyond 3 or at a CUSUM alarm, else 1 (models §C6). */
export function calibrationStake(drift: CalibrationDrift): 0 | 0.5 | 1 {
  const z = Math.abs(calibrationZ(drift) ?? 0);
  if (z > CALIBRATION_STOP) return 0;
  return z > CALIBRATION_HALVE || calibrationCusum(drift) >= CUSUM_ALARM ? 0.5 : 1;
}
