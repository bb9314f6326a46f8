// When and how to leave a position. In: gate input. Out: the closing trade with its reason, or null to keep holding.
import { type CentiContracts, count } from '#lib/domain/count.ts';
import { snapDown, snapUp } from '#lib/domain/grid.ts';
import { type CentiCents, price } from '#lib/domain/price.ts';
import { clipProbability } from '#lib/domain/probability.ts';
import type { QuoteLevel } from '#lib/domain/quote.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import { believedShare, feeOfOne, grossEdge, modelNoise } from './edge.ts';
import { type ExitKind, exitReasons, heldContracts } from './exit-reason.ts';
import type { GateInput } from './gate-input.ts';
import { levelsToHit, marketRatio, walkLevels } from './price-candidate.ts';
import { edgeCents } from './wording.ts';

export interface ExitPlan {
  readonly kind: ExitKind;
  readonly candidate: Candidate;
  readonly reason: string;
}

/** A post with less life than this before the close is not worth making: take. */
const LEAST_POST_MS = 2_000;

function closingSide(held: number): BookSide {
  return held > 0 ? 'ask' : 'bid';
}

/** A trade whose price is settled already, and what it costs. Prices on the YES scale, 1e-4 $. */
export interface Terms {
  readonly side: BookSide;
  readonly limit: CentiCents;
  readonly average: number;
  readonly count: CentiContracts;
  readonly feePerContract: number;
  readonly style: Candidate['style'];
}

/** The candidate of settled terms; without a fair value its edge is the fee alone. */
export function candidateOf(input: GateInput, terms: Terms): Candidate {
  const { fair } = input;
  const { side, average, feePerContract, style } = terms;
  const market = marketRatio(input) ?? average / 10_000;
  const gross = fair === null ? 0 : grossEdge(fair, side, average);
  const share = fair === null ? 1 : believedShare(gross, modelNoise(fair));
  return {
    side,
    price: terms.limit,
    count: terms.count,
    style,
    rawEdge: gross - feePerContract,
    edge: share * gross - feePerContract,
    feePerContract,
    fairProbability: fair === null ? clipProbability(market) : fair.probability,
    marketProbability: clipProbability(market),
  };
}

function take(input: GateInput, levels: readonly QuoteLevel[], side: BookSide): Candidate | null {
  const walk = walkLevels(input, levels, { side, wanted: Math.abs(heldContracts(input)) });
  return walk === null ? null : candidateOf(input, { ...walk, side, style: 'take' });
}

/**
 * The worst price of this exit: `exitSlippage` from the best price there was when it began. It stays where it is while
 * the exit is worked, however far the market runs.
 */
function boundOf(input: GateInput, side: BookSide, best: CentiCents): CentiCents {
  const { limits, market, exitWork } = input;
  const anchor = exitWork?.anchor ?? best;
  const raw = side === 'bid' ? anchor + limits.exitSlippage : anchor - limits.exitSlippage;
  const snapped = side === 'bid' ? snapDown(market.grid, raw) : snapUp(market.grid, raw);
  return snapped ?? anchor;
}

/** Takes what the book offers, never beyond the bound. */
function takeInside(input: GateInput, side: BookSide): Candidate | null {
  const levels = levelsToHit(input, side);
  const [best] = levels;
  if (best === undefined) return null;
  const bound = boundOf(input, side, best.price);
  const inside = levels.filter((each) =>
    side === 'bid' ? each.price <= bound : each.price >= bound,
  );
  return take(input, inside, side);
}

/** Posts at the mid, or the nearest price of ours behind it that does not cross; null without two sides. */
function postInside(input: GateInput, side: BookSide): Candidate | null {
  const bid = input.depth.bids[0]?.price;
  const ask = input.depth.asks[0]?.price;
  if (bid === undefined || ask === undefined || bid >= ask) return null;
  const { grid, fee } = input.market;
  const mid = (bid + ask) / 2;
  const snapped = side === 'ask' ? snapUp(grid, Math.ceil(mid)) : snapDown(grid, Math.floor(mid));
  const own = side === 'ask' ? ask : bid;
  const crosses = snapped === null || (side === 'ask' ? snapped <= bid : snapped >= ask);
  const limit = price(crosses ? own : snapped);
  const bound = boundOf(input, side, side === 'ask' ? bid : ask);
  if (side === 'ask' ? limit < bound : limit > bound) return null;
  return candidateOf(input, {
    ...{ side, limit, average: limit, style: 'make' as const },
    count: count(Math.abs(heldContracts(input))),
    feePerContract: feeOfOne(fee, { side, price: limit, isTaker: false }),
  });
}

/** True while an exit for `kind` is still to be posted rather than taken. */
function isPatient(input: GateInput, kind: ExitKind): boolean {
  const { limits, exitWork, at, market } = input;
  // Posted orders cannot be reduce-only: a killed account, and books nobody has confirmed, leave by those alone.
  if (input.killed || !input.reconciled) return false;
  const seconds = kind === 'operator' ? limits.closePassiveSeconds : limits.exitPassiveSeconds;
  const workedMs = exitWork === null ? 0 : at - exitWork.since;
  return workedMs < seconds * 1000 && market.closeAt - at > LEAST_POST_MS + seconds * 1000;
}

/** Passive first, then aggressive, inside one bound. */
function work(input: GateInput, kind: ExitKind, side: BookSide): Candidate | null {
  const posted = isPatient(input, kind) ? postInside(input, side) : null;
  return posted ?? takeInside(input, side);
}

/** The edge is gone: selling now, after fee, beats the fair value of holding by the exit margin. Taken at once. */
function takeGood(input: GateInput, side: BookSide): Candidate | null {
  const { fair, limits } = input;
  if (fair === null) return null;
  const noise = modelNoise(fair);
  const good = levelsToHit(input, side).filter((level) => {
    const gross = grossEdge(fair, side, level.price);
    const fee = feeOfOne(input.market.fee, { side, price: level.price, isTaker: true });
    return believedShare(gross, noise) * gross - fee >= limits.exitEdge;
  });
  return take(input, good, side);
}

/**
 * Hold to settlement is the default: leaving costs a second fee and spread (models §D1). Leaves when a person asks, on
 * time, on another volatility than at entry, or when the market pays more than the contract is worth. Neither pause,
 * limits nor approvals stand in the way of an exit.
 */
export function exitPlan(input: GateInput): ExitPlan | null {
  const held = heldContracts(input);
  if (held === 0 || input.book.kind !== 'live') return null;
  const side = closingSide(held);
  for (const { kind, text } of exitReasons(input)) {
    const candidate = kind === 'edge' ? takeGood(input, side) : work(input, kind, side);
    if (candidate === null) continue;
    const gain = `closing now beats holding by ${edgeCents(candidate.edge)} after fee`;
    return { kind, candidate, reason: kind === 'edge' ? gain : text };
  }
  return null;
}
