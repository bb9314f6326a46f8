// Contract prices and edges (1e-4 $ integers) as cents text: the only place that divides by the price scale.
import { formatFixed, formatSigned, MISSING } from './digits.ts';

/** 1e-4 $ in one cent. */
const CENT = 100;

/** Price in cents with one decimal, without the sign ¢ (the column says it): 4630 → "46.3". */
export function formatCents(centiCents: number | null): string {
  return centiCents === null ? MISSING : formatFixed(centiCents / CENT, 1);
}

/** An average of prices in cents with two decimals, since it lies between the steps: 4633.3 → "46.33". */
export function formatAverageCents(centiCents: number | null): string {
  return centiCents === null ? MISSING : formatFixed(centiCents / CENT, 2);
}

/** Price with its unit for running text: 4600 → "46¢", 4635 → "46.35¢". */
export function formatPrice(centiCents: number | null): string {
  if (centiCents === null) return MISSING;
  const decimals = centiCents % CENT === 0 ? 0 : centiCents % 10 === 0 ? 1 : 2;
  return `${formatFixed(centiCents / CENT, decimals)}¢`;
}

/** Edge in signed cents: 130 → "+1.3", -40 → "−0.4". */
export function formatEdge(centiCents: number | null): string {
  return centiCents === null ? MISSING : formatSigned(centiCents / CENT, 1);
}

/** A probability in [0, 1] on the price scale, in cents: 0.463 → "46.3". */
export function formatProbabilityCents(probability: number | null): string {
  return probability === null ? MISSING : formatFixed(probability * 100, 1);
}
