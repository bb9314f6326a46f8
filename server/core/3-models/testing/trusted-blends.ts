// Evidence that our own model is right, for tests of what follows from an edge. In: nothing. Out: β = 1 at every distance.
import { BUCKET_SECONDS } from '#lib/domain/settled-quote.ts';
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';

/** In every environment the model is worth all and the market nothing, beyond doubt: p* is the model's own probability. */
export const TRUSTED_BLENDS: SignalParameters['blends'] = (['recorded', 'simulated'] as const).map(
  (environment) => ({
    environment,
    buckets: BUCKET_SECONDS.map((bucketSeconds) => ({
      bucketSeconds,
      a: 0,
      b: 1,
      beta: 1,
      betaPrecision: 1e12,
      markets: 2_000,
    })),
  }),
);
