// What a simulated trader thinks a contract is worth. In: his view and the contract. Out: probability of YES (Bachelier).
// Own arithmetic on purpose: the venue's crowd must not share the product's model (kalshi-api §7.6).
import type { StrikeType } from '../kalshi/market-shapes.ts';

/** Prints in the settlement mean. */
const WINDOW = 60;

/** What a trader sees and believes at one instant. */
export interface TraderView {
  readonly nowMs: number;
  readonly spotUsd: number;
  /** Believed volatility, dollars per √second. */
  readonly volatilityUsd: number;
  /** How far he leans to higher (or lower) prices than he sees, in deviations of the settlement mean; 0 when absent. */
  readonly lean?: number;
}

/** The part of the settlement mean that is already known: prints in (close − 60 s, now]. */
export interface KnownPrints {
  readonly count: number;
  readonly sumUsd: number;
}

export interface DigitalContract {
  readonly strikeType: StrikeType;
  readonly floorStrikeUsd: number | undefined;
  readonly capStrikeUsd: number | undefined;
  readonly closeAtMs: number;
}

/** Standard normal distribution function (Abramowitz & Stegun 26.2.17, error below 7.5e-8). */
export function normalCdf(z: number): number {
  const x = Math.abs(z);
  const t = 1 / (1 + 0.2316419 * x);
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = 0.3989422804014327 * Math.exp((-x * x) / 2) * series;
  return z >= 0 ? 1 - tail : tail;
}

/** Mean and deviation in dollars of the settlement average as seen now (kalshi-api §7.6). */
export function settlementLaw(
  view: TraderView,
  closeAtMs: number,
  known: KnownPrints,
): { readonly mean: number; readonly deviation: number } {
  const left = Math.max(0, (closeAtMs - view.nowMs) / 1000);
  const unknown = WINDOW - known.count;
  const mean = (known.sumUsd + unknown * view.spotUsd) / WINDOW;
  if (left >= WINDOW) {
    return { mean: view.spotUsd, deviation: view.volatilityUsd * Math.sqrt(left - 40) };
  }
  const variance = (unknown * (unknown + 1) * (2 * unknown + 1)) / (6 * WINDOW ** 2);
  return { mean, deviation: view.volatilityUsd * Math.sqrt(variance) };
}

/** Probability of YES, or undefined while the contract has no strike. */
export function digitalPrice(
  view: TraderView,
  contract: DigitalContract,
  known: KnownPrints,
): number | undefined {
  const { mean, deviation } = settlementLaw(view, contract.closeAtMs, known);
  const lean = view.lean ?? 0;
  const above = (strikeUsd: number): number =>
    deviation < 1e-9 ? Number(mean >= strikeUsd) : normalCdf((mean - strikeUsd) / deviation + lean);
  const { floorStrikeUsd: floor, capStrikeUsd: cap } = contract;
  if (contract.strikeType === 'between') {
    return floor === undefined || cap === undefined ? undefined : above(floor) - above(cap + 0.01);
  }
  if (contract.strikeType === 'less' || contract.strikeType === 'less_or_equal') {
    return cap === undefined ? undefined : 1 - above(cap);
  }
  return floor === undefined ? undefined : above(floor);
}
