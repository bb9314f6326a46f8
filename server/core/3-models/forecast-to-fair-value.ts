// The fair values of all markets of one close. In: forecast, index, window, ladder, mids. Out: them, or why there are none.
// Law: models A2, A3; ladder: A2 (7); calibration: C4; confidence: C5; the market as prior: D2.
import { ensure } from '#lib/check.ts';
import type { ConfidencePart } from '#lib/domain/explanation.ts';
import type { FairValue, SettlementWindow } from '#lib/domain/fair-value.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import { clipProbability, type Probability } from '#lib/domain/probability.ts';
import { ok, type Result } from '#lib/result.ts';
import { dataQuality } from './confidence.ts';
import { blendOdds } from './probability/blend.ts';
import {
  type BlendedView,
  type Bounds,
  blendedView,
  type Priced,
  type Quote,
} from './probability/blend-with-mid.ts';
import type { BlendTerms } from './probability/buckets.ts';
import { type CloseInput, closeLaw } from './probability/close-law.ts';
import { ANYWHERE, coherent } from './probability/coherent.ts';
import type { Ladder, LadderMarket } from './probability/ladder.ts';
import {
  type Curves,
  calibratedCurve,
  type ModelView,
  modelView,
  speakerView,
  viewGreeks,
} from './probability/model-view.ts';
import { scratchOf } from './probability/scratch.ts';
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
  readonly terms: BlendTerms;
  readonly quality: readonly ConfidencePart[];
  readonly qualityProduct: number;
  readonly window: SettlementWindow;
  readonly at: WallMs;
}

/** Prices every market of the ladder, in its order. Fails, never guesses, on numbers that are not numbers. */
export function forecastToFairValue(input: FairValueInput): Result<readonly Priced[]> {
  const { ladder, quotes, terms, window, at } = input;
  const made = closeLaw(input);
  if (!made.ok) return made;
  const law = made.value;
  const survival = survivalOf(law, ladder);
  const calibrated = calibratedCurve(survival[VIEW.law] ?? new Float64Array(0), terms);
  const curves = { law, ladder, survival, calibrated, calibration: terms };
  const quality = dataQuality(input.forecast, input);
  const qualityProduct = quality.reduce((product, part) => product * part.value, 1);
  const shared = { curves, terms, quality, qualityProduct, window, at };
  const models = ladder.markets.map((market) => modelView(curves, market));
  const room = terms.beta === 0 ? null : roomOf(input, models);
  return ok(
    models.map((model, place) => {
      const bounds = room?.[place] ?? ANYWHERE;
      return pricedMarket(shared, place, { model, quote: quotes[place] ?? null, bounds });
    }),
  );
}

/** The room the strikes leave each other once blended. Without evidence the market's own prices stand, coherent or not. */
function roomOf(input: FairValueInput, models: readonly ModelView[]): readonly Bounds[] {
  const { ladder, quotes, terms } = input;
  const { blended, spread } = scratchOf(ladder);
  for (let place = 0; place < models.length; place++) {
    const quote = quotes[place] ?? null;
    const odds = models[place]?.odds.centre ?? 0;
    blended[place] = quote === null ? Number.NaN : blendOdds(terms.beta, quote, odds);
    spread[place] = quote?.spread ?? 1;
  }
  return coherent(ladder, { blended, spread });
}

interface OfMarket {
  readonly model: ModelView;
  readonly quote: Quote | null;
  readonly bounds: Bounds;
}

/** Without a mid there is nothing to start from: the calibrated model stands alone (see blend-with-mid.ts). */
function tradedView({ model, quote, bounds }: OfMarket, terms: BlendTerms): BlendedView {
  return quote === null
    ? { blended: model.centre, low: model.low, high: model.high }
    : blendedView(model.odds, terms, { quote, bounds });
}

function orNull(p: number | null): Probability | null {
  return p === null ? null : clipProbability(p);
}

function pricedMarket(shared: Shared, place: number, of: OfMarket): Priced {
  const { curves, terms, quality, window, at } = shared;
  const { model, quote, bounds } = of;
  const market = ensure(curves.ladder.markets[place], 'a place of the ladder');
  const { law, effectiveSeconds } = curves.law;
  const traded = tradedView(of, terms);
  const blended = clipProbability(traded.blended);
  const greeks = viewGreeks(curves, market);
  const fair: FairValue = {
    ticker: market.market.ticker,
    at,
    probability: blended,
    low: clipProbability(traded.low),
    high: clipProbability(traded.high),
    views: {
      tree: orNull(speakerView(curves, market, VIEW.tree)),
      sequence: orNull(speakerView(curves, market, VIEW.sequence)),
      combined: clipProbability(model.combined),
      calibrated: clipProbability(model.centre),
      market: orNull(quote?.mid ?? null),
      blended,
      weight: quote === null ? 1 : terms.beta,
      evidenceMarkets: terms.markets,
    },
    modelLow: clipProbability(model.low),
    modelHigh: clipProbability(model.high),
    confidence: clipProbability(model.sureness * shared.qualityProduct),
    confidenceParts: [{ label: 'width of the band', value: model.sureness }, ...quality],
    meanUsd: law.meanUsd,
    sdUsd: law.sdUsd,
    effectiveSeconds,
    window,
    requiredMeanUsd: requiredFor(law, market),
    deltaPerUsd: greeks.deltaPerUsd,
    vegaPerLogVol: greeks.vegaPerLogVol,
  };
  return { fair, terms, bounds };
}

/** The mean the remaining prints need for the outcome to sit on the strike; null for ranges and at the end. */
function requiredFor(law: SettlementLaw, { rule }: LadderMarket): number | null {
  if (rule.kind === 'between' || law.unknownCount === 0) return null;
  const half = rule.kind === 'at-or-above-rounded' ? 0.005 : 0;
  return requiredMean(law, rule.strike / 100 - half);
}
