// Reliability by CORP: isotonic recalibration and the split of a score. In: forecasts and outcomes. Out: MCB, DSC, UNC.
// Source: Dimitriadis, Gneiting, Jordan, PNAS 2021 [S47]: score = MCB − DSC + UNC, exact and without bins of our choosing.
import { numberAt } from '#lib/number-at.ts';

/** One step of the isotonic curve: forecasts from `low` to `high` came true with frequency `rate`. */
export interface ReliabilityStep {
  readonly low: number;
  readonly high: number;
  readonly rate: number;
  readonly count: number;
}

/** The Brier score taken apart. */
export interface Reliability {
  readonly brier: number;
  /** Miscalibration, ≥ 0: what isotonic recalibration would gain. */
  readonly mcb: number;
  /** Discrimination, ≥ 0. */
  readonly dsc: number;
  /** Uncertainty of the outcome alone. */
  readonly unc: number;
  readonly steps: readonly ReliabilityStep[];
}

/** Pool adjacent violators: the isotonic least-squares curve of outcomes over forecasts; equal forecasts are pooled. */
export function isotonicSteps(
  forecasts: readonly number[],
  outcomes: readonly number[],
): readonly ReliabilityStep[] {
  const order = [...forecasts.keys()].sort(
    (a, b) => numberAt(forecasts, a) - numberAt(forecasts, b),
  );
  const steps: { low: number; high: number; sum: number; count: number }[] = [];
  for (const i of order) {
    const forecast = numberAt(forecasts, i);
    const last = steps.at(-1);
    if (last && last.low === forecast) {
      last.sum += numberAt(outcomes, i);
      last.count++;
    } else steps.push({ low: forecast, high: forecast, sum: numberAt(outcomes, i), count: 1 });
  }
  const pooled: typeof steps = [];
  for (const step of steps) {
    let current = step;
    for (let last = pooled.at(-1); last; last = pooled.at(-1)) {
      if (last.sum / last.count < current.sum / current.count) break;
      pooled.pop();
      current = {
        low: last.low,
        high: current.high,
        sum: last.sum + current.sum,
        count: last.count + current.count,
      };
    }
    pooled.push(current);
  }
  return pooled.map((each) => ({
    low: each.low,
    high: each.high,
    rate: each.sum / each.count,
    count: each.count,
  }));
}

/** Splits the Brier score; outcomes are 0 or 1. */
export function corp(forecasts: readonly number[], outcomes: readonly number[]): Reliability {
  const n = forecasts.length;
  const steps = isotonicSteps(forecasts, outcomes);
  const rate = outcomes.reduce((a, b) => a + b, 0) / n;
  const brier = forecasts.reduce((sum, p, i) => sum + (p - numberAt(outcomes, i)) ** 2, 0) / n;
  const calibrated =
    steps.reduce((sum, step) => sum + step.count * step.rate * (1 - step.rate), 0) / n;
  const unc = rate * (1 - rate);
  return { brier, mcb: brier - calibrated, dsc: unc - calibrated, unc, steps };
}
