// Numbers as a trader says them, for check texts and verdict sentences. In: domain integers. Out: short text.

/** 1e-4 $ as cents: 40 → "0.4 ¢"; two decimals where the price grid is finer than a tenth. */
export function cents(value: number): string {
  const digits = Number.isInteger(value / 10) ? 1 : 2;
  return `${(value / 100).toFixed(digits)} ¢`;
}

/** An edge or its shortfall: always one decimal. */
export function edgeCents(value: number): string {
  return `${(value / 100).toFixed(1)} ¢`;
}

/** 1e-6 $ as dollars. */
export function dollars(value: number): string {
  const sign = value < 0 ? '-' : '';
  return `${sign}$${(Math.abs(value) / 1_000_000).toFixed(2)}`;
}

/** 1e-2 contracts as contracts. */
export function contracts(value: number): string {
  const size = Math.abs(value) / 100;
  return Number.isInteger(size) ? String(size) : size.toFixed(2);
}

/** A share in [0, 1] as percent. */
export function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

/** Milliseconds as seconds with one decimal. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** A share in [0, 1] as whole percent. */
export function wholePercent(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}

/** Weight of our model against the market: two decimals at most. */
export function weightText(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A move in standard deviations, with its sign. */
export function sigmas(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} σ`;
}
