// The shape of the spot book now. In: SpotView. Out: microprice offset, depth imbalance, spread.
// Source: models B6 (Stoikov's microprice; Xu–Gould–Howison on deeper imbalance). All dimensionless.
import type { SpotLevelView, SpotView } from '#lib/domain/market-view.ts';

/** Depth-weighted lean of the best quote: (microprice − mid) ÷ half spread, −1 (asks heavy) … 1 (bids heavy). */
export function micropriceOffset(spot: SpotView): number | null {
  const bid = spot.bids(1)[0];
  const ask = spot.asks(1)[0];
  if (!bid || !ask) return null;
  return (bid.sizeBtc - ask.sizeBtc) / (bid.sizeBtc + ask.sizeBtc);
}

/** (bid depth − ask depth) ÷ their sum over the best `levels`, −1 … 1. */
export function depthImbalance(spot: SpotView, levels: number): number | null {
  const bids = total(spot.bids(levels));
  const asks = total(spot.asks(levels));
  return bids + asks > 0 ? (bids - asks) / (bids + asks) : null;
}

/** (ask − bid) ÷ mid in basis points, ≥ 0, typically 0.01 … 5. */
export function spreadBp(spot: SpotView): number | null {
  if (spot.bidUsd === null || spot.askUsd === null || spot.midUsd === null) return null;
  return ((spot.askUsd - spot.bidUsd) / spot.midUsd) * 10_000;
}

function total(levels: readonly SpotLevelView[]): number {
  let sum = 0;
  for (const level of levels) sum += level.sizeBtc;
  return sum;
}
