// What the monitors measure against, from the fitted numbers of the signal. In: parameters, environment. Out: theirs.
import { BUCKET_SECONDS, type Environment } from '#lib/domain/settled-quote.ts';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import type { SignalPlan } from '../signal-plan.ts';
import { trigamma } from '../trigamma.ts';
import type { HorizonParameters, SignalHealthParameters } from './signal-health-state.ts';

/** sd of ln of a mean of `minutes` squared normal returns: √ψ′(n/2). A longer tail only adds to it. */
function samplingSd(minutes: number): number {
  return Math.sqrt(trigamma(minutes / 2));
}

function horizonOf(minutes: number, priorLogVarianceSd: number): HorizonParameters {
  const realisedNoiseSd = samplingSd(minutes);
  // QLIKE to second order: half the mean square of ln(realised ÷ forecast).
  const usualQlike = (priorLogVarianceSd ** 2 + realisedNoiseSd ** 2) / 2;
  return { minutes, priorLogVarianceSd, realisedNoiseSd, usualQlike };
}

/**
 * A simulated path is not the market of the training rows: features are watched only where the market is real.
 * Inputs out of range are refused where a model runs, by its own manifest, so no ranges stand here; p is not watched for
 * its distribution, because strikes are listed around the price of the day.
 */
export function healthParameters(
  signal: SignalParameters,
  plan: SignalPlan,
  environment: Environment,
): SignalHealthParameters {
  return {
    environment,
    features: environment === 'simulated' ? [] : signal.watch,
    probability: null,
    horizons: plan.horizons.map((each) => horizonOf(each.minutes, each.residualSd)),
    buckets: BUCKET_SECONDS,
    models: [],
  };
}
