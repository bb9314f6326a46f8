// What one contract looks like beside the market: time, distance, the venue's own implied probability and volatility.
// In: contract, index estimate, variance, window. Out: numbers or null. Sources: models A2 (2) and (4), kalshi-api §7.6.
import type { SettlementWindow } from '#lib/domain/fair-value.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import type { ContractView } from '#lib/domain/market-view.ts';
import { normalQuantile } from './normal-quantile.ts';

const PRINTS = 60;
const SECONDS_PER_YEAR = 31_536_000;

export interface ContractFeatures {
  /** Seconds to the close; negative after it. */
  readonly secondsToClose: number;
  /** (expected mean − strike) ÷ standard deviation of the mean; null for ranges and unset strikes. */
  readonly moneynessSigma: number | null;
  /** Mid of the contract's book, 0 … 1; null when one side is empty or the book is not live. */
  readonly impliedProbability: number | null;
  /** Annual volatility at which a normal settlement mean gives that probability; null where none does. */
  readonly impliedVol: number | null;
  /** Best ask − best bid in dollars. */
  readonly spread: number | null;
}

export interface ContractFeatureInput {
  readonly contract: ContractView;
  readonly window: SettlementWindow;
  /** Index estimate in USD and variance per second; null when missing. */
  readonly indexUsd: number | null;
  readonly variancePerSecond: number | null;
}

/** Direction-free strike in USD: above +1, below −1. */
function strikeOf(rule: StrikeRule): { readonly usd: number; readonly sign: 1 | -1 } | null {
  if (rule.kind === 'between' || rule.kind === 'unset') return null;
  return { usd: rule.strike / 100, sign: rule.kind === 'below' ? -1 : 1 };
}

/** Effective variance time of the remaining prints, formula (2), seconds. */
function effectiveSeconds(window: SettlementWindow): number {
  const m = window.unknownCount;
  return (
    (m / PRINTS) ** 2 * window.secondsToNextPrint + ((m - 1) * m * (2 * m - 1)) / (6 * PRINTS ** 2)
  );
}

/** Per-contract features; anything that cannot be known is null. */
export function contractFeatures(input: ContractFeatureInput): ContractFeatures {
  const { contract, window, indexUsd, variancePerSecond } = input;
  const bid = contract.depth.bids[0];
  const ask = contract.depth.asks[0];
  const quoted = bid !== undefined && ask !== undefined;
  const impliedProbability = quoted ? (bid.price + ask.price) / 20_000 : null;
  const strike = strikeOf(contract.market.rule);
  const base = {
    secondsToClose: window.secondsToClose,
    impliedProbability,
    spread: quoted ? (ask.price - bid.price) / 10_000 : null,
  };
  if (strike === null || indexUsd === null || window.unknownCount === 0)
    return { ...base, moneynessSigma: null, impliedVol: null };
  const mean = (window.knownSumUsd + window.unknownCount * indexUsd) / PRINTS;
  const distance = strike.sign * (mean - strike.usd);
  const seconds = effectiveSeconds(window);
  const sd = variancePerSecond === null ? 0 : indexUsd * Math.sqrt(variancePerSecond * seconds);
  const score = impliedProbability === null ? null : normalQuantile(impliedProbability);
  const impliedSd = score === null || score === 0 ? -1 : distance / score;
  return {
    ...base,
    moneynessSigma: sd > 0 ? distance / sd : null,
    impliedVol:
      impliedSd > 0 && seconds > 0
        ? (impliedSd / indexUsd) * Math.sqrt(SECONDS_PER_YEAR / seconds)
        : null,
  };
}
