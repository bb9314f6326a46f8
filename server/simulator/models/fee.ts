// The venue's fee rule, written independently of the trader's own. In: fills in integers. Out: micro-dollars charged.
// Source: kalshi-api §6 (fee schedule of 2026-07-07, rounding text of October 2026).
import { assertInvariant } from '#lib/check.ts';

/** Balances move in steps of $0.0001. */
export const BALANCE_STEP_MICRO = 100;

export type FeeType =
  | 'quadratic'
  | 'quadratic_with_maker_fees'
  | 'quadratic_with_combo_maker_fees'
  | 'flat';

export interface FeeRule {
  readonly feeType: FeeType;
  readonly feeMultiplier: number;
}

/** One fill of one order: price of the YES leg (1e-4 $), count (0.01 contracts). */
export interface FeeInput {
  readonly rule: FeeRule;
  readonly priceCentiCents: number;
  readonly countCentiContracts: number;
  readonly isTaker: boolean;
}

/** The rate of a fill before rounding, in hundred-thousandths of dollars per contract at P(1 − P) = 1. */
function rateE5(rule: FeeRule, isTaker: boolean): number {
  const full = Math.round(7_000 * rule.feeMultiplier);
  if (isTaker) return full;
  if (rule.feeType === 'quadratic_with_maker_fees') return Math.round(full / 4);
  if (rule.feeType === 'quadratic_with_combo_maker_fees') return Math.round(full / 2);
  return 0;
}

/** The trade fee: rate × C × P × (1 − P), rounded up to one micro-dollar. `flat` charges rate × C. */
export function tradeFeeMicro(input: FeeInput): number {
  const price = BigInt(input.priceCentiCents);
  const count = BigInt(input.countCentiContracts);
  const rate = BigInt(rateE5(input.rule, input.isTaker));
  // rate 1e-5 × count 1e-2 × price 1e-4 × (1 − price) 1e-4 = 1e-15 dollars; one micro-dollar is 1e9 of those.
  const spread = input.rule.feeType === 'flat' ? 100_000_000n : price * (10_000n - price);
  const raw = rate * count * spread;
  return Number((raw + 999_999_999n) / 1_000_000_000n);
}

export interface FeeCharge {
  /** What the member pays for this fill: trade + rounding − rebate, never below 0. */
  readonly feeMicro: number;
  /** What stays in the order's accumulator for its next fill. */
  readonly accumulatorMicro: number;
}

/**
 * Rounds one fill's balance change down to the $0.0001 step and rebates whole steps from the order's accumulator.
 * `revenueMicro` is the cash of the fill before fees (negative for a purchase).
 */
export function chargeFee(
  input: FeeInput,
  revenueMicro: number,
  accumulatorMicro: number,
): FeeCharge {
  const trade = tradeFeeMicro(input);
  const exact = revenueMicro - trade;
  const floored = Math.floor(exact / BALANCE_STEP_MICRO) * BALANCE_STEP_MICRO;
  const rounding = exact - floored;
  const held = accumulatorMicro + rounding;
  const wholeSteps = Math.floor(held / BALANCE_STEP_MICRO);
  const affordable = Math.floor((trade + rounding) / BALANCE_STEP_MICRO);
  const rebate = Math.min(wholeSteps, affordable) * BALANCE_STEP_MICRO;
  const feeMicro = trade + rounding - rebate;
  assertInvariant(feeMicro >= 0 && Number.isSafeInteger(feeMicro), 'a fee is a whole number ≥ 0');
  return { feeMicro, accumulatorMicro: held - rebate };
}
