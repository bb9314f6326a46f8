// A forecaster that is plain and believed, so that there is something to trade on. In: nothing. Out: signal parameters.
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';
import { PLAIN_SIGNAL } from '#server/core/3-models/testing/plain-signal.ts';
import { TRUSTED_BLENDS } from '#server/core/3-models/testing/trusted-blends.ts';

/** No learned member; our own probability is worth all and the market's nothing. */
export function provingSignal(): SignalParameters {
  return { ...PLAIN_SIGNAL, blends: TRUSTED_BLENDS };
}
