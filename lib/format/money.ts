// Money (1e-6 $ integers) as dollar text: the only place that divides by the money scale.
import { formatFixed, MINUS, MISSING } from './digits.ts';

const DOLLAR = 1_000_000;

/** 1234500000 → "$1,234.50"; negative amounts carry the sign before the dollar. */
export function formatMoney(micro: number | null): string {
  if (micro === null) return MISSING;
  const text = formatFixed(micro / DOLLAR, 2);
  return text.startsWith(MINUS) ? `${MINUS}$${text.slice(1)}` : `$${text}`;
}

/** A fee to a hundredth of a cent: 17500 → "$0.0175"; a rebate carries the sign before the dollar. */
export function formatFee(micro: number | null): string {
  if (micro === null) return MISSING;
  const text = formatFixed(micro / DOLLAR, 4);
  return text.startsWith(MINUS) ? `${MINUS}$${text.slice(1)}` : `$${text}`;
}

/** Signed for profit and loss: "+$12.30", "−$3.10", "$0.00". */
export function formatSignedMoney(micro: number | null): string {
  const text = formatMoney(micro);
  return micro !== null && micro > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Which way money went, judged after rounding to cents; null when nothing is known or it prints as zero. */
export function moneyDirection(micro: number | null): 'gain' | 'loss' | null {
  if (micro === null || Math.abs(micro) < DOLLAR / 200) return null;
  return micro > 0 ? 'gain' : 'loss';
}
