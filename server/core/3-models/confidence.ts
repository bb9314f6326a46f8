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
import type { ViewColumns } from './probability/scratch.ts';
import { onCurve, type Survival, VIEW } from './probability/survival.ts';

/** A band narrower than this, a hundredth of a cent, is a settled question, whatever its uncertainty. */
const SETTLED_BAND = 1e-4;

/** Two independent doubts at their 80 % ends. */
function together(a: number, b: number): number {
  return Math.sqrt(a * a + b * b);
}

/** How far P gets below `centre` when each doubt takes it to its lowest. */
function fallBelow(centre: number, leastByVariance: number, leastBySpot: number): number {
  return together(Math.max(0, centre - leastByVariance), Math.max(0, centre - leastBySpot));
}

function riseAbove(centre: number, mostByVariance: number, mostBySpot: number): number {
  return together(Math.max(0, mostByVariance - centre), Math.max(0, mostBySpot - centre));
}

/** Width of [P − fall, P + rise] within 0 … 1. */
function widthOf(centre: number, fall: number, rise: number): number {
  return Math.min(1, centre + rise) - Math.max(0, centre - fall);
}

/** A range is likelier inside a doubt than at either end where its peak lies inside: then that is the highest. */
function spreadPeak({ atSdUsd, bySpread }: Peaks, [wider, narrower]: Ends): number {
  return atSdUsd <= wider.sdUsd && atSdUsd >= narrower.sdUsd ? bySpread : 0;
}

function meanPeak({ atMeanUsd, byMean }: Peaks, [higher, lower]: Ends): number {
  return atMeanUsd <= higher.meanUsd && atMeanUsd >= lower.meanUsd ? byMean : 0;
}

/** The curves of one close, and whose band is wanted. */
interface BandSource {
  readonly law: CloseLaw;
  readonly ladder: Ladder;
  readonly survival: Survival;
}

/** Writes the 80 % band around P of the market at `place`, and how sure that leaves us. */
export function writeBand(
  into: Pick<ViewColumns, 'low' | 'high' | 'sureness'>,
  market: LadderMarket,
  { place, law, ladder, survival }: BandSource & { readonly place: number },
): void {
  const isRange = market.rule.kind === 'between';
  const peaks = isRange ? rangePeaks(law, ladder, market) : NO_PEAK;
  const centre = onCurve(survival, VIEW.fresh, market);
  const wide = onCurve(survival, VIEW.varianceUp, market);
  const narrow = onCurve(survival, VIEW.varianceDown, market);
  const above = onCurve(survival, VIEW.spotUp, market);
  const below = onCurve(survival, VIEW.spotDown, market);
  const fall = fallBelow(centre, Math.min(wide, narrow), Math.min(above, below));
  const rise = riseAbove(
    centre,
    Math.max(wide, narrow, isRange ? spreadPeak(peaks, law.variance) : 0),
    Math.max(above, below, isRange ? meanPeak(peaks, law.spot) : 0),
  );
  const widest = widestWidth(market, { law, survival, peaks, centre });
  const now = onCurve(survival, VIEW.law, market);
  const share = widthOf(centre, fall, rise) / widest;
  into.low[place] = Math.max(0, now - fall);
  into.high[place] = Math.min(1, now + rise);
  into.sureness[place] = widest < SETTLED_BAND ? 1 : Math.min(1, Math.max(0, 1 - share));
}

/** Width of the same band at twice normal uncertainty. */
function widestWidth(
  market: LadderMarket,
  {
    law,
    survival,
    peaks,
    centre,
  }: Pick<BandSource, 'law' | 'survival'> & { readonly peaks: Peaks; readonly centre: number },
): number {
  const isRange = market.rule.kind === 'between';
  const wide = onCurve(survival, VIEW.widestVarianceUp, market);
  const narrow = onCurve(survival, VIEW.widestVarianceDown, market);
  const above = onCurve(survival, VIEW.widestSpotUp, market);
  const below = onCurve(survival, VIEW.widestSpotDown, market);
  const fall = fallBelow(centre, Math.min(wide, narrow), Math.min(above, below));
  const rise = riseAbove(
    centre,
    Math.max(wide, narrow, isRange ? spreadPeak(peaks, law.widestVariance) : 0),
    Math.max(above, below, isRange ? meanPeak(peaks, law.widestSpot) : 0),
  );
  return widthOf(centre, fall, rise);
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
