// Prices one trade exactly: walks the book, pays the fee, shrinks the edge. In: gate input, side. Out: Candidate.
import { type CentiContracts, count } from '#lib/domain/count.ts';
import type { FairValue } from '#lib/domain/fair-value.ts';
import { EMPTY_ACCUMULATOR, type FeeAccumulator, netFee } from '#lib/domain/fee.ts';
import { isOnGrid, stepAt } from '#lib/domain/grid.ts';
import { type CentiCents, price } from '#lib/domain/price.ts';
import { clipProbability } from '#lib/domain/probability.ts';
import type { QuoteLevel } from '#lib/domain/quote.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import { believedShare, feeOfOne, grossEdge, modelNoise } from './edge.ts';
import type { GateInput } from './gate-input.ts';
import { ONE_CONTRACT, stakeFor } from './stake.ts';

/** The levels an order of `side` would hit, best first. */
export function levelsToHit(input: GateInput, side: BookSide): readonly QuoteLevel[] {
  return side === 'bid' ? input.depth.asks : input.depth.bids;
}

/** The market's own probability: its mid, or the one side there is; null for an empty book. */
export function marketRatio(input: GateInput): number | null {
  const bid = input.depth.bids[0]?.price;
  const ask = input.depth.asks[0]?.price;
  if (bid !== undefined && ask !== undefined) return (bid + ask) / 20_000;
  const only = bid ?? ask;
  return only === undefined ? null : only / 10_000;
}

export interface Walk {
  /** Worst price touched: the limit that buys this much. */
  readonly limit: CentiCents;
  readonly count: CentiContracts;
  /** Mean price paid, 1e-4 $. */
  readonly average: number;
  /** Exact net fee of the whole walk, 1e-4 $ per contract. */
  readonly feePerContract: number;
}

/** What taking `wanted` 1e-2 contracts from `levels` costs, at most as deep as they go; null from nothing. */
export function walkLevels(
  input: Pick<GateInput, 'market'>,
  levels: readonly QuoteLevel[],
  { side, wanted }: { readonly side: BookSide; readonly wanted: number },
): Walk | null {
  let left = wanted;
  let paid = 0;
  let fees = 0;
  let limit: CentiCents | null = null;
  let held: FeeAccumulator = EMPTY_ACCUMULATOR;
  for (const level of levels) {
    if (left <= 0) break;
    const taken = Math.min(left, level.size);
    const fill = { price: level.price, count: count(taken), isTaker: true, side };
    const charged = netFee(input.market.fee, fill, held);
    held = charged.accumulator;
    fees += charged.fee;
    paid += level.price * taken;
    limit = level.price;
    left -= taken;
  }
  const taken = wanted - Math.max(0, left);
  if (limit === null || taken <= 0) return null;
  return { limit, count: count(taken), average: paid / taken, feePerContract: fees / taken };
}

function candidateOf(
  input: GateInput,
  fair: FairValue,
  made: { readonly side: BookSide; readonly walk: Walk; readonly style: 'take' | 'make' },
): Candidate {
  const { side, walk, style } = made;
  const gross = grossEdge(fair, side, walk.average);
  const share = believedShare(gross, modelNoise(fair));
  return {
    side,
    price: walk.limit,
    count: walk.count,
    style,
    rawEdge: gross - walk.feePerContract,
    edge: share * gross - walk.feePerContract,
    feePerContract: walk.feePerContract,
    fairProbability: fair.probability,
    marketProbability: clipProbability(marketRatio(input) ?? walk.average / 10_000),
  };
}

export interface TakeBounds {
  /** Levels worth less than this after fee are not touched beyond the first whole contract, 1e-4 $. */
  readonly required: number;
  /** Never a worse price than this; null = no bound. */
  readonly bound: CentiCents | null;
  /** Never more than this; null = the stake decides. */
  readonly most: CentiContracts | null;
}

function within(side: BookSide, bound: CentiCents | null, value: CentiCents): boolean {
  return bound === null || (side === 'bid' ? value <= bound : value >= bound);
}

/** Takes liquidity of the other side now; null without fair value or a whole contract within the bound. */
export function priceTake(input: GateInput, side: BookSide, bounds: TakeBounds): Candidate | null {
  const { fair } = input;
  const levels = levelsToHit(input, side).filter((each) => within(side, bounds.bound, each.price));
  const [best] = levels;
  if (fair === null || best === undefined) return null;
  const gross = grossEdge(fair, side, best.price);
  const share = believedShare(gross, modelNoise(fair));
  const worth = (level: QuoteLevel) => {
    const fee = feeOfOne(input.market.fee, { side, price: level.price, isTaker: true });
    const face = grossEdge(fair, side, level.price);
    return { fee, rawEdge: face - fee, edge: share * face - fee };
  };
  const stake = stakeFor(input, { side, price: best.price, ...worth(best) });
  const wanted = Math.min(stake, bounds.most ?? stake);
  let good = 0;
  for (const level of levels) {
    if (good >= wanted || worth(level).edge < bounds.required) break;
    good += level.size;
  }
  const affordable = Math.max(ONE_CONTRACT, Math.min(wanted, good));
  const whole = Math.floor(affordable / ONE_CONTRACT) * ONE_CONTRACT;
  const walk = walkLevels(input, levels, { side, wanted: whole });
  if (walk === null || walk.count < whole) return null;
  return candidateOf(input, fair, { side, walk, style: 'take' });
}

/**
 * Quotes one tick inside the spread, or at the best price when there is no room; never a worse price than `bound`, at
 * which it rests behind the market. Null off grid or one-sided.
 */
export function priceMake(
  input: GateInput,
  side: BookSide,
  bound: CentiCents | null = null,
): Candidate | null {
  const { fair, market } = input;
  const bid = input.depth.bids[0]?.price;
  const ask = input.depth.asks[0]?.price;
  if (fair === null || bid === undefined || ask === undefined || bid >= ask) return null;
  const own = side === 'bid' ? bid : ask;
  const step = stepAt(market.grid, own);
  if (step === null) return null;
  const improved = side === 'bid' ? own + step : own - step;
  const crosses = side === 'bid' ? improved >= ask : improved <= bid;
  const wanted = price(crosses ? own : improved);
  const quoted = bound === null || within(side, bound, wanted) ? wanted : bound;
  if (!isOnGrid(market.grid, quoted)) return null;
  const fee = feeOfOne(market.fee, { side, price: quoted, isTaker: false });
  const gross = grossEdge(fair, side, quoted);
  const edge = believedShare(gross, modelNoise(fair)) * gross - fee;
  const priced = { side, price: quoted, fee, rawEdge: gross - fee, edge };
  const size = count(stakeFor(input, priced));
  const walk = { limit: quoted, count: size, average: quoted, feePerContract: fee };
  return candidateOf(input, fair, { side, walk, style: 'make' });
}
