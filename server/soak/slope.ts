// A straight line through figures over time. In: samples. Out: its slope and how sure it is.

export interface Sample {
  /** Any unit of time. */
  readonly at: number;
  readonly value: number;
}

export interface Slope {
  /** Value per unit of time. */
  readonly perUnit: number;
  /** Standard error of `perUnit`, widened for neighbours that resemble each other. */
  readonly error: number;
  readonly samples: number;
}

/**
 * Ordinary least squares. The error counts n·(1 − r)/(1 + r) independent samples, r being the correlation of
 * neighbouring residuals (not below 0): figures of one process are no independent draws. Null of fewer than four samples.
 */
export function slopeOf(samples: readonly Sample[]): Slope | null {
  const n = samples.length;
  if (n < 4) return null;
  const mean = (pick: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + pick(sample), 0) / n;
  const meanAt = mean(({ at }) => at);
  const meanValue = mean(({ value }) => value);
  let spread = 0;
  let joint = 0;
  for (const { at, value } of samples) {
    spread += (at - meanAt) ** 2;
    joint += (at - meanAt) * (value - meanValue);
  }
  if (spread === 0) return null;
  const perUnit = joint / spread;
  const residuals = samples.map(({ at, value }) => value - meanValue - perUnit * (at - meanAt));
  const squares = residuals.reduce((sum, each) => sum + each * each, 0);
  const pairs = residuals.reduce((sum, each, i) => sum + each * (residuals[i - 1] ?? 0), 0);
  const likeness = squares === 0 ? 0 : Math.min(0.98, Math.max(0, pairs / squares));
  const widened = (1 + likeness) / (1 - likeness);
  return { perUnit, error: Math.sqrt((squares / (n - 2) / spread) * widened), samples: n };
}
