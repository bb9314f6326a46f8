// Scaled integers to the venue's decimal strings and back. In: integers or request text. Out: text or integers.
// The venue's own arithmetic, shared with nobody (kalshi-api §2).

/** $1 in centi-cents (prices) and in micro-dollars (money); 1 contract in centi-contracts. */
export const DOLLAR_CENTI_CENTS = 10_000;
export const DOLLAR_MICRO = 1_000_000;
export const CONTRACT_CENTI = 100;

function scaledText(value: number, decimals: number): string {
  const digits = Math.abs(value)
    .toString()
    .padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return `${value < 0 ? '-' : ''}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** 5 200 → "0.5200". */
export function priceText(centiCents: number): string {
  return scaledText(centiCents, 4);
}

/** 1 050 → "10.50". */
export function countText(centiContracts: number): string {
  return scaledText(centiContracts, 2);
}

/** 17 500 → "0.017500". */
export function moneyText(micro: number): string {
  return scaledText(micro, 6);
}

/** Money at the balance step: 98 018 600 → "98.0186"; finer amounts are cut, as the venue's balances are. */
export function balanceText(micro: number): string {
  return scaledText(Math.floor(micro / 100), 4);
}

/** Whole cents, truncated toward zero. */
export function centsOf(micro: number): number {
  return Math.trunc(micro / 10_000);
}

/** Parses an unsigned decimal with at most `decimals` digits after the point; undefined when it is not one. */
export function parseScaled(text: string, decimals: number): number | undefined {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const fraction = match[2] ?? '';
  if (fraction.length > decimals && /[1-9]/.test(fraction.slice(decimals))) return undefined;
  const value = Number(`${match[1]}${fraction.slice(0, decimals).padEnd(decimals, '0')}`);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Unix ms → "2026-06-11T06:29:20.866Z" with trailing zeros of the fraction dropped, as Go prints it. */
export function isoText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.?0*Z$/, 'Z');
}

/** Unix ms → whole seconds. */
export function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}
