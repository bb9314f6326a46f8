// Counts of contracts (1e-2 integers) as text. Whole counts print whole; fractions keep two decimals.
import { formatFixed, MISSING } from './digits.ts';

/** 1250 → "12.50", 1200 → "12", null → a dash. */
export function formatContracts(centiContracts: number | null): string {
  if (centiContracts === null) return MISSING;
  return formatFixed(centiContracts / 100, centiContracts % 100 === 0 ? 0 : 2);
}

/** A signed position in words a trader reads at once: 1000 → "10 YES", -500 → "5 NO" (held, not sold), 0 → "flat". */
export function formatPosition(centiContracts: number): string {
  if (centiContracts === 0) return 'flat';
  return `${formatContracts(Math.abs(centiContracts))} ${centiContracts > 0 ? 'YES' : 'NO'}`;
}

/** Compact size for depth columns: 123400 → "1,234", 12 → "0.12". */
export function formatSize(centiContracts: number | null): string {
  if (centiContracts === null) return MISSING;
  return formatFixed(centiContracts / 100, Math.abs(centiContracts) < 100 ? 2 : 0);
}
