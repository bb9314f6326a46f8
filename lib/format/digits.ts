// Digit grouping and the minus sign shared by every formatter. In: integers or floats. Out: text. No locale, no clock.

/** What is printed where a value is not there: missing is not zero. */
export const MISSING = '–';

/** U+2212, as wide as the plus sign in a tabular face. */
export const MINUS = '−';

/** "1234567" → "1,234,567". */
function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * A magnitude with a fixed number of decimals and grouped thousands, e.g. (84912.5, 2) → "84,912.50".
 * Throws on a non-finite value: a screen must never print NaN.
 */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value))
    throw new Error('Condition failed: cannot print a non-finite number');
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const text = groupThousands(whole) + (fraction === undefined ? '' : `.${fraction}`);
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** Like formatFixed, always with a sign unless it prints as zero: "+1.30", "−0.40", "0.00". */
export function formatSigned(value: number, decimals: number): string {
  const text = formatFixed(value, decimals);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}
