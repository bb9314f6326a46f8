// Ratios as percent text. In: 0.4821. Out: "48.2%".
import { formatFixed, MISSING } from './digits.ts';

/** Percent with `decimals` (default 1). */
export function formatPercent(ratio: number | null, decimals = 1): string {
  return ratio === null ? MISSING : `${formatFixed(ratio * 100, decimals)}%`;
}
