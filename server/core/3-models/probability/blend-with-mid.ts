// What we trade on: the model's view and the contract's own mid. In: fair value, terms, bounds, mid. Out: it, blended anew.
// A book moves many times between two forecasts: only this is done again then.
import type { FairValue } from '#lib/domain/fair-value.ts';
import { clipProbability } from '#lib/domain/probability.ts';
import type { ContractDepth } from '#lib/domain/quote.ts';
import { evidenceLogit, fromLogit, heldLogit, logit } from '#lib/log-odds.ts';
import { blendOdds, blendReach, type ModelOdds } from './blend.ts';
import type { BlendTerms } from './buckets.ts';
import type { CloseLaw } from './close-law.ts';

/** What the strikes beside it leave to a market once they are blended (coherent.ts). */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** A fair value with what it takes to blend it again. */
export interface Priced {
  readonly fair: FairValue;
  readonly terms: BlendTerms;
  readonly bounds: Bounds;
  /** What all strikes of the close were priced with. */
  readonly law: CloseLaw;
}

/** The contract's own P(YES), its log-odds, and how wide it is quoted. */
export interface Quote {
  readonly mid: number;
  readonly odds: number;
  readonly spread: number;
}

/** A quote of `mid`, `spread` wide, both 0 … 1. */
export function quoteAt(mid: number, spread: number): Quote {
  return { mid, odds: logit(mid), spread };
}

/** The quote of a book; null while a side is missing or it is crossed. */
export function quoteOf(depth: ContractDepth): Quote | null {
  const bid = depth.bids[0]?.price;
  const ask = depth.asks[0]?.price;
  if (bid === undefined || ask === undefined || bid >= ask) return null;
  return quoteAt((bid + ask) / 20_000, (ask - bid) / 10_000);
}

export interface BlendedView {
  readonly blended: number;
  readonly low: number;
  readonly high: number;
}

/** p* and its band, held within what the strikes beside it leave. With β = 0 the mid stands, however they are quoted. */
export function blendedView(
  odds: ModelOdds,
  terms: BlendTerms,
  seen: { readonly quote: Quote; readonly bounds: Bounds },
): BlendedView {
  const { quote, bounds } = seen;
  const alone = blendOdds(terms.beta, quote, odds.centre);
  const blended = terms.beta === 0 ? alone : Math.min(bounds.high, Math.max(bounds.low, alone));
  const distance = odds.centre - heldLogit(quote.odds);
  const centre = quote.odds + terms.beta * distance;
  const low = fromLogit(centre - blendReach(terms, distance, odds.centre - odds.low));
  const high = fromLogit(centre + blendReach(terms, distance, odds.high - odds.centre));
  const moved = blended - alone;
  return { blended, low: Math.min(blended, low + moved), high: Math.max(blended, high + moved) };
}

/**
 * The fair value against the mid of this instant; the same object while the mid has not moved. Without a mid there is
 * nothing to start from: the calibrated model stands alone, to be seen. No entry is made on it (book-two-sided), and no
 * exit for its edge (exit-reason.ts).
 */
export function blendWithMid(priced: Priced, quote: Quote | null): FairValue {
  const { fair, terms, bounds } = priced;
  const { views, modelLow, modelHigh } = fair;
  if ((quote?.mid ?? null) === views.market) return fair;
  if (quote === null)
    return {
      ...fair,
      probability: views.calibrated,
      low: modelLow,
      high: modelHigh,
      views: { ...views, market: null, blended: views.calibrated, weight: 1 },
    };
  const odds = {
    low: evidenceLogit(modelLow),
    centre: evidenceLogit(views.calibrated),
    high: evidenceLogit(modelHigh),
  };
  const { blended, low, high } = blendedView(odds, terms, { quote, bounds });
  const probability = clipProbability(blended);
  return {
    ...fair,
    probability,
    low: clipProbability(low),
    high: clipProbability(high),
    views: {
      ...views,
      market: clipProbability(quote.mid),
      blended: probability,
      weight: terms.beta,
    },
  };
}
