// Who stands behind a fair value, for the ladder topic. In: the fair value. Out: rounded speakers, or null.
import type { Views } from '#lib/domain/explanation.ts';
import type { FairValue } from '#lib/domain/fair-value.ts';
import { clipProbability, type Probability } from '#lib/domain/probability.ts';
import type { LadderSignal } from '#lib/wire/market-rows.ts';

/** A thousandth of a cent: finer steps would only make the row change and grow. */
const STEPS = 100_000;

function rounded(value: number): number {
  return Math.round(value * STEPS) / STEPS;
}

function shown(value: Probability): Probability {
  return clipProbability(rounded(value));
}

function shownViews(views: Views): Views {
  const { tree, sequence, market } = views;
  return {
    tree: tree === null ? null : shown(tree),
    sequence: sequence === null ? null : shown(sequence),
    combined: shown(views.combined),
    calibrated: shown(views.calibrated),
    market: market === null ? null : shown(market),
    blended: shown(views.blended),
    weight: rounded(views.weight),
    evidenceMarkets: views.evidenceMarkets,
  };
}

/** Null without a fair value: speakers of an earlier one would look alive. */
export function signalRow(fair: FairValue | null): LadderSignal | null {
  if (fair === null) return null;
  return {
    views: shownViews(fair.views),
    modelLow: rounded(fair.modelLow),
    modelHigh: rounded(fair.modelHigh),
    confidenceParts: fair.confidenceParts.map(({ label, value }) => ({
      label,
      value: rounded(value),
    })),
    vegaPerLogVol: rounded(fair.vegaPerLogVol),
  };
}
