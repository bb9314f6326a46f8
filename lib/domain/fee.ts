// Kalshi's fee model: an estimate for the gate; the venue's own fee_cost is the truth in the ledger.
// Source: fee schedule effective 2026-07-07 and the rounding rule of Oct 2026 (kalshi-api §6).
import type { CentiContracts } from './count.ts';
import type { FeeTerms } from './market.ts';
import { type MicroDollars, money } from './money.ts';
import type { CentiCents } from './price.ts';

/** Account precision of a direct member: balances move in steps of $0.0001. */
const STEP_MICRO = 100;

/** Rounding state of one order: what rounding has cost so far and not given back yet, in 1e-6 $. */
export interface FeeAccumulator {
  readonly heldMicro: number;
}

/** A new order has paid no rounding yet. */
export const EMPTY_ACCUMULATOR: FeeAccumulator = { heldMicro: 0 };

export interface FillForFee {
  readonly price: CentiCents;
  readonly count: CentiContracts;
  readonly isTaker: boolean;
  /** bid pays price × count; ask pays (1 − price) × count. */
  readonly side: 'bid' | 'ask';
}

/** Raw fee before balance rounding, rounded up to 1e-6 $. Unknown terms are charged as taker, the worst case. */
export function tradeFee(terms: FeeTerms, fill: FillForFee): MicroDollars {
  const makerShare = terms.kind === 'quadratic' ? 0 : 0.25;
  const share = fill.isTaker || terms.kind === 'unknown' ? 1 : makerShare;
  // multiplier × 0.07 in integers of 1e-6, so that the product below is an exact integer.
  const rateMicro = Math.round(terms.multiplier * share * 70_000);
  // count 1e-2 × price 1e-4 × (1 − price) 1e-4 × rate 1e-6 = 1e-16 dollars; money is 1e-6.
  const factors = [fill.count, fill.price, 10_000 - fill.price, rateMicro];
  return money(ceilingOfProduct(factors, 10_000_000_000));
}

/** ⌈product ÷ divisor⌉ of whole numbers ≥ 0, exactly; through big integers only where a double would round. */
function ceilingOfProduct(factors: readonly number[], divisor: number): number {
  let product = 1;
  for (const factor of factors) product *= factor;
  if (Number.isSafeInteger(product)) {
    const rest = product % divisor;
    return (product - rest) / divisor + (rest > 0 ? 1 : 0);
  }
  const whole = factors.reduce((so, factor) => so * BigInt(factor), 1n);
  return Number((whole + BigInt(divisor) - 1n) / BigInt(divisor));
}

/**
 * Net fee of one fill and the order's accumulator after it: trade fee + rounding to $0.0001 − rebate of whole steps.
 * Never negative: clipped at zero, so that with many maker fills the estimate errs upwards, by at most $0.0001 a fill.
 */
export function netFee(
  terms: FeeTerms,
  fill: FillForFee,
  accumulator: FeeAccumulator,
): { readonly fee: MicroDollars; readonly accumulator: FeeAccumulator } {
  const raw = tradeFee(terms, fill);
  const unit = fill.side === 'bid' ? fill.price : 10_000 - fill.price;
  const change = -(unit * fill.count) - raw;
  const floored = Math.floor(change / STEP_MICRO) * STEP_MICRO;
  const held = accumulator.heldMicro + (change - floored);
  const rebate = Math.floor(held / STEP_MICRO) * STEP_MICRO;
  const fee = Math.max(0, raw + (change - floored) - rebate);
  return { fee: money(fee), accumulator: { heldMicro: held - rebate } };
}
