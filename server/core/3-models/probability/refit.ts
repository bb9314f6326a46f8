// New terms from new evidence. In: evidence. Out: a, b and β of one bucket fitted anew, at most one a call.
import type { WallMs } from '#lib/domain/instant.ts';
import type { SettledQuote } from '#lib/domain/settled-quote.ts';
import type { BlendBucket } from '#lib/domain/signal-parameters.ts';
import { fitBlend } from './blend.ts';
import { calibrate, fitCalibration } from './calibration.ts';
import type { EvidenceState } from './evidence.ts';
import type { SettledPair } from './settled-pair.ts';

/** Pairs by their weight: those of one close settle on the same minute and share a weight of 1 (models C4, D4.1). */
export function weighPairs(pairs: readonly SettledQuote[]): readonly SettledPair[] {
  const inClose = new Map<WallMs, number>();
  for (const { closeAt } of pairs) inClose.set(closeAt, (inClose.get(closeAt) ?? 0) + 1);
  return pairs.map(({ mid, model, yes, closeAt }) => ({
    mid,
    model,
    yes,
    weight: 1 / (inClose.get(closeAt) ?? 1),
  }));
}

/** The bucket's terms: calibration first, then β of the calibrated model. The prior counts as it was shipped. */
export function fitBucket(prior: BlendBucket, pairs: readonly SettledPair[]): BlendBucket {
  const calibration = fitCalibration(pairs, prior);
  const told = pairs.map((pair) => ({ ...pair, model: calibrate(calibration, pair.model) }));
  const weight = fitBlend(told, { mean: prior.beta, precision: prior.betaPrecision });
  const closes = pairs.reduce((sum, pair) => sum + pair.weight, 0);
  return {
    bucketSeconds: prior.bucketSeconds,
    ...calibration,
    beta: weight.mean,
    betaPrecision: weight.precision,
    markets: prior.markets + Math.round(closes),
  };
}

/** Fits one bucket that is due. Call once a second: a fit of a full bucket takes about a millisecond. */
export function refitDue(state: EvidenceState): void {
  const [index] = state.due;
  if (index === undefined) return;
  state.due.delete(index);
  const [prior, pairs] = [state.prior[index], state.pairs[index]];
  if (prior === undefined || pairs === undefined) return;
  state.buckets[index] = fitBucket(prior, weighPairs(pairs));
}
