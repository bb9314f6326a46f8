// Calibration z and CUSUM: exact weights, right noise when calibrated, found when not, and the stake they leave.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CALIBRATION_HALVE,
  CALIBRATION_LEAST,
  CALIBRATION_STOP,
  CUSUM_ALARM,
  calibrationCusum,
  calibrationStake,
  calibrationZ,
  createCalibrationDrift,
  observeCalibration,
} from './calibration-drift.ts';
import { coinFrom, seededUniform } from './health-fixtures.ts';

const outcomes = fc.array(
  fc.tuple(fc.double({ min: 0.01, max: 0.99, noNaN: true }), fc.constantFrom<0 | 1>(0, 1)),
  { minLength: CALIBRATION_LEAST, maxLength: 300 },
);

/** Probability whose odds are `ratio` times those of p. */
function withOdds(p: number, ratio: number): number {
  return (ratio * p) / (1 - p + ratio * p);
}

describe('calibration drift', () => {
  it('z is the weighted sum of residuals over the deviation it has when every p is right', () => {
    fc.assert(
      fc.property(outcomes, (rows) => {
        const drift = createCalibrationDrift();
        for (const [p, y] of rows) observeCalibration(drift, p, y);
        let top = 0;
        let bottom = 0;
        for (const [i, [p, y]] of rows.entries()) {
          const weight = 0.5 ** ((rows.length - 1 - i) / 100);
          top += weight * (y - p);
          bottom += weight * weight * p * (1 - p);
        }
        const z = calibrationZ(drift);
        if (z !== null) expect(z).toBeCloseTo(top / Math.sqrt(bottom), 7);
        else expect(bottom).toBeLessThan(3 + 1e-6);
      }),
    );
  });

  it('z has unit variance when the probabilities are right', () => {
    const runs = 600;
    let sum = 0;
    let squares = 0;
    for (let run = 0; run < runs; run++) {
      const uniform = seededUniform(run);
      const drift = createCalibrationDrift();
      for (let i = 0; i < 200; i++) {
        const p = 0.05 + 0.9 * uniform();
        observeCalibration(drift, p, coinFrom(uniform, p));
      }
      const z = calibrationZ(drift) ?? Number.NaN;
      sum += z;
      squares += z * z;
    }
    expect(Math.abs(sum / runs)).toBeLessThan(4 / Math.sqrt(runs));
    expect(Math.abs(squares / runs - 1)).toBeLessThan(4 * Math.sqrt(2 / runs));
  });

  it('too few or too certain outcomes are not judged', () => {
    const drift = createCalibrationDrift();
    for (let i = 0; i < CALIBRATION_LEAST - 1; i++) observeCalibration(drift, 0.5, 1);
    expect(calibrationZ(drift)).toBeNull();
    const certain = createCalibrationDrift();
    for (let i = 0; i < 10 * CALIBRATION_LEAST; i++) observeCalibration(certain, 0.001, 0);
    expect(calibrationZ(certain)).toBeNull();
  });

  it('one upset is worth at most ln 2 nats, however sure the probability was', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom<0 | 1>(0, 1),
        (p, y) => {
          const drift = createCalibrationDrift();
          observeCalibration(drift, p, y);
          expect(calibrationCusum(drift)).toBeLessThanOrEqual(Math.LN2);
        },
      ),
    );
  });

  it('with right probabilities the mean time to a CUSUM alarm is beyond e⁵ outcomes a side', () => {
    const runs = 60;
    const longest = 20_000;
    let total = 0;
    for (let run = 0; run < runs; run++) {
      const uniform = seededUniform(5_000 + run);
      const drift = createCalibrationDrift();
      let steps = 0;
      while (calibrationCusum(drift) < CUSUM_ALARM && steps < longest) {
        const p = 0.05 + 0.9 * uniform();
        observeCalibration(drift, p, coinFrom(uniform, p));
        steps++;
      }
      total += steps;
    }
    expect(total / runs).toBeGreaterThan(Math.exp(CUSUM_ALARM) / 2);
  });

  it.each([2, 1 / 2])(
    'odds that are %s times the stated ones are found about when the evidence adds up',
    (ratio) => {
      const runs = 60;
      const p = 0.4;
      const truth = withOdds(p, ratio);
      const perOutcome =
        truth * Math.log(truth / p) + (1 - truth) * Math.log((1 - truth) / (1 - p));
      let total = 0;
      for (let run = 0; run < runs; run++) {
        const uniform = seededUniform(7_000 + run);
        const drift = createCalibrationDrift();
        let steps = 0;
        while (calibrationCusum(drift) < CUSUM_ALARM) {
          observeCalibration(drift, p, coinFrom(uniform, truth));
          steps++;
        }
        total += steps;
      }
      expect(total / runs).toBeLessThan(1.5 * (CUSUM_ALARM / perOutcome));
    },
  );

  it('good outcomes clear an alarm in bounded time', () => {
    const drift = createCalibrationDrift();
    for (let i = 0; i < 1_000; i++) observeCalibration(drift, 0.5, 1);
    expect(calibrationCusum(drift)).toBeLessThanOrEqual(2 * CUSUM_ALARM);
    const perPair = -Math.log(2 / 1.5) - Math.log(1 / 1.5);
    let pairs = 0;
    for (; calibrationCusum(drift) >= CUSUM_ALARM; pairs++) {
      observeCalibration(drift, 0.5, 1);
      observeCalibration(drift, 0.5, 0);
    }
    expect(pairs).toBeLessThanOrEqual(Math.ceil(CUSUM_ALARM / perPair) + 1);
  });

  it('the stake is 1, ½ and 0 by |z| and CUSUM, and 1 while nothing is known', () => {
    const plain = { count: CALIBRATION_LEAST, information: 4, tooLow: 0, tooHigh: 0 };
    const atZ = (z: number) => calibrationStake({ ...plain, residual: 2 * z });
    expect(calibrationStake(createCalibrationDrift())).toBe(1);
    for (const sign of [1, -1]) {
      expect(atZ(sign * CALIBRATION_HALVE)).toBe(1);
      expect(atZ(sign * (CALIBRATION_HALVE + 0.01))).toBe(0.5);
      expect(atZ(sign * CALIBRATION_STOP)).toBe(0.5);
      expect(atZ(sign * (CALIBRATION_STOP + 0.01))).toBe(0);
    }
    expect(calibrationStake({ ...plain, residual: 0, tooHigh: CUSUM_ALARM })).toBe(0.5);
  });

  it('a probability that is not one is refused', () => {
    expect(() => observeCalibration(createCalibrationDrift(), Number.NaN, 1)).toThrow('of NaN');
  });
});
