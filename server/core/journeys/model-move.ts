// How far the model's price of one market stands from its price at the base forecast. In: world, market. Out: probability.
import type { Forecast, IndexEstimate } from '#lib/domain/forecast.ts';
import type { WallMs } from '#lib/domain/instant.ts';
import type { ContractEntry } from '../1-ingest/market-state.ts';
import { closeLaw } from '../3-models/probability/close-law.ts';
import { ruleProbability } from '../3-models/rule-probability.ts';
import type { World } from '../world.ts';
import { estimateIndex } from './price-markets.ts';

/** The forecast before any member corrected it; tails as they are. */
function atBase(forecast: Forecast): Forecast {
  const horizons = forecast.horizons.map((each) => ({
    ...each,
    variancePerSecond: Math.exp(each.base),
  }));
  return { ...forecast, horizons };
}

/**
 * Model price of YES at the forecast less that at its base, both now: what all contributions together do, exactly.
 * Null without forecast, index or strike. Two pricings: only for decisions that are sealed.
 */
export function modelMove(world: World, entry: ContractEntry, at: WallMs): number | null {
  const { forecast } = world;
  const estimate: IndexEstimate | null = forecast === null ? null : estimateIndex(world, at);
  if (forecast === null || estimate === null) return null;
  const { rule, closeAt } = entry.market;
  if (rule.kind === 'unset' || at >= closeAt) return null;
  const window = world.market.index.window(closeAt, at);
  const { profile } = world.plan;
  const price = (assumed: Forecast): number | null => {
    const input = { forecast: assumed, estimate, window, closeAt, at, profile };
    const made = closeLaw({ ...input, logVarianceSd: null });
    return made.ok ? ruleProbability(made.value.law, rule) : null;
  };
  const now = price(forecast);
  const base = price(atBase(forecast));
  return now === null || base === null ? null : now - base;
}
