// How many contracts an edge is worth (models §D3). In: price, fee, edge, limits, what the event holds. Out: 1e-2 contracts.
import type { BookSide } from '#lib/domain/side.ts';
import { believedShare, modelNoise } from './edge.ts';
import type { GateInput } from './gate-input.ts';
import { lossAlongside } from './ladder.ts';

/** One contract. */
export const ONE_CONTRACT = 100;

export interface PricedSide {
  readonly side: BookSide;
  /** YES scale, 1e-4 $. */
  readonly price: number;
  /** 1e-4 $ per contract. */
  readonly fee: number;
  /** Edge after fee, taken at face value, 1e-4 $ per contract. */
  readonly rawEdge: number;
  /** Believed edge after fee, 1e-4 $ per contract. */
  readonly edge: number;
}

/** All-in cost of one contract, which is also the most it can lose: price paid plus fee, 1e-4 $. */
export function costOfOne(priced: Pick<PricedSide, 'side' | 'price' | 'fee'>): number {
  return (priced.side === 'bid' ? priced.price : 10_000 - priced.price) + priced.fee;
}

/**
 * Share of the cash to put at risk on one bet: fraction × k × f*, with f* = e ÷ (1 − c) the full Kelly share at all-in
 * cost c and k = e² ÷ (e² + s²) for the doubt about e (models §D3); never on more than the believed edge.
 */
export function kellyShare(input: GateInput, priced: PricedSide): number {
  const cost = costOfOne(priced);
  if (input.fair === null || cost <= 0 || cost >= 10_000) return 0;
  const doubted = believedShare(priced.rawEdge, modelNoise(input.fair)) * priced.rawEdge;
  const edge = Math.min(priced.edge, doubted);
  return edge > 0 ? (input.limits.kellyFraction * edge) / (10_000 - cost) : 0;
}

/**
 * What the event loses already where this bet would lose, 1e-6 $: joint over its strikes; the plain sum over them, which
 * is never less, where no leg is known.
 */
function alreadyStaked(input: GateInput, side: BookSide): number | null {
  const { exposures, ladder, market } = input;
  if (exposures === null) return null;
  if (ladder === null || ladder.length === 0) return exposures.event;
  return lossAlongside(ladder, market.rule, side) ?? exposures.event;
}

/**
 * Contracts a Kelly stake still buys: the share of the cash, times the monitors' factor, less what the ladder has at
 * risk in the same direction, for that is the same bet. 0 without cash, exposures or monitors.
 */
export function kellyContracts(input: GateInput, priced: PricedSide): number {
  const staked = alreadyStaked(input, priced.side);
  if (input.cash === null || staked === null || input.signalHealth === null) return 0;
  const share = kellyShare(input, priced) * input.signalHealth.stakeFactor;
  const left = share * input.cash - staked;
  return left > 0 ? left / (costOfOne(priced) * ONE_CONTRACT) : 0;
}

/** Contracts that still fit under every exposure limit and the cash at hand; 0 when one of them is not known. */
function roomFor(input: GateInput, priced: PricedSide): number {
  const { exposures, limits, cash } = input;
  const staked = alreadyStaked(input, priced.side);
  if (exposures === null || staked === null || cash === null) return 0;
  const room = Math.min(
    limits.maxMarketExposure - exposures.market,
    limits.maxEventExposure - staked,
    limits.maxSeriesExposure - exposures.series,
    limits.maxTotalExposure - exposures.total,
    cash,
  );
  return room / (costOfOne(priced) * ONE_CONTRACT);
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
