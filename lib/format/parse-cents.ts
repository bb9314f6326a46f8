// A price typed in cents. In: "46", "46.35", "0.1 ¢". Out: 1e-4 $, or null for what is no price of at most two decimals.

/** Cents with at most two decimals as 1e-4 $, exactly; a comma is a decimal point, a trailing ¢ is allowed. */
export function parseCents(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{0,2}))?\s*¢?$/.exec(text.trim());
  if (match === null) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
