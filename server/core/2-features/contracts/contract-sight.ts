// One contract as its features look at it. In: contract, window, index, variance level, flow. Out: the shared figures.
// Sources: settlement-average law, models A2 (1), (2), (4) and kalshi-api §7.6: mean M = (Σ + m·S)/60 and effective
// variance time vₑ = (m/60)²·u + (m−1)m(2m−1)/(6·60²) seconds; sd of the mean = S·√(level·vₑ).
import type { SettlementWindow } from '#lib/domain/fair-value.ts';
import type { StrikeRule } from '#lib/domain/market.ts';
import type { ContractView } from '#lib/domain/market-view.ts';
import type { QuoteLevel } from '#lib/domain/quote.ts';
import { normalQuantile } from './normal-quantile.ts';

const PRINTS = 60;

export interface ContractInput {
  readonly contract: Pick<ContractView, 'market' | 'depth'>;
  readonly window: SettlementWindow;
  /** Index estimate in USD and variance per second (30 min EWMA); null when missing. */
  readonly indexUsd: number | null;
  readonly level: number | null;
  /** Signed flow of the contract's own tape. */
  readonly flow: number | null;
}

export interface ContractSight extends ContractInput {
  readonly bid: QuoteLevel | undefined;
  readonly ask: QuoteLevel | undefined;
  /** Mid of the book, 0 … 1; null when a side is empty. */
  readonly probability: number | null;
  /** Expected mean − strike in USD, positive where YES wins; null for unset strikes and without an index. */
  readonly distanceUsd: number | null;
  /** The strike and its sign: +1 wins above, −1 below; null for ranges, whose two bounds have no one strike. */
  readonly strike: { readonly usd: number; readonly sign: 1 | -1 } | null;
  /** vₑ in seconds; 0 once every print is known. */
  readonly effectiveSeconds: number;
  /** Variance per second the book's mid stands for; null for ranges, and where no variance gives that mid. */
  readonly impliedVariance: number | null;
}

function strikeOf(rule: StrikeRule): ContractSight['strike'] {
  if (rule.kind === 'between' || rule.kind === 'unset') return null;
  return { usd: rule.strike / 100, sign: rule.kind === 'below' ? -1 : 1 };
}

function distanceOf(rule: StrikeRule, meanUsd: number): number | null {
  if (rule.kind === 'unset') return null;
  if (rule.kind === 'between')
    return Math.min(meanUsd - rule.floor / 100, rule.cap / 100 - meanUsd);
  return (rule.kind === 'below' ? -1 : 1) * (meanUsd - rule.strike / 100);
}

function effectiveSeconds({ unknownCount: m, secondsToNextPrint: u }: SettlementWindow): number {
  return (m / PRINTS) ** 2 * u + ((m - 1) * m * (2 * m - 1)) / (6 * PRINTS ** 2);
}

/** The variance at which a normal settlement mean, Φ(distance ÷ (S·√(σ²·vₑ))), gives the book's mid. */
function impliedVariance(sight: Omit<ContractSight, 'impliedVariance'>): number | null {
  const { probability, distanceUsd, strike, indexUsd, effectiveSeconds: seconds } = sight;
  if (probability === null || distanceUsd === null || strike === null || indexUsd === null)
    return null;
  const score = normalQuantile(probability);
  if (score === null || score === 0 || seconds <= 0) return null;
  const sdUsd = distanceUsd / score;
  return sdUsd > 0 ? (sdUsd / indexUsd) ** 2 / seconds : null;
}

/** Looks at a contract once; anything that cannot be known is null. */
export function sightContract(input: ContractInput): ContractSight {
  const { contract, window, indexUsd } = input;
  const { rule } = contract.market;
  const bid = contract.depth.bids[0];
  const ask = contract.depth.asks[0];
  const { unknownCount, knownSumUsd } = window;
  const meanUsd =
    indexUsd === null || unknownCount === 0
      ? null
      : (knownSumUsd + unknownCount * indexUsd) / PRINTS;
  const sight = {
    ...input,
    bid,
    ask,
    probability: bid && ask ? (bid.price + ask.price) / 20_000 : null,
    distanceUsd: meanUsd === null ? null : distanceOf(rule, meanUsd),
    strike: strikeOf(rule),
    effectiveSeconds: unknownCount === 0 ? 0 : effectiveSeconds(window),
  };
  return { ...sight, impliedVariance: impliedVariance(sight) };
}
