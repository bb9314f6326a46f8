// When and how to leave a position. In: gate input. Out: the closing trade with its reason, or null to keep holding.
import { FRESHNESS_MS } from '#lib/domain/freshness.ts';
import { snapDown, snapUp } from '#lib/domain/grid.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import { clipProbability } from '#lib/domain/probability.ts';
import type { QuoteLevel } from '#lib/domain/quote.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import { believedShare, feeOfOne, grossEdge, modelNoise } from './edge.ts';
import type { GateInput } from './gate-input.ts';
import { levelsToHit, marketRatio, walkLevels } from './price-candidate.ts';
import { edgeCents } from './wording.ts';

export interface ExitPlan {
  readonly candidate: Candidate;
  readonly reason: string;
}

/** How far through the book an operator's close may go from the best price, 1e-4 $. */
const CLOSE_SLIPPAGE = 500;

/** Contracts held, signed; 0 when flat or settled. */
export function heldContracts(input: GateInput): number {
  const { position } = input;
  return position === null || position.settled ? 0 : position.contracts;
}

function closingSide(held: number): BookSide {
  return held > 0 ? 'ask' : 'bid';
}

function closeAt(
  input: GateInput,
  levels: readonly QuoteLevel[],
  side: BookSide,
): Candidate | null {
  const wanted = Math.abs(heldContracts(input));
  const walk = walkLevels(input, levels, { side, wanted });
  if (walk === null) return null;
  const market = marketRatio(input) ?? walk.average / 10_000;
  const { fair } = input;
  const gross = fair === null ? 0 : grossEdge(fair, side, walk.average);
  const share = fair === null ? 1 : believedShare(gross, modelNoise(fair));
  return {
    side,
    price: walk.limit,
    count: walk.count,
    style: 'take',
    rawEdge: gross - walk.feePerContract,
    edge: share * gross - walk.feePerContract,
    feePerContract: walk.feePerContract,
    fairProbability: fair === null ? clipProbability(market) : fair.probability,
    marketProbability: clipProbability(market),
  };
}

/** The operator asked: through the book as far as the slippage bound, with or without a model. */
function closeOnRequest(input: GateInput, by: string): ExitPlan | null {
  const side = closingSide(heldContracts(input));
  const levels = levelsToHit(input, side);
  const [best] = levels;
  if (best === undefined) return null;
  const raw = side === 'bid' ? best.price + CLOSE_SLIPPAGE : best.price - CLOSE_SLIPPAGE;
  const { grid } = input.market;
  const bound: CentiCents =
    (side === 'bid' ? snapDown(grid, raw) : snapUp(grid, raw)) ?? best.price;
  const inside = levels.filter((each) =>
    side === 'bid' ? each.price <= bound : each.price >= bound,
  );
  const candidate = closeAt(input, inside, side);
  return candidate === null ? null : { candidate, reason: `${by} asked to close` };
}

/** The machine leaves a position by itself only where a person let it trade and the books are known to be right. */
function mayActAlone(input: GateInput): boolean {
  const { reconciled, trading } = input;
  return reconciled && (trading === 'armed' || trading === 'paused' || trading === 'reducing');
}

/** A fair value too old, early or holed is no reason to give a position away. */
function trustsFair(input: GateInput): boolean {
  const { fair, at, market } = input;
  if (fair === null || fair.ticker !== market.ticker) return false;
  const age = at - fair.at;
  return age >= 0 && age <= FRESHNESS_MS.forecast && fair.window.missingCount === 0;
}

/** The edge is gone: selling now, after fee, beats the fair value of holding by the entry margin. */
function closeOnEdge(input: GateInput): ExitPlan | null {
  const { fair, limits } = input;
  if (fair === null || !mayActAlone(input) || !trustsFair(input)) return null;
  const side = closingSide(heldContracts(input));
  const noise = modelNoise(fair);
  const good = levelsToHit(input, side).filter((level) => {
    const gross = grossEdge(fair, side, level.price);
    const fee = feeOfOne(input.market.fee, { side, price: level.price, isTaker: true });
    return believedShare(gross, noise) * gross - fee >= limits.minEdge;
  });
  const candidate = closeAt(input, good, side);
  if (candidate === null) return null;
  const gain = edgeCents(candidate.edge);
  return { candidate, reason: `closing now beats holding by ${gain} after fee` };
}

/**
 * Hold to settlement is the default: leaving costs a second fee and spread (models §D1). Leaves when the operator asks
 * or when the market pays more than the contract is worth. An operator's close looks at neither
 * pause, limits nor approvals; the machine's own needs permission to trade and reconciled books.
 */
export function exitPlan(input: GateInput): ExitPlan | null {
  if (heldContracts(input) === 0 || input.book.kind !== 'live') return null;
  return input.closeRequestedBy === null
    ? closeOnEdge(input)
    : closeOnRequest(input, input.closeRequestedBy);
}
