// Causes of a price as bars. In: contributions, largest first, the rest last. Out: where each bar begins and ends, and the sum.
import type { PriceContribution } from '#lib/domain/explanation.ts';

export interface ContributionBar extends PriceContribution {
  /** Ends of the bar on a track 0 … 1 with zero in the middle. */
  readonly from: number;
  readonly to: number;
}

export interface ContributionSum {
  readonly cents: number;
  readonly logVariance: number;
  /** What the sum does to the volatility, as a factor: √e^(ln variance). */
  readonly volFactor: number;
}

/** Where no cause moves the price by a twentieth of a cent, bars show ln variance instead: a far strike feels nothing. */
const LEAST_CENTS = 0.05;

function sizeOf(contributions: readonly PriceContribution[]): (part: PriceContribution) => number {
  const largest = Math.max(0, ...contributions.map((part) => Math.abs(part.cents)));
  return largest >= LEAST_CENTS ? (part) => part.cents : (part) => part.logVariance;
}

/** Bars in the order given, on one scale: the largest fills half the track. */
export function contributionBars(
  contributions: readonly PriceContribution[],
): readonly ContributionBar[] {
  const size = sizeOf(contributions);
  const scale = Math.max(...contributions.map((part) => Math.abs(size(part))), Number.MIN_VALUE);
  return contributions.map((part) => {
    const end = 0.5 + size(part) / scale / 2;
    return { ...part, from: Math.min(0.5, end), to: Math.max(0.5, end) };
  });
}

/** What all causes together do; the parts add up to it by construction. */
export function contributionSum(contributions: readonly PriceContribution[]): ContributionSum {
  const cents = contributions.reduce((sum, part) => sum + part.cents, 0);
  const logVariance = contributions.reduce((sum, part) => sum + part.logVariance, 0);
  return { cents, logVariance, volFactor: Math.exp(logVariance / 2) };
}
