// How far a probability can be trusted. In: law, rule, forecast uncertainty. Out: 80 % band and confidence (models C5).
// confidence = 1 − (high − low) ÷ (the same band at twice normal uncertainty), within 0…1, × data quality.
import type { SettlementWindow } from '#lib/domain/fair-value.ts';
import type { Forecast, IndexEstimate } from '#lib/domain/forecast.ts';
import { EIGHTY_PERCENT } from './normal-cdf.ts';
import { type PricedRule, ruleProbability } from './rule-probability.ts';
import { type SettlementLaw, settlementLaw } from './settlement-average.ts';

/** Normal uncertainty: sd of ln variance of a plain EWMA over five minutes, and of spot against the index in USD. */
const NORMAL_LOG_VARIANCE_SD = 0.8;
const NORMAL_BASIS_SD_USD = 10;
/** A band narrower than this is a settled question, whatever its uncertainty. */
const SETTLED_BAND = 1e-6;

export interface Band {
  readonly low: number;
  readonly high: number;
  readonly confidence: number;
}

interface Uncertainty {
  readonly logVarianceSd: number;
  readonly basisSdUsd: number;
}

/** The law with its variance scaled by e^shift and its spot moved by `moveUsd`. */
function shifted(law: SettlementLaw, shift: number, moveUsd: number): SettlementLaw {
  const scale = Math.exp(shift);
  return settlementLaw({
    ...law,
    spotUsd: law.spotUsd + moveUsd,
    varianceToNext: law.varianceToNext * scale,
    variancePerSecond: law.variancePerSecond * scale,
  });
}

/** How far P falls and rises when variance and index are off by their 80 % ends, in quadrature. */
function reach(law: SettlementLaw, rule: PricedRule, by: Uncertainty): readonly [number, number] {
  const centre = ruleProbability(law, rule);
  const shift = EIGHTY_PERCENT * by.logVarianceSd;
  const moveUsd = EIGHTY_PERCENT * by.basisSdUsd;
  let down = 0;
  let up = 0;
  for (const [first, second] of [
    [shifted(law, shift, 0), shifted(law, -shift, 0)],
    [shifted(law, 0, moveUsd), shifted(law, 0, -moveUsd)],
  ] as const) {
    const one = ruleProbability(first, rule) - centre;
    const other = ruleProbability(second, rule) - centre;
    down += Math.min(0, one, other) ** 2;
    up += Math.max(0, one, other) ** 2;
  }
  return [Math.sqrt(down), Math.sqrt(up)];
}

/** The 80 % band around P and the confidence it leaves: 1 without uncertainty, 0 at twice the normal one or more. */
export function confidenceOf(law: SettlementLaw, rule: PricedRule, logVarianceSd: number): Band {
  const centre = ruleProbability(law, rule);
  const [down, up] = reach(law, rule, { logVarianceSd, basisSdUsd: law.basisSdUsd });
  const [widestDown, widestUp] = reach(law, rule, {
    logVarianceSd: 2 * NORMAL_LOG_VARIANCE_SD,
    basisSdUsd: 2 * NORMAL_BASIS_SD_USD,
  });
  const low = Math.max(0, centre - down);
  const high = Math.min(1, centre + up);
  const widest = Math.min(1, centre + widestUp) - Math.max(0, centre - widestDown);
  const confidence =
    widest < SETTLED_BAND ? 1 : Math.min(1, Math.max(0, 1 - (high - low) / widest));
  return { low, high, confidence };
}

/** 0 … 1: doubts that are not in the band. Each one only lowers it. */
export function dataQuality(
  forecast: Forecast,
  estimate: IndexEstimate,
  window: SettlementWindow,
): number {
  const source = { brti: 1, 'kraken-plus-basis': 0.9, 'spot-proxy': 0.7 }[estimate.source];
  const answered = forecast.fallback === null ? 1 : 0.9;
  const complete = window.missingCount === 0 ? 1 : 0.5;
  return source * answered * complete;
}
