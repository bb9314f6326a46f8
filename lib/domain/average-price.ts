// The mean price a trade was priced at, out of what is kept of it. In: a candidate's numbers. Out: 1e-4 $ on the YES scale, or null.
import type { BookSide } from './side.ts';

/** What the gate keeps of a trade it priced: prices and edges 1e-4 $ on the YES scale, probabilities 0 to 1. */
export interface KeptTerms {
  readonly side: BookSide;
  /** The limit: the worst level it would touch. */
  readonly price: number;
  /** Before the share that is believed, after the fee. */
  readonly rawEdge: number;
  readonly feePerContract: number;
  readonly fairProbability: number;
}

/** Finer than any price there is: what is left of adding and taking away again. */
const DIGITS = 1e6;

/**
 * A taker pays each level its own price: the edge was measured against their mean, so the mean is what the edge leaves
 * of the fair value. Null where it cannot be told: an exit without a fair value (its edge is the fee alone), or
 * numbers that would put the mean behind the limit or off the scale.
 */
export function averagePrice(kept: KeptTerms): number | null {
  const { side, price, rawEdge, feePerContract, fairProbability } = kept;
  const gross = rawEdge + feePerContract;
  if (gross === 0) return null;
  const worth = fairProbability * 10_000;
  const mean = side === 'bid' ? worth - gross : worth + gross;
  const average = Math.round(mean * DIGITS) / DIGITS;
  const isWithin = side === 'bid' ? average <= price : average >= price;
  return isWithin && average >= 0 && average <= 10_000 ? average : null;
}
