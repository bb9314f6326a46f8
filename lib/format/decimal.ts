// A scaled integer as an exact decimal, for files that other programs read. In: integer, digits of its scale. Out: plain text.

/**
 * 4600 at 4 digits → "0.4600", −17500 at 6 → "-0.017500". No grouping and an ASCII minus: spreadsheets and scripts read it
 * back to the same number. Throws on what is no safe integer.
 */
export function exactDecimal(value: number, digits: number): string {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is not an exact integer`);
  const text = String(Math.abs(value)).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const sign = value < 0 ? '-' : '';
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${text.slice(-digits)}`;
}
