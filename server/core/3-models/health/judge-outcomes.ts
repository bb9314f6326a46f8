// Judges of what became of the forecasts. In: a reading. Out: level, value, words and action (models §C6, §D4.4).
import {
  CALIBRATION_HALVE,
  CALIBRATION_LEAST,
  CALIBRATION_STOP,
  CUSUM_ALARM,
} from './calibration-drift.ts';
import { E_ENOUGH } from './e-process.ts';
import { digits, type Judged, percent, type Reading, waiting } from './health-words.ts';
import { COVERAGE_HIGHEST, COVERAGE_LOWEST, COVERAGE_WINDOWS } from './interval-coverage.ts';
import { PIT_LOWEST_P, PIT_WINDOWS } from './pit.ts';

/** |z| > 3 halves the stake, > 4 stops it. */
export function calibrationRow({ subject, have, value }: Reading<'calibration'>): Judged {
  if (value === null) return waiting(have, CALIBRATION_LEAST, 'settled windows');
  const size = Math.abs(value);
  const lean = value > 0 ? 'too low' : 'too high';
  const off = `probabilities at ${subject} are ${lean}: z ${digits(value)} is beyond`;
  if (size > CALIBRATION_STOP) {
    const text = `${off} ${CALIBRATION_STOP}, no stake is placed`;
    return { level: 'alarm', value, threshold: CALIBRATION_STOP, text, action: 'stop-stake' };
  }
  if (size > CALIBRATION_HALVE) {
    const text = `${off} ${CALIBRATION_HALVE}, the stake is halved`;
    return { level: 'alarm', value, threshold: CALIBRATION_HALVE, text, action: 'halve-stake' };
  }
  const text = `probabilities at ${subject} come true: z ${digits(value)} is within ${CALIBRATION_HALVE}`;
  return { level: 'ok', value, threshold: CALIBRATION_HALVE, text, action: 'none' };
}

/** 5 nats halve the stake. */
export function cusumRow({ subject, have, value, lean }: Reading<'cusum'>): Judged {
  if (have === 0) return waiting(have, 1, 'settled windows');
  const evidence = `${digits(value)} nats of evidence`;
  if (value >= CUSUM_ALARM) {
    const text = `probabilities at ${subject} have turned ${lean}: ${evidence} reach ${CUSUM_ALARM}, the stake is halved`;
    return { level: 'alarm', value, threshold: CUSUM_ALARM, text, action: 'halve-stake' };
  }
  const text = `no turn in the probabilities at ${subject}: ${evidence} of ${CUSUM_ALARM}`;
  return { level: 'ok', value, threshold: CUSUM_ALARM, text, action: 'none' };
}

/** Outside 70 … 90 % is a warning; the interval moves by itself. */
export function coverageRow({ subject, have, value }: Reading<'coverage'>): Judged {
  if (value === null) return waiting(have, COVERAGE_WINDOWS, 'windows');
  const held = `the 80 % interval at ${subject} held ${percent(value)} of ${COVERAGE_WINDOWS} windows`;
  if (value < COVERAGE_LOWEST) {
    const text = `${held}, below ${percent(COVERAGE_LOWEST)}: it is widening`;
    return { level: 'warn', value, threshold: COVERAGE_LOWEST, text, action: 'widen-interval' };
  }
  if (value > COVERAGE_HIGHEST) {
    const text = `${held}, above ${percent(COVERAGE_HIGHEST)}: it is narrowing`;
    return { level: 'warn', value, threshold: COVERAGE_HIGHEST, text, action: 'flag' };
  }
  return { level: 'ok', value, threshold: COVERAGE_LOWEST, text: held, action: 'none' };
}

/** p < .01 asks for a refit of ν. */
export function pitRow({ subject, have, value }: Reading<'pit'>): Judged {
  if (value === null) return waiting(have, PIT_WINDOWS, 'windows');
  const shape = `settlements at ${subject}`;
  const chance = `p ${value < 0.001 ? 'below 0.001' : value.toFixed(3)}`;
  if (value < PIT_LOWEST_P) {
    const text = `${shape} do not follow the assumed tail: ${chance}, a refit of ν is asked for`;
    return { level: 'warn', value, threshold: PIT_LOWEST_P, text, action: 'refit-tails' };
  }
  const text = `${shape} follow the assumed tail: ${chance}`;
  return { level: 'ok', value, threshold: PIT_LOWEST_P, text, action: 'none' };
}

/** Evidence of 20, once reached, takes the model's weight. */
export function midBeatsRow({ subject, have, value, peak }: Reading<'mid-beats-model'>): Judged {
  if (have === 0) return waiting(have, 1, 'settled windows');
  if (peak >= E_ENOUGH) {
    const text = `the market's mid has beaten the model at ${subject}: evidence ${digits(peak)} reached ${E_ENOUGH}, the model's weight is 0`;
    return {
      level: 'alarm',
      value: peak,
      threshold: E_ENOUGH,
      text,
      action: 'drop-model-weight',
    };
  }
  const text = `no proof that the mid beats the model at ${subject}: evidence ${digits(value)} of ${E_ENOUGH}`;
  return { level: 'ok', value, threshold: E_ENOUGH, text, action: 'none' };
}

/** Evidence only: what it permits is decided elsewhere. */
export function modelBeatsRow({ subject, have, value }: Reading<'model-beats-mid'>): Judged {
  if (have === 0) return waiting(have, 1, 'settled windows');
  const is = value >= E_ENOUGH ? 'the model beats' : 'no proof that the model beats';
  const text = `${is} the mid at ${subject}: evidence ${digits(value)} of ${E_ENOUGH}`;
  return { level: 'ok', value, threshold: E_ENOUGH, text, action: 'none' };
}
