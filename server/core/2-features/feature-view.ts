// What a feature is read off, once a second. In: state, market, time. Out: the parts most features share.
import type { FeatureEntry } from '#lib/domain/features.ts';
import type { SpotView } from '#lib/domain/market-view.ts';
import { closeSeconds, type FeatureState, trustedMid } from './feature-state.ts';
import type { ObservedMarket } from './observe.ts';
import { ewmaVariance } from './realised-variance.ts';

export interface FeatureView {
  readonly state: FeatureState;
  readonly at: number;
  /** The level all variances are relative to: the 30 min EWMA, per second; null before a minute of samples. */
  readonly level: number | null;
  readonly midUsd: number | null;
  /** The spot book, only while its mid is trusted. */
  readonly spot: SpotView | null;
}

/** One number of the market's row: what it is, and how it is read. Null = missing. */
export interface Feature extends FeatureEntry {
  readonly value: (view: FeatureView) => number | null;
}

/** Closes the seconds up to `at` and looks. */
export function viewFeatures(
  state: FeatureState,
  market: Pick<ObservedMarket, 'spot'>,
  at: number,
): FeatureView {
  closeSeconds(state, at);
  const midUsd = trustedMid(state, at);
  return {
    state,
    at,
    level: ewmaVariance(state.variance, 'ewma30m'),
    midUsd,
    spot: midUsd === null ? null : market.spot,
  };
}

/** ln(value ÷ reference); null when either is missing. */
export function logRatio(value: number | null, reference: number | null): number | null {
  return value === null || reference === null ? null : Math.log(value / reference);
}
