// The gate's view of the last seconds: moves of spot and forecast, what quotes cost, how quick orders are. In: world.
import type { WallMs } from '#lib/domain/instant.ts';
import type { ContractEntry } from '../1-ingest/market-state.ts';
import type { GateInput } from '../4-gate/gate-input.ts';
import { adverseSelection } from '../4-gate/mark-outs.ts';
import { latencyMs } from '../4-gate/order-latency.ts';
import { forecastChange } from '../4-gate/recent-forecast.ts';
import { recentMid } from '../4-gate/recent-mid.ts';
import { recentMove } from '../4-gate/recent-move.ts';
import type { World } from '../world.ts';

/** Spot as far as its book is trusted, USD. */
export function trustedSpot(world: World): number | null {
  const { spot } = world.market;
  return spot.book.kind === 'live' ? spot.midUsd : null;
}

/** What the last seconds have shown: moves of spot and forecast, what our quotes cost us, how quick orders are. */
export function recentView(
  world: World,
  entry: ContractEntry,
  at: WallMs,
): Pick<
  GateInput,
  'recentMid' | 'recentMove' | 'forecastChange' | 'adverseSelection' | 'orderLatencyMs'
> {
  const { ticker, closeAt } = entry.market;
  const seconds = Math.max(0, (closeAt - at) / 1000);
  return {
    recentMid: recentMid(world.recentMids, ticker, at),
    recentMove: recentMove(world.recentMoves, { midUsd: trustedSpot(world), at }),
    forecastChange: forecastChange(world.recentForecasts, world.forecast, { seconds, at }),
    adverseSelection: {
      bid: adverseSelection(world.markOuts, 'bid', seconds),
      ask: adverseSelection(world.markOuts, 'ask', seconds),
    },
    orderLatencyMs: latencyMs(world.orderLatency),
  };
}
