// Bitcoin prices, basis and bitcoin sizes as text. In: floats or cents. Out: fixed-width numerals.
import { formatFixed, formatSigned, MISSING } from './digits.ts';

/** 84912.5 → "84,912.50". */
export function formatUsd(usd: number | null): string {
  return usd === null ? MISSING : formatFixed(usd, 2);
}

/** A difference in dollars: 3.2 → "+3.20". */
export function formatUsdDifference(usd: number | null): string {
  return usd === null ? MISSING : formatSigned(usd, 2);
}

/** Strike in cents: 8489999 → "84,899.99", 8490000 → "84,900". */
export function formatStrike(cents: number | null): string {
  return cents === null ? MISSING : formatFixed(cents / 100, cents % 100 === 0 ? 0 : 2);
}

/** Bitcoin size with four decimals: 0.5 → "0.5000". */
export function formatBtc(size: number): string {
  return formatFixed(size, 4);
}
