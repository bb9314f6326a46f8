// The fair values of all markets of one close. In: forecast, index, window, ladder, mids. Out: them, or why there are none.
// Law: models A2, A3; ladder: A2 (7); calibration: C4; confidence: C5; the market as prior: D2.
import { ensure } from '#lib/check.ts';
import type { ConfidencePart, Views } from '#lib/domain/explanation.ts';
import type { FairValue, SettlementWindow } from '#lib/domain/fair-value.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { clipProbability, type Probability } from '#lib/domain/probability.ts';
import { ok, type Result } from '#lib/result.ts';
import { dataQuality } from './confidence.ts';
import { blendOdds } from './probability/blend.ts';
import { type Bounds, blendedView, type Priced, type Quote } from './probability/blend-with-mid.ts';
import type { BlendTerms } from './probability/buckets.ts';
import { type CloseInput, closeLaw } from './probability/close-law.ts';
import { ANYWHERE, coherent } from './probability/coherent.ts';
import type { Ladder, LadderMarket } from './probability/ladder.ts';
import {
  type Curves,
  calibratedCurve,
  speakerView,
  writeGreeks,
  writeViews,
} from './probability/model-view.ts';
import { scratchOf, type ViewColumns } from './probability/scratch.ts';
import { survivalOf, VIEW } from './probability/survival.ts';
import { requiredMean, type SettlementLaw } from './settlement-average.ts';

export interface FairValueInput extends CloseInput {
  readonly ladder: Ladder;
  /** The contracts' own quotes, in the ladder's order; null where a side is missing. */
  readonly quotes: readonly (Quote | null)[];
  /** Calibration and weight at this time to close. */
  readonly terms: BlendTerms;
}

/** What all markets of the close share. */
interface Shared {
  readonly curves: Curves;
  readonly views: ViewColumns;
  readonly terms: BlendTerms;
  /** The doubts about the data behind a place for the market's own; their product. */
  readonly parts: readonly ConfidencePart[];
  readonly quality: number;
  readonly window: SettlementWindow;
  readonly at: WallMs;
}

const OWN_PART = { label: 'width of the band', value: 0 };

/** Prices every market of the ladder, in its order. Fails, never guesses, on numbers that are not numbers. */
export function forecastToFairValue(input: FairValueInput): Result<readonly Priced[]> {
  const { ladder, quotes, terms, window, at } = input;
  const made = closeLaw(input);
  if (!made.ok) return made;
  const law = made.value;
  const survival = survivalOf(law, ladder);
  const room = scratchOf(ladder);
  const { views } = room;
  const drawn = survival[VIEW.law] ?? new Float64Array(0);
  const calibrated = calibratedCurve(drawn, terms, room.calibrated);
  const curves = { law, ladder, survival, calibrated, calibration: terms };
  writeViews(curves, views);
  writeGreeks(curves, views);
  const bounds = terms.beta === 0 ? null : boundsOf(input, views);
  writeTraded(input, views, bounds);
  const doubts = dataQuality(input.forecast, input);
  const quality = doubts.reduce((product, part) => product * part.value, 1);
  const parts = [OWN_PART, ...doubts];
  const shared: Shared = { curves, views, terms, parts, quality, window, at };
  const priced: Priced[] = [];
  for (let place = 0; place < ladder.markets.length; place++) {
    const fair = fairValue(shared, place, quotes[place] ?? null);
    priced.push({ fair, terms, bounds: bounds?.[place] ?? ANYWHERE, law });
  }
  return ok(priced);
}

/** The room the strikes leave each other once blended. Without evidence the market's own prices stand, coherent or not. */
function boundsOf(input: FairValueInput, { oddsCentre }: ViewColumns): readonly Bounds[] {
  const { ladder, quotes, terms } = input;
  const { blended, spread } = scratchOf(ladder);
  for (let place = 0; place < blended.length; place++) {
    const quote = quotes[place] ?? null;
    const odds = oddsCentre[place] ?? 0;
    blended[place] = quote === null ? Number.NaN : blendOdds(terms.beta, quote, odds);
    spread[place] = quote?.spread ?? 1;
  }
  return coherent(ladder, { blended, spread });
}

