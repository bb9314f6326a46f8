// One contract's fair value. In: forecast, index estimate, market, settlement window, time. Out: FairValue or why none.
// Pricing: models A2 (1)–(3), (9)–(11) and A3; confidence: models C5.
import type { FairValue, SettlementWindow } from '#lib/domain/fair-value.ts';
import type { Forecast, IndexEstimate } from '#lib/domain/forecast.ts';
import { type ForecastOver, forecastOver } from '#lib/domain/forecast-over.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { Market } from '#lib/domain/market.ts';
import { clipProbability } from '#lib/domain/probability.ts';
import { fail, ok, type Result } from '#lib/result.ts';
import { confidenceOf, dataQuality } from './confidence.ts';
import { meanFactor, profileSeconds } from './intraday-profile.ts';
import { type PricedRule, ruleGreeks, ruleProbability } from './rule-probability.ts';
import {
  type AverageState,
  effectiveSeconds,
  requiredMean,
  type SettlementLaw,
  settlementLaw,
} from './settlement-average.ts';

export interface FairValueInput {
  readonly forecast: Forecast;
  readonly estimate: IndexEstimate;
  readonly market: Market;
  /** `index.window(market.closeAt, at)` of the market view. */
  readonly window: SettlementWindow;
  readonly at: WallMs;
}

/** ν of the residual never goes below this (models A3). */
const LEAST_NU = 3;

/** Prices the contract. Fails, never guesses: strike unset, market over, or numbers that are not numbers. */
export function forecastToFairValue(input: FairValueInput): Result<FairValue> {
  const { forecast, market, window, at } = input;
  const { rule } = market;
  if (rule.kind === 'unset') return fail(`${market.ticker}: no strike (${rule.reason})`);
  const over = forecastOver(forecast, window.secondsToClose);
  if (!(over.variancePerSecond > 0) || !Number.isFinite(over.variancePerSecond))
    return fail(`${market.ticker}: forecast variance ${over.variancePerSecond}`);
  if (!(over.logVarianceSd >= 0)) return fail(`${market.ticker}: forecast has no uncertainty`);
  const law = settlementLaw(stateOf(input, over));
  const probability = ruleProbability(law, rule);
  const band = confidenceOf(law, rule, over.logVarianceSd);
  const greeks = ruleGreeks(law, rule);
  const quality = dataQuality(forecast, input.estimate, window);
  return ok({
    ticker: market.ticker,
    at,
    probability: clipProbability(probability),
    low: clipProbability(band.low),
    high: clipProbability(band.high),
    modelLow: clipProbability(band.low),
    modelHigh: clipProbability(band.high),
    views: {
      tree: null,
      sequence: null,
      combined: clipProbability(probability),
      calibrated: clipProbability(probability),
      market: null,
      blended: clipProbability(probability),
      weight: 1,
      evidenceMarkets: 0,
    },
    confidence: clipProbability(band.confidence * quality),
    confidenceParts: [
      { label: 'width of the band', value: band.confidence },
      { label: 'data quality', value: quality },
    ],
    meanUsd: law.meanUsd,
    sdUsd: law.sdUsd,
    effectiveSeconds: effectiveSeconds(window.unknownCount, window.secondsToNextPrint),
    window,
    requiredMeanUsd: requiredFor(law, rule),
    deltaPerUsd: greeks.deltaPerUsd,
    vegaPerLogVol: greeks.vegaPerLogVol,
  });
}

/** Variance time by the profile of the hour: quote age and way to the next print, then the window itself. */
function stateOf(input: FairValueInput, over: ForecastOver): AverageState {
  const { estimate, market, window, at } = input;
  const variance = over.variancePerSecond * over.tailScale ** 2;
  const ageSeconds = Math.max(0, (at - estimate.at) / 1000);
  const nextAt = at + window.secondsToNextPrint * 1000;
  const windowFrom = Math.min(Math.max(at, market.closeAt - 60_000), market.closeAt - 1_000);
  return {
    spotUsd: estimate.value,
    knownSumUsd: window.knownSumUsd,
    unknownCount: window.unknownCount,
    varianceToNext: variance * (ageSeconds + profileSeconds(at, nextAt)),
    variancePerSecond: variance * meanFactor(windowFrom, market.closeAt),
    basisSdUsd: estimate.basisSdUsd,
    law: { kind: 'student', nu: Math.max(LEAST_NU, over.tailNu) },
  };
}

/** The mean the remaining prints need for the outcome to sit on the strike; null for ranges and at the end. */
function requiredFor(law: SettlementLaw, rule: PricedRule): number | null {
  if (rule.kind === 'between' || law.unknownCount === 0) return null;
  const half = rule.kind === 'at-or-above-rounded' ? 0.005 : 0;
  return requiredMean(law, rule.strike / 100 - half);
}
