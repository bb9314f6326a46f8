// Edge after fee and how much of it to believe. In: fair value, prices. Out: 1e-4 $ per contract.

import { count } from '#lib/domain/count.ts';
import type { FairValue } from '#lib/domain/fair-value.ts';
import { EMPTY_ACCUMULATOR, netFee } from '#lib/domain/fee.ts';
import type { FeeTerms } from '#lib/domain/market.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { ContractDepth } from '#lib/domain/quote.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { Candidate } from '#lib/domain/verdict.ts';
import type { GateInput } from './gate-input.ts';
import { quoteRisk } from './quote-risk.ts';

/** Half width of an 80 % normal band in standard deviations. */
const BAND_SDS = 1.2815515655446004;

/** Standard error of the fair value we trade on, in 1e-4 $, from the 80 % band of the blend. */
export function modelNoise(fair: FairValue): number {
  return ((fair.high - fair.low) / (2 * BAND_SDS)) * 10_000;
}

/** What one contract gains at `price` before fee by the fair value: p − a for a buyer, b − p for a seller of YES. */
export function grossEdge(fair: FairValue, side: BookSide, price: number): number {
  const worth = fair.probability * 10_000;
  return side === 'bid' ? worth - price : price - worth;
}

/**
 * Share of an apparent edge `e` to believe when its standard error is `s`: e² ÷ (e² + s²), against the winner's curse
 * (models §D2, §D3). A negative edge is believed whole; with an error that is no error (negative, not a number) a
 * positive one is not believed at all.
 */
export function believedShare(edge: number, noise: number): number {
  if (edge <= 0) return 1;
  if (!(noise >= 0)) return 0;
  const ratio = noise / edge;
  return 1 / (1 + ratio * ratio);
}

/** The exact net fee of one whole contract at `price`, 1e-4 $. */
export function feeOfOne(
  terms: FeeTerms,
  fill: { readonly side: BookSide; readonly price: CentiCents; readonly isTaker: boolean },
): number {
  return netFee(terms, { ...fill, count: count(100) }, EMPTY_ACCUMULATOR).fee / 100;
}

/** Half the spread in 1e-4 $; 0 when a side is empty (another check refuses that book). */
function halfSpread(depth: ContractDepth): number {
  const [bid] = depth.bids;
  const [ask] = depth.asks;
  return bid === undefined || ask === undefined ? 0 : Math.max(0, (ask.price - bid.price) / 2);
}

/** The edge after fee an entry must show: limit + ½ spread to take, limit + what a quote risks to make (models §D3). */
export function requiredEdge(input: GateInput, trade: Pick<Candidate, 'style' | 'side'>): number {
  const rest = trade.style === 'take' ? halfSpread(input.depth) : quoteRisk(input, trade.side);
  return input.limits.minEdge + rest;
}
