// Signal parameters without any evidence: the weight of our own model starts at 0. In: parameters. Out: the same, unlearnt.
import type { SignalParameters } from '#lib/domain/signal-parameters.ts';

/** What a new installation on a market nobody has recorded would know. */
export function freshSignal(signal: SignalParameters): SignalParameters {
  return { ...signal, blends: [] };
}
