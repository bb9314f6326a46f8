// How far a probability can be trusted. In: law, survival, market, data. Out: 80 % band, confidence and its factors.
// confidence = 1 − band ÷ (the same band at twice normal uncertainty), within 0 … 1, × each doubt about the data (models C5).
// Every factor only falls with more uncertainty, older data, missing prints or disagreement (tested).
import type { ConfidencePart } from '#lib/domain/explanation.ts';
import type { SettlementWindow } from '#lib/domain/fair-value.ts';
import type { Forecast, IndexEstimate } from '#lib/domain/forecast.ts';
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { CloseLaw, Ends } from './probability/close-law.ts';
import type { Ladder, LadderMarket } from './probability/ladder.ts';
import { NO_PEAK, type Peaks, rangePeaks } from './probability/range-peaks.ts';
import { onCurve, type Survival, VIEW, type View } from './probability/survival.ts';

/** A band narrower than this, a hundredth of a cent, is a settled question, whatever its uncertainty. */
const SETTLED_BAND = 1e-4;

export interface Band {
  readonly low: number;
  readonly high: number;
  /** 1 without uncertainty, 0 at twice the normal one or more. */
  readonly sureness: number;
}

/** Two independent doubts at their 80 % ends. */
function together(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}

/** P over one doubt: the lowest and the highest it gets to, from `centre`. */
interface Swing {
  readonly least: number;
  readonly most: number;
}

/** A range is likelier inside a doubt than at either end where its peak lies inside: then that is the highest. */
function swing(first: number, second: number, peak: number): Swing {
  return { least: Math.min(first, second), most: Math.max(first, second, peak) };
}

/** Width of [P − fall, P + rise] within 0 … 1, both doubts in quadrature, and the two lengths. */
function bandAround(centre: number, variance: Swing, spot: Swing) {
  const fall = together(Math.max(0, centre - variance.least), Math.max(0, centre - spot.least));
  const rise = together(Math.max(0, variance.most - centre), Math.max(0, spot.most - centre));
  return { fall, rise, width: Math.min(1, centre + rise) - Math.max(0, centre - fall) };
}

function spreadPeak({ atSdUsd, bySpread }: Peaks, [wider, narrower]: Ends): number {
  return atSdUsd <= wider.sdUsd && atSdUsd >= narrower.sdUsd ? bySpread : 0;
}

function meanPeak({ atMeanUsd, byMean }: Peaks, [higher, lower]: Ends): number {
  return atMeanUsd <= higher.meanUsd && atMeanUsd >= lower.meanUsd ? byMean : 0;
}

/** The 80 % band around P on the law of `survival`, and how sure that leaves us. */
export function bandOf(
  law: CloseLaw,
  ladder: Ladder,
  seen: { readonly survival: Survival; readonly market: LadderMarket },
): Band {
  const { survival, market } = seen;
  const p = (view: View) => onCurve(survival, view, market);
  const isRange = market.rule.kind === 'between';
  const peaks = isRange ? rangePeaks(law, ladder, market) : NO_PEAK;
  const centre = p(VIEW.fresh);
  const own = bandAround(
    centre,
    swing(p(VIEW.varianceUp), p(VIEW.varianceDown), isRange ? spreadPeak(peaks, law.variance) : 0),
    swing(p(VIEW.spotUp), p(VIEW.spotDown), isRange ? meanPeak(peaks, law.spot) : 0),
  );
  const widest = bandAround(
    centre,
    swing(
      p(VIEW.widestVarianceUp),
      p(VIEW.widestVarianceDown),
      isRange ? spreadPeak(peaks, law.widestVariance) : 0,
    ),
    swing(
      p(VIEW.widestSpotUp),
      p(VIEW.widestSpotDown),
      isRange ? meanPeak(peaks, law.widestSpot) : 0,
    ),
  );
  const now = p(VIEW.law);
  const share = own.width / widest.width;
  return {
    low: Math.max(0, now - own.fall),
    high: Math.min(1, now + own.rise),
    sureness: widest.width < SETTLED_BAND ? 1 : Math.min(1, Math.max(0, 1 - share)),
  };
}

/** Members this far apart in ln variance are refused by the gate (models D3). */
const MOST_SPREAD = 1;

/** 1 up to half of what the gate refuses, ½ there, 0 at one and a half of it. */
function fading(value: number, refused: number): number {
  return Math.min(1, Math.max(0, 1.5 - value / refused));
}

const SOURCE = { brti: 1, 'kraken-plus-basis': 0.9, 'spot-proxy': 0.7 } as const;

/** Largest minus smallest ln variance of the members that count, over all horizons. */
function spreadOf(forecast: Forecast): number {
  let widest = 0;
  for (const { members } of forecast.horizons) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { weight, logVariance } of members) {
      if (weight <= 0) continue;
      low = Math.min(low, logVariance);
      high = Math.max(high, logVariance);
    }
    widest = Math.max(widest, high - low); // −∞ without a member that counts
  }
  return widest;
}

/** The doubts that are not in the band, each a factor 0 … 1 with its name. */
export function dataQuality(
  forecast: Forecast,
  given: {
    readonly estimate: IndexEstimate;
    readonly window: SettlementWindow;
    readonly at: WallMs;
  },
): readonly ConfidencePart[] {
  const { estimate, window, at } = given;
  const ageMs = Math.abs(at - forecast.at);
  return [
    { label: 'index source', value: SOURCE[estimate.source] },
    { label: 'wanted model answers', value: forecast.fallback === null ? 1 : 0.9 },
    { label: 'index prints complete', value: 0.5 ** window.missingCount },
    { label: 'members agree', value: fading(spreadOf(forecast), MOST_SPREAD) },
    { label: 'forecast is young', value: fading(ageMs, FRESHNESS_MS.forecast) },
  ];
}
