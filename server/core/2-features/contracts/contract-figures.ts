// The figures behind a contract's features. In: a sight of the contract. Out: each number, or null where it is not known.
// Sources: models A2 (2), (4) and B6; kalshi-api §7.6.
import type { QuoteLevel } from '#lib/domain/quote.ts';
import type { ContractSight } from './contract-sight.ts';

const PRINTS = 60;

function sizeOf(levels: readonly QuoteLevel[], most: number): number {
  let sum = 0;
  for (let i = 0; i < Math.min(most, levels.length); i++) sum += levels[i]?.size ?? 0;
  return sum;
}

/** (bid size − ask size) ÷ their sum over the best `levels`, −1 … 1; null unless both sides are quoted. */
export function bookImbalance({ contract, bid, ask }: ContractSight, levels: number) {
  if (!bid || !ask) return null;
  const bids = sizeOf(contract.depth.bids, levels);
  const asks = sizeOf(contract.depth.asks, levels);
  return (bids - asks) / (bids + asks);
}

function inSigma({ indexUsd, level }: ContractSight, usd: number, seconds: number): number | null {
  if (indexUsd === null || level === null || seconds <= 0) return null;
  return usd / (indexUsd * Math.sqrt(level * seconds));
}

/** (M − K) ÷ sd of the settlement mean, positive where YES wins; for a range its nearer bound, positive inside. */
export function moneyness(sight: ContractSight): number | null {
  const { distanceUsd, effectiveSeconds } = sight;
  return distanceUsd === null ? null : inSigma(sight, distanceUsd, effectiveSeconds);
}

/** How far the index may move before YES is lost: S − K*, K* = (60K − Σ)/m, in σ of an ordinary move until the close. */
export function requiredDistance(sight: ContractSight): number | null {
  const { strike, window, indexUsd } = sight;
  if (strike === null || indexUsd === null || window.unknownCount === 0) return null;
  const needed = (PRINTS * strike.usd - window.knownSumUsd) / window.unknownCount;
  return inSigma(sight, strike.sign * (indexUsd - needed), window.secondsToClose);
}
