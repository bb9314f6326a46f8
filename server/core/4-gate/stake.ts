// How many contracts an edge is worth. In: price, fee, believed edge, limits. Out: 1e-2 contracts, whole ones.
import type { BookSide } from '#lib/domain/side.ts';
import type { GateInput } from './gate-input.ts';

/** One contract. */
export const ONE_CONTRACT = 100;

export interface PricedSide {
  readonly side: BookSide;
  /** YES scale, 1e-4 $. */
  readonly price: number;
  /** 1e-4 $ per contract. */
  readonly fee: number;
  /** Believed edge after fee, 1e-4 $ per contract. */
  readonly edge: number;
}

/** All-in cost of one contract, which is also the most it can lose: price paid plus fee, 1e-4 $. */
export function costOfOne(priced: PricedSide): number {
  return (priced.side === 'bid' ? priced.price : 10_000 - priced.price) + priced.fee;
}

/** Contracts a Kelly stake buys: fraction × edge ÷ (1 − cost) of the cash (models §D3); 0 without cash or edge. */
function kellyContracts(input: GateInput, priced: PricedSide): number {
  const cost = costOfOne(priced);
  if (input.cash === null || priced.edge <= 0 || cost <= 0 || cost >= 10_000) return 0;
  const share = input.limits.kellyFraction * (priced.edge / (10_000 - cost));
  return (share * input.cash) / (cost * 100);
}

/** Contracts that still fit under every exposure limit and the cash at hand; 0 when one of them is not known. */
function roomFor(input: GateInput, priced: PricedSide): number {
  const { exposures, limits, cash } = input;
  if (exposures === null || cash === null) return 0;
  const room = Math.min(
    limits.maxMarketExposure - exposures.market,
    limits.maxEventExposure - exposures.event,
    limits.maxTotalExposure - exposures.total,
    cash,
  );
  return room / (costOfOne(priced) * 100);
}

/**
 * Count wanted: quarter Kelly (by limits) on the believed edge, under all caps, in whole contracts. Never below one:
 * a candidate of one contract lets every check speak, and those that find no room for even that refuse it.
 */
export function stakeFor(input: GateInput, priced: PricedSide): number {
  const wanted = Math.min(
    kellyContracts(input, priced),
    roomFor(input, priced),
    input.limits.maxOrderCount / ONE_CONTRACT,
  );
  return Math.max(1, Math.floor(wanted)) * ONE_CONTRACT;
}
