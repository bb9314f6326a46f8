// GARCH(1,1) over a horizon. In: parameters, variance of the next minute. Out: mean variance per minute.
// Source: models B3.3. h(t+1) = v(1 − p) + α r² + (p − α) h(t), with p = α + β and long-run variance v.
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';

/**
 * Mean over the next `minutes` of v + pᵏ (h − v), k = 0 … minutes − 1, that is v + reach · (h − v) with
 * reach = (1 − p^minutes) ÷ (minutes · (1 − p)). Variances per minute.
 */
export function garchMean(
  parameters: SignalParameters['garch'],
  nextVariance: number,
  minutes: number,
): number {
  const { longRun, persistence } = parameters;
  const reach = persistence < 1 ? (1 - persistence ** minutes) / (minutes * (1 - persistence)) : 1;
  return longRun + reach * (nextVariance - longRun);
}
