// The gate's input with one thing different: the price to trade at, the model's probability, its weight. Out: gate input.
import { snapDown, snapUp, stepAt } from '#lib/domain/grid.ts';
import { type CentiCents, price } from '#lib/domain/price.ts';
import type { ContractDepth, QuoteLevel } from '#lib/domain/quote.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { GateInput } from '../gate-input.ts';
import { levelsToHit, marketRatio } from '../price-candidate.ts';
import { type BlendShift, shiftedFair } from './blend-shift.ts';

function withFair(input: GateInput, shift: BlendShift): GateInput {
  return input.fair === null ? input : { ...input, fair: shiftedFair(input.fair, shift) };
}

/** With the model at `model` (calibrated probability of YES). */
export function withModel(input: GateInput, model: number): GateInput {
  return withFair(input, { model });
}

/** With our model at `weight` against the market. */
export function withWeight(input: GateInput, weight: number): GateInput {
  return withFair(input, { weight });
}

/** Best level moved to `best`; levels that would be better than it are gone. */
function movedTo(levels: readonly QuoteLevel[], best: CentiCents, sign: 1 | -1): QuoteLevel[] {
  const [first] = levels;
  const behind = levels.filter((each) => sign * (each.price - best) > 0);
  return first === undefined ? behind : [{ price: best, size: first.size }, ...behind];
}

/** The other side gives way by one step where it would be crossed. */
function giveWay(
  levels: readonly QuoteLevel[],
  border: number,
  sign: 1 | -1,
): readonly QuoteLevel[] {
  const [first] = levels;
  if (first === undefined || sign * (first.price - border) >= 0) return levels;
  return border <= 0 || border >= 10_000 ? [] : movedTo(levels, price(border), sign);
}

/** With the price a trade of `side` hits at `best`: the ask for a buyer. The market's mid, and so the blend, follow. */
export function withBest(input: GateInput, side: BookSide, best: CentiCents): GateInput {
  const { bids, asks } = input.depth;
  const step = stepAt(input.market.grid, best) ?? 1;
  const depth: ContractDepth =
    side === 'bid'
      ? { asks: movedTo(asks, best, 1), bids: giveWay(bids, best - step, -1) }
      : { bids: movedTo(bids, best, -1), asks: giveWay(asks, best + step, 1) };
  const moved = { ...input, depth };
  const market = marketRatio(moved);
  return market === null ? moved : withFair(moved, { market });
}

/** The price a trade of `side` hits after `steps` steps of the grid, for it (+) or against it (−); null past its end. */
export function steppedBest(input: GateInput, side: BookSide, steps: number): CentiCents | null {
  const best = levelsToHit(input, side)[0]?.price;
  const step = best === undefined ? null : stepAt(input.market.grid, best);
  if (best === undefined || step === null) return null;
  const down = side === 'bid' ? steps > 0 : steps < 0;
  const raw = best + (down ? -1 : 1) * Math.abs(steps) * step;
  const { grid } = input.market;
  return down ? snapDown(grid, raw) : snapUp(grid, raw);
}