/** Without a mid there is nothing to start from: the calibrated model stands alone (see blend-with-mid.ts). */
function writeTraded(
  { quotes, terms }: FairValueInput,
  views: ViewColumns,
  room: readonly Bounds[] | null,
): void {
  const { low, centre, high, oddsLow, oddsCentre, oddsHigh, traded, tradedLow, tradedHigh } = views;
  for (let place = 0; place < traded.length; place++) {
    const quote = quotes[place] ?? null;
    if (quote === null) {
      traded[place] = centre[place] ?? Number.NaN;
      tradedLow[place] = low[place] ?? Number.NaN;
      tradedHigh[place] = high[place] ?? Number.NaN;
      continue;
    }
    const odds = {
      low: oddsLow[place] ?? Number.NaN,
      centre: oddsCentre[place] ?? Number.NaN,
      high: oddsHigh[place] ?? Number.NaN,
    };
    const view = blendedView(odds, terms, { quote, bounds: room?.[place] ?? ANYWHERE });
    traded[place] = view.blended;
    tradedLow[place] = view.low;
    tradedHigh[place] = view.high;
  }
}

function orNull(p: number | null): Probability | null {
  return p === null ? null : clipProbability(p);
}

/** P of a column; one that was not written is no probability and throws. */
function clipAt(column: Float64Array, place: number): Probability {
  return clipProbability(column[place] ?? Number.NaN);
}

function viewsAt({ curves, views, terms }: Shared, place: number, quote: Quote | null): Views {
  const market = ensure(curves.ladder.markets[place], 'a place of the ladder');
  return {
    tree: orNull(speakerView(curves, market, VIEW.tree)),
    sequence: orNull(speakerView(curves, market, VIEW.sequence)),
    combined: clipAt(views.combined, place),
    calibrated: clipAt(views.centre, place),
    market: orNull(quote?.mid ?? null),
    blended: clipAt(views.traded, place),
    weight: quote === null ? 1 : terms.beta,
    evidenceMarkets: terms.markets,
  };
}

function confidenceParts({ parts, views }: Shared, place: number): readonly ConfidencePart[] {
  const own = parts.slice();
  own[0] = { label: OWN_PART.label, value: views.sureness[place] ?? Number.NaN };
  return own;
}

/** Puts together what the columns say of one market. */
function fairValue(shared: Shared, place: number, quote: Quote | null): FairValue {
  const { curves, views, window, at } = shared;
  const market = ensure(curves.ladder.markets[place], 'a place of the ladder');
  const { law, effectiveSeconds } = curves.law;
  return {
    ticker: market.market.ticker,
    at,
    probability: clipAt(views.traded, place),
    low: clipAt(views.tradedLow, place),
    high: clipAt(views.tradedHigh, place),
    views: viewsAt(shared, place, quote),
    modelLow: clipAt(views.low, place),
    modelHigh: clipAt(views.high, place),
    confidence: clipProbability((views.sureness[place] ?? Number.NaN) * shared.quality),
    confidenceParts: confidenceParts(shared, place),
    meanUsd: law.meanUsd,
    sdUsd: law.sdUsd,
    effectiveSeconds,
    window,
    requiredMeanUsd: requiredFor(law, market),
    deltaPerUsd: views.deltaPerUsd[place] ?? Number.NaN,
    vegaPerLogVol: views.vegaPerLogVol[place] ?? Number.NaN,
  };
}

/** The mean the remaining prints need for the outcome to sit on the strike; null for ranges and at the end. */
function requiredFor(law: SettlementLaw, { rule }: LadderMarket): number | null {
  if (rule.kind === 'between' || law.unknownCount === 0) return null;
  const half = rule.kind === 'at-or-above-rounded' ? 0.005 : 0;
  return requiredMean(law, rule.strike / 100 - half);
}
