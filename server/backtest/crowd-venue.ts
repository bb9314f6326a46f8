// The simulator's own world as a venue for a backtest: makers, public, moods. In: seed. Out: a venue.
import type { Series } from '#lib/domain/market.ts';
import { createWorld } from '#server/simulator/world/create-world.ts';
import type { SimulatedVenue } from './simulated-venue.ts';
import { createVenueTicks } from './venue-ticks.ts';

export interface CrowdVenueOptions {
  readonly seed: string;
  readonly startMs: number;
  readonly series: readonly Series[];
  readonly strikesPerSide: number;
  readonly bucketsPerSide: number;
  /** Simulated milliseconds of one step of the crowd; must divide 1 000. */
  readonly stepMs: number;
}

/** The world that `voltage start` trades against, without sockets. */
export function createCrowdVenue(options: CrowdVenueOptions): SimulatedVenue {
  const { series, ...world } = options;
  const simulated = createWorld({ ...world, isSpotStill: true });
  const { exchange } = simulated;
  const ticks = createVenueTicks(exchange, series);
  return {
    exchange,
    nowMs: simulated.nowMs,
    second: () => {
      simulated.advanceTo(simulated.nowMs() + 1_000);
      return ticks.collect(simulated.krakenUsd(), simulated.nowMs());
    },
    watch: ticks.watch,
  };
}
