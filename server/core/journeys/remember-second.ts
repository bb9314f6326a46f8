// What the gate wants to remember of each second: spot, forecast, and the mids after our fills. In: world. Out: its memory.
import type { WallMs } from '#lib/domain/instant.ts';
import { sampleMarkOuts } from '../4-gate/mark-outs.ts';
import { recordForecast } from '../4-gate/recent-forecast.ts';
import { recordSpot } from '../4-gate/recent-move.ts';
import type { World } from '../world.ts';
import { contractMid } from './contract-mid.ts';
import { trustedSpot } from './recent-view.ts';

/** Once a second, before this second's forecast: a move is measured against what was expected before it. */
export function rememberSecond(world: World, at: WallMs): void {
  const { forecast } = world;
  recordSpot(world.recentMoves, { midUsd: trustedSpot(world), forecast, at });
  recordForecast(world.recentForecasts, forecast, at);
  sampleMarkOuts(world.markOuts, (ticker) => contractMid(world, ticker), at);
}
