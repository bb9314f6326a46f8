// The fair value, had the market, our model or its weight been another. In: fair value, what differs. Out: fair value.
// Blend of models D2: logit p* = logit market + weight × (logit model − logit market), here as a shift from what it is.
import type { FairValue } from '#lib/domain/fair-value.ts';
import { clipProbability, type Probability } from '#lib/domain/probability.ts';

/** Probabilities nearer to 0 or 1 than this have no logit worth the name. */
const LEAST = 1e-4;

export interface BlendShift {
  readonly market?: number;
  readonly model?: number;
  readonly weight?: number;
}

function logit(value: number): number {
  const inside = Math.min(1 - LEAST, Math.max(LEAST, value));
  return Math.log(inside / (1 - inside));
}

function fromLogit(value: number): Probability {
  return clipProbability(1 / (1 + Math.exp(-value)));
}

/** Without a market of its own the model speaks alone. */
function blendLogit(market: number | null, model: number, weight: number): number {
  return market === null ? logit(model) : (1 - weight) * logit(market) + weight * logit(model);
}

/**
 * The fair value with `shift` in place of what its views say. Probability and band move by as much in logits as the
 * blend does; with another weight the band is the model's own, pushed through that blend.
 */
export function shiftedFair(fair: FairValue, shift: BlendShift): FairValue {
  const { views } = fair;
  const market = views.market === null ? null : (shift.market ?? views.market);
  const model = shift.model ?? views.calibrated;
  const weight = shift.weight ?? views.weight;
  const before = blendLogit(views.market, views.calibrated, views.weight);
  const moved = blendLogit(market, model, weight) - before;
  const by = (value: Probability) => fromLogit(logit(value) + moved);
  const ownBand = shift.weight !== undefined;
  const blended = by(fair.probability);
  return {
    ...fair,
    probability: blended,
    low: ownBand ? fromLogit(blendLogit(market, fair.modelLow, weight)) : by(fair.low),
    high: ownBand ? fromLogit(blendLogit(market, fair.modelHigh, weight)) : by(fair.high),
    views: {
      ...views,
      market: market === null ? null : clipProbability(market),
      calibrated: clipProbability(model),
      blended,
      weight,
    },
  };
}
