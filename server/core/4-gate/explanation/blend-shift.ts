// The fair value, had the market, our model or its weight been another. In: fair value, what differs. Out: fair value.
// Blend of models D2, by the core's own blend, here as a shift from what the fair value is.
import type { FairValue } from '#lib/domain/fair-value.ts';
import { clipProbability } from '#lib/domain/probability.ts';
import { evidenceLogit, fromLogit, heldLogit, logit } from '#lib/log-odds.ts';

export interface BlendShift {
  readonly market?: number;
  readonly model?: number;
  readonly weight?: number;
}

/** Log-odds of the blend; without a market of its own the model speaks alone. */
function blendLogit(market: number | null, model: number, weight: number): number {
  if (market === null) return logit(model);
  const odds = logit(market);
  return odds + weight * (evidenceLogit(model) - heldLogit(odds));
}

/**
 * The fair value with `shift` in place of what its views say. Probability and band move by as much in logits as the
 * blend does; with another weight the band is the model's own, pushed through that blend. The band holds the
 * probability, whatever is left over in the last place.
 */
export function shiftedFair(fair: FairValue, shift: BlendShift): FairValue {
  const { views } = fair;
  const market = views.market === null ? null : (shift.market ?? views.market);
  const model = shift.model ?? views.calibrated;
  const weight = shift.weight ?? views.weight;
  const before = blendLogit(views.market, views.calibrated, views.weight);
  const moved = blendLogit(market, model, weight) - before;
  const by = (value: number) => fromLogit(logit(value) + moved);
  const own = (value: number) => fromLogit(blendLogit(market, value, weight));
  const band = shift.weight === undefined ? by : own;
  const [lowEnd, highEnd] =
    shift.weight === undefined ? [fair.low, fair.high] : [fair.modelLow, fair.modelHigh];
  const blended = by(fair.probability);
  return {
    ...fair,
    probability: clipProbability(blended),
    low: clipProbability(Math.min(blended, band(lowEnd))),
    high: clipProbability(Math.max(blended, band(highEnd))),
    views: {
      ...views,
      market: market === null ? null : clipProbability(market),
      calibrated: clipProbability(model),
      blended: clipProbability(blended),
      weight,
    },
  };
}
