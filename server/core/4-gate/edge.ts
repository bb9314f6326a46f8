// Edge after fee and how much of it to believe. In: fair value, prices. Out: 1e-4 $ per contract.

import { count } from '#lib/domain/count.ts';
import type { FairValue } from '#lib/domain/fair-value.ts';
import { EMPTY_ACCUMULATOR, netFee } from '#lib/domain/fee.ts';
import { forecastOver } from '#lib/domain/forecast-over.ts';
import type { FeeTerms } from '#lib/domain/market.ts';
import type { CentiCents } from '#lib/domain/price.ts';
import type { ContractDepth } from '#lib/domain/quote.ts';
import type { BookSide } from '#lib/domain/side.ts';
import type { GateInput } from './gate-input.ts';

/** Half width of an 80 % normal band in standard deviations. */
const BAND_SDS = 1.2815515655446004;
/** Time a resting quote stays exposed after the world has moved: cancel round trip plus one second of mark-out. */
const QUOTE_EXPOSURE_SECONDS = 2;

/** Standard error of the model's probability, in 1e-4 $, from its 80 % band. */
export function modelNoise(fair: FairValue): number {
  return ((fair.high - fair.low) / (2 * BAND_SDS)) * 10_000;
}

/** What the model says one contract gains at `price` before fee: p − a for a buyer, b − p for a seller of YES. */
export function grossEdge(fair: FairValue, side: BookSide, price: number): number {
  const worth = fair.probability * 10_000;
  return side === 'bid' ? worth - price : price - worth;
}

/**
 * Share of an apparent edge `e` to believe when its standard error is `s`: e² ÷ (e² + s²), against the winner's curse
 * (models §D2, §D3). A negative edge is believed whole. The blend with the market's price as prior (models §D2) is
 * NOT applied: its weight starts at 0 and needs settled markets to fit.
 */
export function believedShare(gross: number, noise: number): number {
  if (gross <= 0 || noise <= 0) return 1;
  return (gross * gross) / (gross * gross + noise * noise);
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

/** What a resting quote may lose to a move before it is pulled: |dP/dUSD| × one-sd move over that time (models §D3). */
export function adverseMove(input: Pick<GateInput, 'fair' | 'forecast'>): number {
  const { fair, forecast } = input;
  if (fair === null || forecast === null) return Number.POSITIVE_INFINITY;
  const moveUsd =
    fair.meanUsd *
    Math.sqrt(
      forecastOver(forecast, QUOTE_EXPOSURE_SECONDS).variancePerSecond * QUOTE_EXPOSURE_SECONDS,
    );
  return Math.abs(fair.deltaPerUsd) * moveUsd * 10_000;
}

/** The edge after fee an entry must show: limit + ½ spread to take (models §D3), limit + adverse move to quote. */
export function requiredEdge(input: GateInput, style: 'take' | 'make'): number {
  return input.limits.minEdge + (style === 'take' ? halfSpread(input.depth) : adverseMove(input));
}
