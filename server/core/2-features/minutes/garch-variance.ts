// GARCH(1,1) on 1-minute returns, one step at a time. In: parameters, variance, return. Out: variance of the next minute.
// Source: models B3.3: h(t+1) = v(1 − p) + α r² + (p − α) h(t), with p = α + β and long-run variance v. Unit: per minute.
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';

export type GarchParameters = SignalParameters['garch'];

/** One step; a missing return is replaced by its expectation. */
export function nextGarchVariance(
  parameters: GarchParameters,
  variance: number,
  value: number,
): number {
  const { longRun, persistence, reaction } = parameters;
  const squared = Number.isFinite(value) ? value * value : variance;
  return longRun * (1 - persistence) + reaction * squared + (persistence - reaction) * variance;
}
